using System.Text;
using ProRL.Gym.Tasks;
using ProRL.Trainer.Rollouts;
using ProRL.Trainer.Tokenizers;

namespace ProRL.Trainer.Tests.Rollouts;

public sealed class StopStringsTests
{
    private static readonly CharacterTokenizer Words = new("abcdef ", ["abc", "def"]);

    [Theory]
    [InlineData("a b c", -1)]
    [InlineData("abcdef", 2, "cd")] // Split over the two tokens.
    [InlineData("a b cdef", 6, "cd")]
    [InlineData("def abc", 1, "e")] // Within one token.
    [InlineData("def abc", 2, "f ")]
    [InlineData("abcdef", 2, "cdef", "x", "de")] // Whichever comes first.
    [InlineData("abc abc abc abc abc abc abc abc abc def", 19, " def")]
    public void A_stop_string_is_found_with_the_token_that_completes_it(string text, int tokens, params string[] stops)
    {
        var strings = new StopStrings(stops, Words);
        var ids = Words.Encode(text);
        var start = 0;
        var found = Array.FindIndex([.. Enumerable.Range(1, ids.Length)], n => strings.Found(ids.AsSpan(0, n), ref start));
        Assert.Equal(tokens, found < 0 ? -1 : found + 1);
    }

    [Fact]
    public void Characters_of_several_tokens_are_found_and_only_the_end_is_looked_at()
    {
        var strings = new StopStrings(["é!"], new ByteTokenizer());
        int[] ids = [.. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("ééé? ", 40)) + "é!").Select(b => (int)b)];
        var start = 0;
        for (var n = 1; n < ids.Length; n++)
        {
            Assert.False(strings.Found(ids.AsSpan(0, n), ref start));
            Assert.InRange(n - start, 0, 30);
        }
        Assert.True(strings.Found(ids, ref start));
    }

    [Theory]
    [InlineData("one two three", "one two three")]
    [InlineData("one two three", "one ", "two")]
    [InlineData("one two three", "on", "three", "e")]
    [InlineData("one two three", "", "ree", "one t", "two")]
    public void Text_is_cut_before_the_first_stop_string(string text, string expected, params string[] stops) =>
        Assert.Equal(expected, StopStrings.Cut(text, stops));

    private sealed class ByteTokenizer : ITokenizer
    {
        public int Size => 256;

        public int Pad => 0;

        public IReadOnlyList<int> Ends { get; } = [1];

        public int[] Encode(Prompt prompt) => Encode(prompt.Text);

        public int[] Encode(string text) => [.. Encoding.UTF8.GetBytes(text).Select(b => (int)b)];

        public string Decode(ReadOnlySpan<int> ids) => Encoding.UTF8.GetString([.. ids.ToArray().Select(i => (byte)i)]);

        public void Save(string folder) => throw new NotSupportedException();
    }
}
