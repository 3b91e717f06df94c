using System.Buffers;
using MessagePack;

namespace ProRL.Gym.Protocol;

internal delegate void MapWriter<TState>(ref MessagePackWriter writer, TState state);

/// <summary>Encodes one value into an array of its own.</summary>
internal static class MapWriting
{
    public static byte[] Encode<TState>(TState state, MapWriter<TState> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        write(ref writer, state);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A number, or nil.</summary>
    public static void WriteOptional(this ref MessagePackWriter writer, double? value)
    {
        if (value is { } number)
            writer.Write(number);
        else
            writer.WriteNil();
    }
}
