using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MessagePack;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Protocol;

/// <summary>
/// Turns MessagePack into JSON and back, so that rows and settings have one parser wherever they come from. Whole numbers
/// as keys become texts, as JSON libraries write them, and byte strings are read as UTF-8 text, because old clients send
/// texts so. What JSON can't hold (NaN, infinities, extension types) is refused.
/// </summary>
internal static class MessagePackJson
{
    private static readonly MessagePackSecurity Security =
        MessagePackSecurity.UntrustedData.WithMaximumObjectGraphDepth(new ProtocolLimits().MaxDepth);

    /// <summary>One encoded value as JSON text.</summary>
    /// <exception cref="TaskFormatException">JSON can't hold it.</exception>
    public static string ToText(ReadOnlyMemory<byte> value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Transcode(value, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <inheritdoc cref="ToText"/>
    public static JsonElement ToJson(ReadOnlyMemory<byte> value)
    {
        var buffer = new ArrayBufferWriter<byte>(value.Length + 64);
        Transcode(value, buffer);
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>Writes a JSON value as MessagePack. A number that is whole in 64 bits is written as such, any other as a double.</summary>
    public static void Write(ref MessagePackWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteMapHeader(value.GetPropertyCount());
                foreach (var member in value.EnumerateObject())
                {
                    writer.Write(member.Name);
                    Write(ref writer, member.Value);
                }

                break;
            case JsonValueKind.Array:
                writer.WriteArrayHeader(value.GetArrayLength());
                foreach (var element in value.EnumerateArray())
                    Write(ref writer, element);
                break;
            case JsonValueKind.String:
                writer.Write(value.GetString());
                break;
            case JsonValueKind.Number when value.TryGetInt64(out var whole):
                writer.Write(whole);
                break;
            case JsonValueKind.Number when value.TryGetUInt64(out var large):
                writer.Write(large);
                break;
            case JsonValueKind.Number:
                writer.Write(value.GetDouble());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.Write(value.GetBoolean());
                break;
            default:
                writer.WriteNil();
                break;
        }
    }

    private static void Transcode(ReadOnlyMemory<byte> value, ArrayBufferWriter<byte> buffer)
    {
        using var json = new Utf8JsonWriter(buffer, CompactJson.Options);
        var reader = new MessagePackReader(value);
        Transcode(ref reader, json);
        json.Flush();
    }

    private static void Transcode(ref MessagePackReader reader, Utf8JsonWriter json)
    {
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Map:
                Security.DepthStep(ref reader);
                json.WriteStartObject();
                for (var n = reader.ReadMapHeader(); n > 0; n--)
                {
                    json.WritePropertyName(Key(ref reader));
                    Transcode(ref reader, json);
                }

                json.WriteEndObject();
                reader.Depth--;
                break;
            case MessagePackType.Array:
                Security.DepthStep(ref reader);
                json.WriteStartArray();
                for (var n = reader.ReadArrayHeader(); n > 0; n--)
                    Transcode(ref reader, json);
                json.WriteEndArray();
                reader.Depth--;
                break;
            case MessagePackType.String or MessagePackType.Binary:
                json.WriteStringValue(Text(ref reader));
                break;
            case MessagePackType.Integer when reader.NextCode is MessagePackCode.UInt64:
                json.WriteNumberValue(reader.ReadUInt64());
                break;
            case MessagePackType.Integer:
                json.WriteNumberValue(reader.ReadInt64());
                break;
            case MessagePackType.Float:
                json.WriteNumberValue(Finite(reader.ReadDouble()));
                break;
            case MessagePackType.Boolean:
                json.WriteBooleanValue(reader.ReadBoolean());
                break;
            case MessagePackType.Nil:
                reader.ReadNil();
                json.WriteNullValue();
                break;
            default:
                throw new TaskFormatException("a MessagePack extension value stands where only nil, true, false, numbers, texts, arrays and maps may.");
        }
    }

    private static string Key(ref MessagePackReader reader) => reader.NextMessagePackType switch
    {
        MessagePackType.String or MessagePackType.Binary => Text(ref reader),
        MessagePackType.Integer when reader.NextCode is MessagePackCode.UInt64 => reader.ReadUInt64().ToString(CultureInfo.InvariantCulture),
        MessagePackType.Integer => reader.ReadInt64().ToString(CultureInfo.InvariantCulture),
        var other => throw new TaskFormatException($"a map has a key of the type {other}; keys must be texts."),
    };

    private static string Text(ref MessagePackReader reader) => reader.NextMessagePackType == MessagePackType.String
        ? reader.ReadString()!
        : Encoding.UTF8.GetString(reader.ReadBytes()!.Value);

    private static double Finite(double value) => double.IsFinite(value)
        ? value
        : throw new TaskFormatException("a number is NaN or infinite; JSON, and so a row, has no such numbers.");
}
