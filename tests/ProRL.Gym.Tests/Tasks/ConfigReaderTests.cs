using ProRL.Gym.Tasks;

namespace ProRL.Gym.Tests.Tasks;

public sealed class ConfigReaderTests
{
    private sealed record Config : FamilyConfig
    {
        public int Size { get; init; } = 3;

        public string[] Names { get; init; } = ["a"];

        public double Share { get; init; } = 0.5;
    }

    private static ConfigReader<Config> Reader() => new(
        "x/y-v1",
        5,
        level => new Config { Size = 10 * level },
        c => new[] { (c.Size > 50, "size is too large"), (c.Share > 1, "share is too large") }.Where(e => e.Item1).Select(e => e.Item2));

    [Fact]
    public void Without_settings_the_defaults_hold()
    {
        var config = Reader().Read("");
        Assert.Equal((3, 0.5, PromptStyle.Full), (config.Size, config.Share, config.Style));
        Assert.Equal("{\"size\":3,\"names\":[\"a\"],\"share\":0.5,\"style\":\"full\"}", Reader().Defaults.ToJsonString());
    }

    [Fact]
    public void Settings_are_laid_over_those_of_the_level()
    {
        var config = Reader().Read("{\"share\":1,\"level\":2,\"style\":\"terse\"}");
        Assert.Equal((20, 1.0, PromptStyle.Terse), (config.Size, config.Share, config.Style));
    }

    [Fact]
    public void All_mistakes_are_named_at_once()
    {
        var message = Assert.Throws<TaskFormatException>(() => Reader().Read("{\"size\":51,\"share\":2}")).Message;
        Assert.Equal("x/y-v1: size is too large; share is too large.", message);
    }

    [Theory]
    [InlineData("{\"sise\":3}", "'sise'")]
    [InlineData("{\"Size\":3}", "'Size'")]
    [InlineData("{\"size\":\"3\"}", "size is \"3\"")]
    [InlineData("{\"size\":3.5}", "size is 3.5")]
    [InlineData("{\"size\":null}", "size is null")]
    [InlineData("{\"names\":null}", "names is null")]
    [InlineData("{\"names\":[1]}", "names is [1]")]
    [InlineData("{\"style\":1}", "style is 1")]
    [InlineData("{\"style\":\"loud\"}", "style is \"loud\"")]
    [InlineData("{\"level\":6}", "from 0 to 5")]
    [InlineData("{\"level\":-1}", "from 0 to 5")]
    [InlineData("{\"size\":1,\"size\":2}", "not a JSON object")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{", "not a JSON object")]
    [InlineData("{\"size\":\"\\ud800\"}", "size")]
    [InlineData("{\"\\ud800\":1}", "not text")]
    public void A_setting_that_is_unknown_or_wrong_is_refused(string config, string named)
    {
        Assert.Contains(named, Assert.Throws<TaskFormatException>(() => Reader().Read(config)).Message);
    }

    [Fact]
    public void Many_different_configs_are_read_although_few_are_remembered()
    {
        var reader = Reader();
        for (var i = 0; i < 1000; i++)
            Assert.Equal(i % 50, reader.Read($"{{\"size\":{i % 50},\"share\":0.{i}}}").Size);
    }
}
