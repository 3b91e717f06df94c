using System.Text.Json.Nodes;
using ProRL.Trainer.Commands;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Tests.Support;

namespace ProRL.Trainer.Tests.Commands;

public sealed class AblateCommandTests : IDisposable
{
    private const string Arms = """
        arms:
          - { name: wide, question: Is wider better?, finding: It is., set: [policy.clip_high=0.9] }
          - { name: free, question: Does the KL term hold entropy?, finding: It does., measure: entropy, set: [policy.kl_weight=0, reset.every=0] }
        """;

    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("prorl-test-").FullName, "ablation");
    private readonly List<string> _ran = [];

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public void Every_arm_of_a_seed_begins_with_the_warm_up_of_that_seed()
    {
        Assert.Equal(0, Run(seeds: 2));
        Assert.Equal(8, _ran.Count);
        foreach (var seed in new[] { "seed-1", "seed-2" })
        {
            var trained = File.ReadAllBytes(Path.Combine(_folder, seed, "warm-up", "checkpoints", "checkpoint-000006", "model.safetensors"));
            foreach (var arm in new[] { "base", "wide", "free" })
            {
                Assert.Equal(trained, File.ReadAllBytes(Path.Combine(_folder, seed, arm, "checkpoints", "checkpoint-000006", "model.safetensors")));
                Assert.Equal(4, File.ReadLines(Path.Combine(_folder, seed, arm, "metrics.jsonl")).Count(l => l.Contains("\"policy\"", StringComparison.Ordinal)));
            }
        }

        var table = File.ReadAllText(Path.Combine(_folder, "ablation.md"));
        foreach (var part in new[] { "| base |", "| wide |", "Is wider better?", "Found elsewhere: It does.", "Means over 2 seeds", "in entropy" })
            Assert.Contains(part, table, StringComparison.Ordinal);
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "ablation.json")))!;
        Assert.Equal(2, json["comparisons"]!.AsArray().Count);
        Assert.Equal("score", (string?)json["comparisons"]![0]!["measure"]);
        Assert.InRange((double)json["runs"]![0]!["seeds"]![0]!["end"]!, 0, 1);
    }

    [Fact]
    public void What_is_finished_is_not_run_again_and_what_was_lost_comes_out_the_same()
    {
        Run(seeds: 1);
        var first = File.ReadAllText(Path.Combine(_folder, "ablation.json"));
        _ran.Clear();
        Run(seeds: 1);
        Assert.Empty(_ran);
        Assert.Equal(first, File.ReadAllText(Path.Combine(_folder, "ablation.json")));

        Directory.Delete(Path.Combine(_folder, "seed-1", "wide", "checkpoints"), recursive: true);
        Run(seeds: 1);
        Assert.Single(_ran);
        Assert.Equal(first, File.ReadAllText(Path.Combine(_folder, "ablation.json")));
    }

    [Fact]
    public void Another_number_of_steps_is_another_ablation()
    {
        Run(seeds: 1);
        var error = Assert.Throws<RecipeException>(() => Run(seeds: 1, "policy.steps=5"));
        Assert.Contains("was made with another recipe", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_leaves_a_run_that_the_same_command_continues()
    {
        using var stop = new CancellationTokenSource();
        var tasks = new SumTasks();
        tasks.Faulty = _ => Stop(stop);
        Assert.Equal(130, Command([], (recipe, work) => work(tasks, stop.Token)).Execute(1));
        Assert.Equal(0, Run(seeds: 1));
        Assert.True(File.Exists(Path.Combine(_folder, "ablation.md")));

        bool Stop(CancellationTokenSource source)
        {
            // In the middle of a policy step of the base.
            if (tasks.Scored > 150) source.Cancel();
            return false;
        }
    }

    private int Run(int seeds, params string[] overrides) => Command(overrides, (recipe, work) =>
    {
        _ran.Add($"{recipe.Seed} {recipe.Policy.Steps} {recipe.Policy.ClipHigh}");
        return work(new SumTasks(), CancellationToken.None);
    }).Execute(seeds);

    private AblateCommand Command(string[] overrides, Func<Recipe, Func<Trainer.Rewards.ITaskSource, CancellationToken, int>, int> withTasks) => new(
        Ablation.Read(RecipeWriter.Write(Samples.Recipe("policy.steps=4", "families=[{id: test/sum-v1}]", "evaluation.every_items=10", "run.keep_checkpoints=5")) + Arms, "ablation.yaml", overrides),
        _folder, withTasks, TextWriter.Null, TimeProvider.System);
}
