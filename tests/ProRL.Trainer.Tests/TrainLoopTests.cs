using System.Text.Json.Nodes;
using ProRL.Trainer.Runs;
using ProRL.Trainer.Tests.Support;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests;

public sealed class TrainLoopTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("prorl-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_run_stopped_at_any_step_and_resumed_gives_the_numbers_of_an_uninterrupted_one()
    {
        var recipe = Samples.Recipe();
        using var whole = TestRun.New(recipe, new SumTasks(), Folder("whole"));
        whole.Loop.Run(CancellationToken.None);
        var expected = whole.Numbers();

        var stopped = Folder("stopped");
        var steps = 0;
        for (var attempt = 0; ; attempt++)
        {
            using var stop = new CancellationTokenSource();
            // Stops after every second step, in the warm-up and after it.
            void Stepped(int _)
            {
                if (++steps % 2 == 0) stop.Cancel();
            }

            using var part = attempt == 0
                ? TestRun.New(recipe, new SumTasks(), stopped, workers: 1, Stepped)
                : TestRun.Resume(recipe, new SumTasks(), stopped, workers: 1 + attempt % 3, Stepped);
            try
            {
                part.Loop.Run(stop.Token);
                Assert.True(attempt > 3, "It was hardly stopped.");
                Assert.Equal(expected, part.Numbers());
                Assert.Equal(Comparable(whole.Loop.State), Comparable(part.Loop.State));
                break;
            }
            catch (OperationCanceledException)
            {
                part.Loop.Save();
            }
        }
        Assert.Equal(Untimed(whole.Folder.Metrics), Untimed(new RunFolder(stopped).Metrics));
        Assert.Equal(File.ReadAllLines(whole.Folder.Rollouts), File.ReadAllLines(new RunFolder(stopped).Rollouts));
    }

    [Fact]
    public void A_run_killed_between_checkpoints_resumes_from_the_last_one_to_the_same_numbers()
    {
        var recipe = Samples.Recipe("run.checkpoint_every=4");
        using var whole = TestRun.New(recipe, new SumTasks(), Folder("whole"));
        whole.Loop.Run(CancellationToken.None);

        var killed = Folder("killed");
        using (var stop = new CancellationTokenSource())
        {
            // A kill saves nothing: the logs run ahead of the checkpoint.
            using var part = TestRun.New(recipe, new SumTasks(), killed, stepped: n => { if (n == 5) stop.Cancel(); });
            Assert.Throws<OperationCanceledException>(() => part.Loop.Run(stop.Token));
        }
        using var resumed = TestRun.Resume(recipe, new SumTasks(), killed);
        Assert.Equal(4, resumed.Loop.State.WarmUpSteps);
        resumed.Loop.Run(CancellationToken.None);
        Assert.Equal(whole.Numbers(), resumed.Numbers());
        Assert.Equal(Untimed(whole.Folder.Metrics), Untimed(resumed.Folder.Metrics));
    }

    [Fact]
    public void Faults_never_become_rewards_and_leave_their_groups()
    {
        var source = new SumTasks { Faulty = handle => handle.Contains("|train|", StringComparison.Ordinal) };
        var recipe = Samples.Recipe("policy.steps=2", "policy.kl_weight=0", "evaluation.every=0");
        using var run = TestRun.New(recipe, source, Folder("faults"));
        run.Loop.Run(CancellationToken.None);

        var steps = File.ReadLines(run.Folder.Metrics).Select(l => JsonNode.Parse(l)!).Where(l => (string?)l["phase"] == "policy").ToArray();
        Assert.Equal(2, steps.Length);
        Assert.All(steps, s =>
        {
            Assert.Equal(1, (double)s["rollouts/fault_share"]!);
            Assert.Equal(0, (double)s["groups/kept"]!);
            Assert.Equal(0, (double)s["policy/updates"]!);
            Assert.Null(s["reward/mean"]);
        });
        Assert.All(File.ReadLines(run.Folder.Rollouts), l => Assert.Null(JsonNode.Parse(l)!["score"]));
    }

    [Fact]
    public void Rewards_raise_the_held_out_pass_rate()
    {
        var recipe = Samples.Recipe(
            "model.hidden_size=32", "model.intermediate_size=64", "warm_up.steps=60", "warm_up.batch=64", "policy.steps=40", "policy.learning_rate=0.003",
            "rollouts.prompts=16", "rollouts.samples=8", "rollouts.batch_rows=128", "evaluation.items=100", "evaluation.every=0", "reset.every=20", "run.max_batch_tokens=2048");
        using var run = TestRun.New(recipe, new SumTasks(), Folder("learns"));
        run.Loop.Run(CancellationToken.None);
        var rates = run.Loop.State.Evaluations.ToDictionary(e => e.Label, e => e.Score());
        Assert.True(rates[TrainLoop.AfterPolicy] > rates[TrainLoop.AfterWarmUp] + 0.1, $"{rates[TrainLoop.AfterWarmUp]} to {rates[TrainLoop.AfterPolicy]}");
        Assert.Equal([20], run.Loop.State.Resets);
    }

    [Fact]
    public void A_step_leaves_no_tensor_behind()
    {
        var counts = new List<long>();
        using var run = TestRun.New(Samples.Recipe("policy.steps=8", "evaluation.every=0", "reset.every=0"), new SumTasks(), Folder("tensors"), stepped: _ => counts.Add(Tensor.TotalCount));
        run.Loop.Run(CancellationToken.None);
        Assert.Single(counts.Distinct());
    }

    private string Folder(string name) => Path.Combine(_folder, name);

    private static string Comparable(RunState state) =>
        System.Text.Json.JsonSerializer.Serialize(state with { MetricsLength = 0, RolloutsLength = 0 });

    private static IEnumerable<string> Untimed(string path) => File.ReadAllLines(path).Select(line =>
    {
        var values = JsonNode.Parse(line)!.AsObject();
        foreach (var key in values.Select(p => p.Key).Where(k => k.StartsWith("time/", StringComparison.Ordinal)).ToArray()) values.Remove(key);
        return values.ToJsonString();
    });
}
