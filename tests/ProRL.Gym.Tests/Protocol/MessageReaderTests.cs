using CsCheck;
using MessagePack;
using ProRL.Gym.Protocol;
using ProRL.Tests.Support;

namespace ProRL.Gym.Tests.Protocol;

public sealed class MessageReaderTests
{
    private static readonly ProtocolLimits Limits = new(MaxMessageBytes: 1 << 20, MaxDepth: 8);

    [Fact]
    public void Messages_come_out_as_they_went_in_whatever_pieces_the_network_makes() =>
        Gen.Select(Messages.Message.Array[1, 6], Gen.Int[1, 9000].Array[1, 10]).Sample((messages, sizes) =>
        {
            var read = ReadAll([.. messages.SelectMany(m => m)], sizes);
            return read.Count == messages.Length + 1
                && read.Zip(messages).All(p => p.First.Kind == IncomingKind.Message && p.First.Bytes.Span.SequenceEqual(p.Second))
                && read[^1].Kind == IncomingKind.End;
        });

    [Fact]
    public void A_message_that_is_too_large_is_passed_over_with_its_id_and_the_next_one_is_read()
    {
        byte[] bytes = [.. Request(0x0102, new byte[3 << 20]), .. Request(9, [1])];
        var read = ReadAll(bytes, [4096]);
        Assert.Equal([IncomingKind.TooLarge, IncomingKind.Message, IncomingKind.End], read.Select(r => r.Kind));
        Assert.Equal(0x0102u, read[0].MsgId);
    }

    [Fact]
    public void A_message_that_is_too_deep_is_passed_over_with_its_id_and_the_next_one_is_read()
    {
        byte[] bytes = [0x94, 0, 0xce, 0xff, 0xff, 0xff, 0xff, 0xa1, (byte)'m', .. Enumerable.Repeat((byte)0x91, 5000), 0xc0, .. Request(9, [1])];
        var read = ReadAll(bytes, [7]);
        Assert.Equal([IncomingKind.TooDeep, IncomingKind.Message, IncomingKind.End], read.Select(r => r.Kind));
        Assert.Equal(uint.MaxValue, read[0].MsgId);
    }

    [Fact]
    public void The_end_inside_a_message_is_told_with_its_id()
    {
        var read = ReadAll(Request(77, new byte[100])[..50], [1]);
        Assert.Equal(IncomingKind.Truncated, read[^1].Kind);
        Assert.Equal(77u, read[^1].MsgId);
    }

    [Fact]
    public void The_end_before_the_id_is_told_with_0()
    {
        var read = ReadAll([0x94, 0], [1]);
        Assert.Equal(IncomingKind.Truncated, read[^1].Kind);
        Assert.Equal(0u, read[^1].MsgId);
    }

    [Fact]
    public void Random_bytes_never_throw() =>
        Gen.Select(Gen.Byte.Array[0, 3000], Gen.Int[1, 100].Array[1, 4]).Sample((bytes, sizes) =>
            ReadAll(bytes, sizes)[^1].Kind is IncomingKind.End or IncomingKind.Malformed or IncomingKind.Truncated);

    private static byte[] Request(uint id, byte[] body) => MapWriting.Encode((id, body), static (ref MessagePackWriter w, (uint Id, byte[] Body) m) =>
    {
        w.WriteArrayHeader(4);
        w.Write(0);
        w.Write(m.Id);
        w.Write("method");
        w.Write(m.Body);
    });

    private static List<Incoming> ReadAll(byte[] bytes, int[] sizes)
    {
        using var stream = new PiecewiseStream(bytes, sizes);
        var reader = new MessageReader(stream, Limits);
        var all = new List<Incoming>();
        do
        {
            var read = reader.ReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
            all.Add(read with { Bytes = read.Bytes.ToArray() });
        }
        while (all[^1].Kind is IncomingKind.Message or IncomingKind.TooLarge or IncomingKind.TooDeep);
        return all;
    }
}
