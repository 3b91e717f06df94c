using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Tests.Protocol;

public sealed class SampleRequestTests
{
    private static readonly SampleRequest Request = new("arithmetic/gcd-v1", Split.Eval, 7, 2);

    [Fact]
    public void Handles_count_on_from_the_start() => Assert.Equal(
        ["arithmetic/gcd-v1|eval|7|40|", "arithmetic/gcd-v1|eval|7|41|"],
        (Request with { Start = 40 }).Handles());

    [Theory]
    [InlineData(null, "", "")]
    [InlineData(null, "{}", "")]
    [InlineData(3, "", """{"level":3}""")]
    [InlineData(3, """ { "b" : [ 1, 2.50 ], "a" : "é" } """, """{"level":3,"b":[1,2.50],"a":"é"}""")]
    [InlineData(null, """{"level": 2}""", """{"level":2}""")]
    public void The_config_is_compact_with_the_level_first_and_the_keys_as_given(int? level, string config, string expected) =>
        Assert.Equal(expected, Handle.Parse((Request with { Level = level, Config = config }).Handles()[0]).Config);

    [Theory]
    [InlineData(1, """{"level":2}""")]
    [InlineData(null, "[1]")]
    [InlineData(null, "max_value=3")]
    public void A_config_that_is_no_object_or_repeats_the_level_is_refused(int? level, string config) =>
        Assert.Throws<TaskFormatException>(() => (Request with { Level = level, Config = config }).Handles());

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    [InlineData(1, -1)]
    [InlineData(2, long.MaxValue)]
    public void A_range_that_is_none_is_refused(int count, long start) =>
        Assert.Throws<TaskFormatException>(() => (Request with { Count = count, Start = start }).Handles());
}
