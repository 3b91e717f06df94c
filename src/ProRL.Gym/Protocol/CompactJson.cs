using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ProRL.Gym.Protocol;

/// <summary>JSON on one line without blanks, with texts as readable as they can be: the form of rows and configs.</summary>
internal static class CompactJson
{
    public static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,

        // Rows are written by the thousand, and always as whole values.
        SkipValidation = true,
    };

    public static string Text(JsonElement value) => Text(value.WriteTo);

    /// <summary>What <paramref name="write"/> writes.</summary>
    public static string Text(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
            write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
