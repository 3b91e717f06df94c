using System.Text.Json.Nodes;
using ProRL.Trainer.Commands;

namespace ProRL.Trainer.Tests.Commands;

public sealed class PlanCommandTests
{
    [Fact]
    public void A_plan_of_the_quickstart_says_what_it_takes_and_starts_nothing()
    {
        var (code, text, _) = Run("plan", "quickstart", "--memory", "16", "--tflops", "0.2", "--bandwidth", "20");
        Assert.Equal(0, code);
        foreach (var part in new[] { "102,656 parameters, float32", "16.0 GB, 0.2 TFLOP/s, 20 GB/s", "200 steps at most", "verdicts", "memory fits", "Estimated, not measured" })
            Assert.Contains(part, text, StringComparison.Ordinal);
    }

    [Fact]
    public void As_JSON_it_has_the_same_numbers()
    {
        var json = JsonNode.Parse(Run("plan", "quickstart.yaml", "--device", "a100", "--json", "--set", "policy.steps=3").Output)!;
        Assert.Equal((102_656, true), ((long)json["parameters"]!, (bool)json["fits"]!));
        Assert.Equal(102_656 * 4, (long)json["stages"]![0]!["memory"]!["weights"]!);
        Assert.Equal(3, (int)json["stages"]![0]!["steps"]!);
    }

    [Theory]
    [InlineData("plan nothing", "There is no recipe 'nothing': it is neither a file")]
    [InlineData("plan dapo", "There is no model folder 'models/base'; name one with --set model.path=FOLDER")]
    [InlineData("plan quickstart --device abacus", "There are no figures of 'abacus'; there are of cpu, h100")]
    [InlineData("plan quickstart --memory 3", "A device is described by all of --memory, --tflops and --bandwidth")]
    [InlineData("ablate --seeds 0", "--seeds is 0; it must be 1 or more")]
    [InlineData("ablate --recipe nothing.yaml", "There is no recipe 'nothing.yaml'")]
    [InlineData("ablate --name a/b", "can't be a run's name")]
    public void Misuse_is_one_sentence_and_exit_code_2(string line, string expected)
    {
        var (code, output, error) = Run(line.Split(' '));
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (new TrainCli(output, error).Run(arguments), output.ToString(), error.ToString());
    }
}
