using System.Buffers;
using CsCheck;
using MessagePack;

namespace ProRL.Gym.Tests.Protocol;

/// <summary>Random messages.</summary>
internal static class Messages
{
    /// <summary>A writer of one random value, nesting at most so deep.</summary>
    private static Gen<Action<IBufferWriter<byte>>> Value(int depth) => depth == 0
        ? Scalar
        : Gen.Frequency(
            (3, Scalar),
            (1, Value(depth - 1).Array[0, 4].Select(items => Writing((ref MessagePackWriter w) => w.WriteArrayHeader(items.Length), items))),
            (1, Gen.Select(Scalar, Value(depth - 1)).Array[0, 4].Select(pairs =>
                Writing((ref MessagePackWriter w) => w.WriteMapHeader(pairs.Length), [.. pairs.SelectMany(p => new[] { p.Item1, p.Item2 })]))));

    private static Gen<Action<IBufferWriter<byte>>> Scalar { get; } = Gen.OneOf(
        Gen.Long.Select(n => Writing((ref MessagePackWriter w) => w.Write(n))),
        Gen.SByte.Select(n => Writing((ref MessagePackWriter w) => w.Write(n))),
        Gen.Double.Select(n => Writing((ref MessagePackWriter w) => w.Write(n))),
        Gen.Float.Select(n => Writing((ref MessagePackWriter w) => w.Write(n))),
        Gen.Bool.Select(b => Writing((ref MessagePackWriter w) => w.Write(b))),
        Gen.String[0, 300].Select(s => Writing((ref MessagePackWriter w) => w.Write(s))),
        Gen.Byte.Array[0, 70_000].Select(b => Writing((ref MessagePackWriter w) => w.Write(b))),
        Gen.Select(Gen.SByte[0, 100], Gen.Byte.Array[0, 40]).Select((type, b) =>
            Writing((ref MessagePackWriter w) => w.WriteExtensionFormat(new ExtensionResult(type, b)))),
        Gen.Const(Writing((ref MessagePackWriter w) => w.WriteNil())));

    /// <summary>A message: an array of 3 or 4 random values.</summary>
    public static Gen<byte[]> Message { get; } = Value(5).Array[3, 4].Select(parts =>
    {
        var buffer = new ArrayBufferWriter<byte>();
        Writing((ref MessagePackWriter w) => w.WriteArrayHeader(parts.Length), parts)(buffer);
        return buffer.WrittenSpan.ToArray();
    });

    private delegate void Write(ref MessagePackWriter writer);

    private static Action<IBufferWriter<byte>> Writing(Write write, params Action<IBufferWriter<byte>>[] then) => buffer =>
    {
        var writer = new MessagePackWriter(buffer);
        write(ref writer);
        writer.Flush();
        foreach (var next in then)
            next(buffer);
    };
}
