using CsCheck;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Tests.Tasks;

public sealed class HandleTests
{
    [Fact]
    public void A_handle_is_read_as_it_was_written()
    {
        Gen.Select(Gen.Bool, Gen.ULong, Gen.Long[0, long.MaxValue], Gen.String[0, 200]).Sample((eval, seed, index, config) =>
        {
            var handle = new Handle("a/b-v1", eval ? Split.Eval : Split.Train, seed, index, config);
            Assert.Equal(handle, Handle.Parse(handle.ToString()));
        });
    }

    [Fact]
    public void A_config_may_hold_the_separator()
    {
        Assert.Equal("{\"s\":\"a|b\"}", Handle.Parse("f|eval|1|2|{\"s\":\"a|b\"}").Config);
    }

    [Theory]
    [InlineData("", "1 of the 5 parts")]
    [InlineData("a/b-v1|train|1|2", "4 of the 5 parts")]
    [InlineData("a/b-v1|test|1|2|", "'test'")]
    [InlineData("a/b-v1|Train|1|2|", "'Train'")]
    [InlineData("a/b-v1|train|-1|2|", "'-1'")]
    [InlineData("a/b-v1|train|1|x|", "'x'")]
    [InlineData("a/b-v1|train|1| 2|", "' 2'")]
    [InlineData("a/b-v1|train|18446744073709551616|2|", "18446744073709551616")]
    [InlineData("a/b-v1|train|1|9223372036854775808|", "9223372036854775808")]
    public void What_is_no_handle_is_refused_with_the_part_that_is_wrong(string text, string named)
    {
        Assert.Contains(named, Assert.Throws<TaskFormatException>(() => Handle.Parse(text)).Message);
    }

    [Fact]
    public void A_handle_has_a_longest_length()
    {
        Assert.Contains("4096", Assert.Throws<TaskFormatException>(() => Handle.Parse(new string('|', 5000))).Message);
    }

    [Fact]
    public void Any_text_is_a_handle_or_refused()
    {
        Gen.OneOf(Gen.String, Gen.Char["|0123456789trainevl{}"].Array[0, 30].Select(c => new string(c))).Sample(text =>
        {
            try
            {
                Handle.Parse(text);
            }
            catch (TaskFormatException)
            {
            }
        });
    }
}
