using System.Text.Json.Nodes;
using ProRL.Trainer.Models;
using ProRL.Trainer.Runs;
using ProRL.Trainer.Tests.Support;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests;

public sealed class TrainLoopTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("prorl-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("model.lora.rank=0")]
    [InlineData("model.lora.rank=2")]
    [InlineData("optimizer.states=int8", "optimizer.offload=true", "model.hidden_size=64", "model.intermediate_size=96")]
    public void A_run_stopped_at_any_step_and_resumed_gives_the_numbers_of_an_uninterrupted_one(params string[] settings)
    {
        var recipe = Samples.Recipe(settings);
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
        Assert.Equal(RunFiles.Untimed(whole.Folder.Metrics), RunFiles.Untimed(new RunFolder(stopped).Metrics));
        Assert.Equal(File.ReadAllLines(whole.Folder.Rollouts), File.ReadAllLines(new RunFolder(stopped).Rollouts));
    }

    [Fact]
    public void Stages_follow_one_another_each_by_its_own_settings()
    {
        var recipe = Samples.Recipe(
            "stages=[{ name: first, policy: { steps: 2 }, reset: { every: 0 } }, { name: second, hard_reset: true, policy: { steps: 3 }, rollouts: { samples: 4 }, families: [{ id: test/other-v1 }] }]", "warm_up.steps=2");
        using var run = TestRun.New(recipe, new SumTasks(), Folder("stages"));
        run.Loop.Run(CancellationToken.None);
        var state = run.Loop.State;
        Assert.Equal((RunPhase.Done, 5, 2), (state.Phase, state.PolicySteps, state.Stage));
        Assert.Equal([2], state.Resets);
        Assert.Equal([TrainLoop.BeforeWarmUp, TrainLoop.AfterWarmUp, "after first", TrainLoop.AfterPolicy], state.Evaluations.Select(e => e.Label));
        Assert.Equal(["test/sum-v1", "test/sum_again-v1"], state.Evaluations[2].Families.Select(f => f.Family));
        Assert.Equal(["test/other-v1"], state.Evaluations[3].Families.Select(f => f.Family));
        Assert.Equal(["test/other-v1", "test/sum-v1", "test/sum_again-v1"], state.Progress.Items.Keys);
        var groups = File.ReadLines(run.Folder.Rollouts).Select(l => JsonNode.Parse(l)!).GroupBy(l => ((int)l["step"]!, (int)l["group"]!)).ToArray();
        Assert.All(groups, g => Assert.Equal(g.Key.Item1 <= 2 ? 6 : 4, g.Count()));
    }

    [Theory]
    [InlineData("model.lora.rank=0")]
    [InlineData("model.lora.rank=8", "rollouts.drop_equal=false", "rollouts.max_rounds=1")]
    public void An_engine_samples_from_the_weights_of_each_step(params string[] settings)
    {
        using var model = new CausalDecoder(TestRun.Shape(Samples.Recipe()));
        using var engine = new StandInEngine(model);
        var recipe = Samples.Recipe([.. settings, $"engine={{ url: \"{engine.Url}\", weights: \"{Folder("weights")}\", in_flight: 4 }}", "policy.importance_cap=2", "policy.steps=4", "warm_up.steps=40", "warm_up.batch=64", "evaluation.every=0", "reset.every=0"]);
        using var run = TestRun.New(recipe, new SumTasks(), Folder("engine"));
        run.Loop.Run(CancellationToken.None);
        // The start, the end of the warm-up, and each step.
        Assert.Equal(6, engine.Calls.Count(c => c.Path == "/collective_rpc"));
        using var scope = NewDisposeScope();
        Assert.Equal(run.Session.Model.Weights.SelectMany(w => run.Session.Model.Merged(w).data<float>().ToArray()), model.Weights.SelectMany(w => w.Parameter.data<float>().ToArray()));
        var steps = File.ReadLines(run.Folder.Metrics).Select(l => JsonNode.Parse(l)!).Where(l => (string?)l["phase"] == "policy" && (double)l["policy/updates"]! > 0).ToArray();
        Assert.NotEmpty(steps);
        Assert.All(steps, s => Assert.InRange((double)s["policy/sampler_probability_error"]!, 0, 1e-4));
    }

    [Theory]
    [InlineData("until.length_above=1")]
    [InlineData("until.kl_above=0.0000000001", "policy.learning_rate=0.01", "warm_up.steps=60", "warm_up.batch=64")]
    [InlineData("until.plateau=1", "policy.learning_rate=0.000000001", "evaluation.every=1")]
    public void A_stage_ends_before_its_steps_are_made_where_its_recipe_says_so(params string[] settings)
    {
        using var run = TestRun.New(Samples.Recipe([.. settings, "policy.steps=40", "reset.every=0", "stages=[{}]"]), new SumTasks(), Folder("until"));
        run.Loop.Run(CancellationToken.None);
        Assert.InRange(run.Loop.State.PolicySteps, 1, 8);
        Assert.Equal(RunPhase.Done, run.Loop.State.Phase);
    }

    [Fact]
    public void A_signal_resets_the_reference_or_ends_the_stage_and_is_taken_back()
    {
        var folder = new RunFolder(Folder("signals"));
        TestRun? run = null;
        run = TestRun.New(Samples.Recipe("reset.every=0", "policy.steps=9"), new SumTasks(), folder.Path, stepped: _ =>
        {
            if (run!.Loop.State is { PolicySteps: 3, Resets.Count: 0 }) folder.Signal(RunSignal.Reset);
            if (run.Loop.State.PolicySteps == 7) folder.Signal(RunSignal.Next);
        });
        using var _ = run;
        run.Loop.Run(CancellationToken.None);
        Assert.Equal([3], run.Loop.State.Resets);
        Assert.Equal(7, run.Loop.State.PolicySteps);
        Assert.False(folder.Signalled(RunSignal.Reset) || folder.Signalled(RunSignal.Next));
    }

    [Theory]
    [InlineData("model.lora.rank=0")]
    [InlineData("model.lora.rank=4")]
    public void A_reset_to_the_best_goes_back_to_its_weights(string lora)
    {
        // A rate that wrecks the policy: what comes after the first evaluation is worse than it, or at most as good.
        var recipe = Samples.Recipe(lora, "warm_up.steps=80", "warm_up.batch=64", "evaluation.items=60", "policy.steps=7", "policy.learning_rate=0.3", "evaluation.every=2", "evaluation.every_items=60", "reset.every=6", "reset.target=best");
        float[] best = [], reference = [];
        TestRun? run = null;
        run = TestRun.New(recipe, new SumTasks(), Folder("best"), stepped: _ =>
        {
            var state = run!.Loop.State;
            if (state.Resets.Count == 0 && state.BestStep >= 0 && state.PolicySteps == state.BestStep + 1 && best.Length == 0)
                best = Weights(Checkpoint.Path(run.Folder.Checkpoints, state.WarmUpSteps + state.BestStep));
            if (state.Resets.Count == 1 && reference.Length == 0) reference = [.. run.Session.Reference!.Weights.SelectMany(w => w.Parameter.data<float>().ToArray())];
        });
        using (run) run.Loop.Run(CancellationToken.None);
        Assert.NotEmpty(best);
        Assert.Equal(best, reference);
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
        Assert.Equal(RunFiles.Untimed(whole.Folder.Metrics), RunFiles.Untimed(resumed.Folder.Metrics));
    }

    [Fact]
    public void A_signal_stops_a_run_at_the_next_step_with_a_checkpoint()
    {
        var recipe = Samples.Recipe();
        using var whole = TestRun.New(recipe, new SumTasks(), Folder("whole"));
        whole.Loop.Run(CancellationToken.None);

        var folder = new RunFolder(Folder("asked"));
        using (var part = TestRun.New(recipe, new SumTasks(), folder.Path, stepped: n => { if (n == 3) folder.Signal(RunSignal.Stop); }))
        {
            Assert.Throws<OperationCanceledException>(() => part.Loop.Run(CancellationToken.None));
            Assert.True(part.Loop.StopAsked);
            Assert.False(folder.Signalled(RunSignal.Stop));
            Assert.Equal(3, Checkpoint.State(Checkpoint.Newest(folder.Checkpoints)!).WarmUpSteps);
        }
        using var resumed = TestRun.Resume(recipe, new SumTasks(), folder.Path);
        resumed.Loop.Run(CancellationToken.None);
        Assert.Equal(whole.Numbers(), resumed.Numbers());
    }

    [Fact]
    public void A_reset_goes_back_to_the_best_checkpoint_and_a_resumed_run_does_too()
    {
        // So fast that the policy is soon worse than it was.
        var recipe = Samples.Recipe("policy.steps=12", "policy.learning_rate=0.05", "evaluation.every=1", "evaluation.every_items=40", "reset.every=4", "reset.target=best", "run.keep_checkpoints=1", "run.checkpoint_every=1");
        var wentBack = 0;
        var stepped = new RunState();
        TestRun? run = null;
        using var whole = run = TestRun.New(recipe, new SumTasks(), Folder("whole"), stepped: _ => stepped = run!.Loop.State, said: line =>
        {
            if (!line.Contains("the reference is now the policy", StringComparison.Ordinal)) return;
            // The evaluation before the reset may have been the best; otherwise the best is what the last step knew of.
            var best = Checkpoint.Path(run!.Folder.Checkpoints, stepped.WarmUpSteps + stepped.BestStep);
            if (stepped.BestStep < 0 || !Directory.Exists(best)) return;
            using var scope = NewDisposeScope();
            var saved = ProRL.Trainer.Models.Safetensors.Read(Path.Combine(best, "model.safetensors"));
            if (run.Session.Model.Weights.All(w => saved[w.Name].bytes.SequenceEqual(w.Parameter.bytes))) wentBack++;
        });
        whole.Loop.Run(CancellationToken.None);
        Assert.Equal([4, 8], whole.Loop.State.Resets);
        Assert.True(wentBack > 0, "No reset went back.");

        var stopped = Folder("stopped");
        var steps = 0;
        for (var attempt = 0; ; attempt++)
        {
            using var stop = new CancellationTokenSource();
            void Stepped(int _)
            {
                if (++steps % 3 == 0) stop.Cancel();
            }

            // A kill: nothing is saved on the way out.
            using var part = attempt == 0 ? TestRun.New(recipe, new SumTasks(), stopped, stepped: Stepped) : TestRun.Resume(recipe, new SumTasks(), stopped, stepped: Stepped);
            try
            {
                part.Loop.Run(stop.Token);
                Assert.True(attempt > 3, "It was hardly stopped.");
                Assert.Equal(whole.Numbers(), part.Numbers());
                break;
            }
            catch (OperationCanceledException)
            {
            }
        }
        Assert.Equal(RunFiles.Untimed(whole.Folder.Metrics), RunFiles.Untimed(new RunFolder(stopped).Metrics));
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
    public void Rewards_raise_the_held_out_pass_rate_by_adapters_alone()
    {
        string[] settings = ["model.hidden_size=32", "model.intermediate_size=64", "warm_up.batch=64", "rollouts.prompts=16", "rollouts.samples=8", "rollouts.batch_rows=128", "evaluation.items=100", "evaluation.every=0", "reset.every=20", "run.max_batch_tokens=2048"];
        using var warm = TestRun.New(Samples.Recipe([.. settings, "warm_up.steps=60", "policy.steps=0"]), new SumTasks(), Folder("warm"));
        warm.Loop.Run(CancellationToken.None);
        using var run = TestRun.New(Samples.Recipe([.. settings, "model.lora.rank=8", "warm_up.steps=0", "policy.steps=40", "policy.learning_rate=0.01"]), new SumTasks(), Folder("adapters"));
        run.Session.Model.CopyFrom(warm.Session.Model);
        run.Session.ResetReference();
        var before = run.Session.Model.Weights.Select(w => w.Parameter.bytes.ToArray()).ToArray();
        run.Loop.Run(CancellationToken.None);
        var rates = run.Loop.State.Evaluations.ToDictionary(e => e.Label, e => e.Score());
        Assert.True(rates[TrainLoop.AfterPolicy] > rates[TrainLoop.BeforePolicy] + 0.1, $"{rates[TrainLoop.BeforePolicy]} to {rates[TrainLoop.AfterPolicy]}");
        Assert.Equal(before, run.Session.Model.Weights.Select(w => w.Parameter.bytes.ToArray()));
    }

    [Fact]
    public void After_two_hundred_steps_as_many_tensors_live_as_after_twenty()
    {
        var counts = new List<long>();
        using var run = TestRun.New(Samples.Recipe("warm_up.steps=1", "policy.steps=200", "evaluation.every=50", "reset.every=70", "policy.epochs=2", "policy.importance_cap=2"), new SumTasks(), Folder("tensors"), stepped: _ => counts.Add(Tensor.TotalCount));
        run.Loop.Run(CancellationToken.None);
        Assert.True(counts.Count > 200);
        Assert.Single(counts.Skip(20).Distinct());
    }

    private static float[] Weights(string checkpoint)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        using var model = new CausalDecoder(TestRun.Shape(Samples.Recipe()));
        Checkpoint.LoadWeights(checkpoint, model);
        return [.. model.Weights.SelectMany(w => w.Parameter.data<float>().ToArray())];
    }

    private string Folder(string name) => Path.Combine(_folder, name);

    private static string Comparable(RunState state) =>
        System.Text.Json.JsonSerializer.Serialize(state with { MetricsLength = 0, RolloutsLength = 0, EventsLength = 0 });
}
