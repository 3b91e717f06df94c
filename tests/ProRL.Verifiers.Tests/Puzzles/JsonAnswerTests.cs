using CsCheck;
using ProRL.Verifiers.Puzzles;

namespace ProRL.Verifiers.Tests.Puzzles;

public sealed class JsonAnswerTests
{
    [Fact]
    public void The_last_of_equal_names_counts()
    {
        Assert.Equal(2, JsonAnswer.Whole(JsonAnswer.Members(" {\"a\": 1, \"a\": 2.0} ", new Budget(1000))!["a"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{} {}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{'a':1}")]
    [InlineData("{0:1}")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"a\":1} // and more }")]
    public void What_is_not_one_JSON_object_is_refused(string text)
    {
        Assert.Null(JsonAnswer.Members(text, new Budget(1000)));
    }

    [Fact]
    public void Depth_has_a_bound()
    {
        Assert.Null(JsonAnswer.Members(string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000), new Budget(1_000_000)));
    }

    [Theory]
    [InlineData("1", 1L)]
    [InlineData("1.0", 1L)]
    [InlineData("1e0", 1L)]
    [InlineData("1.5", null)]
    [InlineData("1e400", null)]
    [InlineData("\"1\"", null)]
    [InlineData("true", null)]
    [InlineData("null", null)]
    public void Only_whole_numbers_are_whole(string value, long? expected)
    {
        Assert.Equal(expected, JsonAnswer.Whole(JsonAnswer.Members($"{{\"a\":{value}}}", new Budget(1000))!["a"]));
    }

    [Fact]
    public void Any_text_is_read_or_refused_but_never_throws()
    {
        Gen.OneOf(Gen.String, Gen.OneOf("{", "}", "\"a\"", ":", ",", "1", "[", "]", "\\ud800", "\"", "null").Array[0, 20].Select(p => $"{{{string.Concat(p)}}}"))
            .Sample(text => { JsonAnswer.Members(text, new Budget(100_000)); }, iter: 5000);
    }
}
