using CsCheck;
using ProRL.Gym.Protocol;

namespace ProRL.Gym.Tests.Protocol;

public sealed class MessageScannerTests
{
    private static readonly ProtocolLimits Limits = new(MaxMessageBytes: 1 << 20, MaxDepth: 8);

    [Fact]
    public void Any_split_of_the_bytes_gives_the_same_messages() =>
        Gen.Select(Messages.Message.Array[1, 6], Gen.Int[1, 50].Array[1, 20]).Sample((messages, sizes) =>
            Ends([.. messages.SelectMany(m => m)], sizes).SequenceEqual(messages.Select(m => m.Length)));

    [Fact]
    public void Random_bytes_never_throw_and_end_within_what_was_fed() =>
        Gen.Byte.Array[0, 2000].Sample(bytes =>
        {
            var scanner = new MessageScanner(Limits);
            var state = scanner.Feed(bytes, out var taken);
            return Enum.IsDefined(state) && taken <= bytes.Length && (state != ScanState.Within || taken == bytes.Length);
        });

    [Fact]
    public void Random_bytes_after_a_right_beginning_never_throw_however_they_are_split() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[1, 7].Array[1, 5]).Sample((bytes, sizes) =>
        {
            byte[] begun = [0x94, 0x00, 0x01, .. bytes];
            return Ends(begun, [begun.Length]).SequenceEqual(Ends(begun, sizes));
        });

    [Theory]
    [InlineData(0xc1)]
    [InlineData(0x00)]
    [InlineData(0x47)]
    [InlineData(0x92)]
    [InlineData(0x95)]
    [InlineData(0x82)]
    [InlineData(0xdb)]
    public void What_begins_unlike_a_message_is_malformed_at_its_first_byte(int first) =>
        Assert.Equal(ScanState.Malformed, new MessageScanner(Limits).Feed([(byte)first], out _));

    [Fact]
    public void A_long_array_header_is_read_as_the_short_one() =>
        Assert.Equal(ScanState.Complete, new MessageScanner(Limits).Feed([0xdd, 0, 0, 0, 3, 1, 2, 3], out _));

    [Fact]
    public void A_long_array_header_of_another_length_is_malformed() =>
        Assert.Equal(ScanState.Malformed, new MessageScanner(Limits).Feed([0xdc, 0, 5], out _));

    [Theory]
    [InlineData(-1, nameof(ScanState.Complete))]
    [InlineData(0, nameof(ScanState.Complete))]
    [InlineData(1, nameof(ScanState.TooLarge))]
    public void The_size_limit_is_exact(int beyond, string expected)
    {
        var payload = (int)Limits.MaxMessageBytes - 8 + beyond;
        byte[] message = [0x93, 2, 3, 0xc6, (byte)(payload >> 24), (byte)(payload >> 16), (byte)(payload >> 8), (byte)payload, .. new byte[payload]];
        Assert.Equal(expected, new MessageScanner(Limits).Feed(message, out var taken).ToString());
        Assert.Equal(message.Length, taken);
    }

    [Theory]
    [InlineData(8, nameof(ScanState.Complete))]
    [InlineData(9, nameof(ScanState.TooDeep))]
    [InlineData(100_000, nameof(ScanState.TooDeep))]
    public void The_depth_limit_is_exact_and_the_end_is_found_beyond_it(int depth, string expected)
    {
        byte[] message = [0x93, 2, 3, .. Enumerable.Repeat((byte)0x91, depth - 1), 0xc0];
        Assert.Equal(expected, new MessageScanner(Limits).Feed([.. message, 0x93], out var taken).ToString());
        Assert.Equal(message.Length, taken);
    }

    [Fact]
    public void What_is_announced_too_large_is_known_before_it_comes()
    {
        var scanner = new MessageScanner(Limits);
        Assert.Equal(ScanState.Within, scanner.Feed([0x94, 0, 7, 0xc6, 0x7f, 0xff, 0xff, 0xff], out _));
        Assert.True(scanner.Discarding);
    }

    [Fact]
    public void More_values_than_any_memory_holds_are_followed_without_harm()
    {
        var scanner = new MessageScanner(Limits);
        scanner.Feed([0x93], out _);
        byte[] header = [0xdf, 0xff, 0xff, 0xff, 0xff];
        for (var i = 0; i < 100_000; i++)
            Assert.Equal(ScanState.Within, scanner.Feed(header, out _));
        Assert.True(scanner.Discarding);
    }

    private static List<int> Ends(byte[] bytes, int[] sizes)
    {
        var scanner = new MessageScanner(Limits);
        var ends = new List<int>();
        var length = 0;
        for (int at = 0, n = 0; at < bytes.Length; n++)
        {
            var piece = bytes.AsSpan(at, Math.Min(sizes[n % sizes.Length], bytes.Length - at));
            var state = scanner.Feed(piece, out var taken);
            at += taken;
            length += taken;
            if (state == ScanState.Malformed)
            {
                ends.Add(-length);
                return ends;
            }

            if (state == ScanState.Within)
                continue;
            ends.Add(length);
            length = 0;
            scanner.Reset();
        }

        return ends;
    }
}
