using System.Text;
using CsCheck;
using ProRL.Server.Verification;
using ProRL.Tests.Support;

namespace ProRL.Server.Tests.Verification;

public sealed class RowReaderTests
{
    private static readonly Gen<string> Line = Gen.String[Gen.Char["ab \r{}é"], 0, 300];

    [Fact]
    public void Every_line_comes_out_once_in_order_whatever_pieces_the_stream_makes() =>
        Gen.Select(Line.Array[1, 300], Gen.Int[1, 5000].Array[1, 5], Gen.Bool).Sample((lines, sizes, ends) =>
        {
            // An end after the last line is no further line, and an empty last line without an end is none.
            var text = string.Join('\n', lines) + (ends || lines[^1].Length == 0 ? "\n" : "");
            return Read(Encoding.UTF8.GetBytes(text), sizes).Select(l => Encoding.UTF8.GetString(l.Text.Span)).SequenceEqual(lines);
        });

    [Fact]
    public void Lines_are_numbered_from_1() =>
        Assert.Equal(Enumerable.Range(1, 1000).Select(n => (long)n), Read(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("x\n", 1000))), [777]).Select(l => l.Number));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_line_past_the_limit_is_told_and_the_next_ones_are_read(int beyond, bool tooLong)
    {
        var lines = Read([.. "a\n"u8, .. Enumerable.Repeat((byte)'x', RowReader.MaxLineBytes + beyond), .. "\nb"u8], [1 << 20]);
        Assert.Equal([false, tooLong, false], lines.Select(l => l.TooLong));
        Assert.Equal([1, tooLong ? 0 : RowReader.MaxLineBytes, 1], lines.Select(l => l.Text.Length));
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_line() =>
        Assert.Equal("a"u8.ToArray(), Read([0xef, 0xbb, 0xbf, (byte)'a', (byte)'\n'], [100])[0].Text.ToArray());

    private static List<RowLine> Read(byte[] bytes, int[] sizes)
    {
        using var stream = new PiecewiseStream(bytes, sizes);
        var reader = new RowReader(stream);
        var all = new List<RowLine>();
        while (reader.NextAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult() is { } lines)
            all.AddRange(lines);
        return all;
    }
}
