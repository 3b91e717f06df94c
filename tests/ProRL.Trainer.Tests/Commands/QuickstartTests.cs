using System.Text.Json.Nodes;
using ProRL.Trainer.Commands;

namespace ProRL.Trainer.Tests.Commands;

/// <summary>The quickstart's whole path with tiny settings: the embedded server, the warm-up, the rewards, the run's folder.</summary>
public sealed class QuickstartTests : IDisposable
{
    private readonly string _before = Directory.GetCurrentDirectory();
    private readonly string _folder = Directory.CreateTempSubdirectory("prorl-test-").FullName;

    public QuickstartTests() => Directory.SetCurrentDirectory(_folder);

    public void Dispose()
    {
        Directory.SetCurrentDirectory(_before);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Rewards_from_the_server_raise_the_held_out_pass_rate()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = new TrainCli(output, error).Run(
        [
            "quickstart", "--name", "tiny",
            "--set", "families=[{id: logic/knights_knaves-v1, config: {style: terse, n_people: 2, depth_constraint: 2, width_constraint: 2}}]",
            "--set", "warm_up.steps=220", "--set", "warm_up.batch=64", "--set", "policy.steps=24", "--set", "policy.learning_rate=0.0008", "--set", "policy.ramp_updates=5",
            "--set", "rollouts.prompts=24", "--set", "rollouts.samples=8", "--set", "reset.every=12", "--set", "evaluation.every=0", "--set", "evaluation.items=300",
        ]);

        Assert.True(code == 0, error.ToString());
        var rates = Metrics().Where(l => (string?)l["phase"] == "evaluation").ToDictionary(l => (string)l["label"]!, l => (double)l["pass_rate/mean"]!);
        Assert.True(rates[TrainLoop.AfterPolicy] > rates[TrainLoop.AfterWarmUp] + 0.08, output.ToString());
        Assert.All(Metrics().Where(l => (string?)l["phase"] == "policy"), l => Assert.Equal(0, (double)l["rollouts/fault_share"]!));
        Assert.Contains(Metrics(), l => (string?)l["phase"] == "reset");
        foreach (var file in new[] { "recipe.yaml", "rollouts.jsonl", "report.html", "tensorboard", "checkpoints/checkpoint-000244/model.safetensors" })
            Assert.True(Path.Exists(Path.Combine("runs", "tiny", file)), file);
    }

    private static IEnumerable<JsonObject> Metrics() => File.ReadLines("runs/tiny/metrics.jsonl").Select(l => JsonNode.Parse(l)!.AsObject());
}
