using ProRL.Trainer.Learning;
using ProRL.Trainer.Models;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Runs;
using ProRL.Trainer.Tests.Support;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests.Runs;

public sealed class CheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("prorl-test-").FullName;
    private readonly CausalDecoder _model = Samples.Model(1);
    private readonly PretrainedModel _policy;
    private readonly CausalDecoder _reference = Samples.Model(2);
    private readonly FusedAdamW _optimizer;

    public CheckpointTests()
    {
        _policy = new PretrainedModel(_model, HuggingFaceConfig.Of(_model.Shape, Samples.Tokenizer));
        _optimizer = new FusedAdamW(_model.Weights.Select(w => (Tensor)w.Parameter), 0.9, 0.99, 0);
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _reference.Dispose();
        _policy.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Only_complete_checkpoints_are_found()
    {
        var saved = Save(3);
        Directory.CreateDirectory(Path.Combine(_folder, "checkpoint-000009.tmp"));
        Assert.Equal(saved, Checkpoint.Newest(_folder));
    }

    [Fact]
    public void A_checkpoint_that_was_being_replaced_when_the_process_died_is_found_again()
    {
        var saved = Save(3);
        Directory.Move(saved, saved + ".old");
        Directory.CreateDirectory(saved + ".tmp");
        Checkpoint.Recover(_folder);
        Assert.Equal(saved, Checkpoint.Newest(_folder));
        Assert.Equal(3, Checkpoint.State(saved).PolicySteps);
    }

    [Fact]
    public void What_a_kill_left_half_written_or_half_deleted_does_not_stay_in_the_way()
    {
        var saved = Save(3);
        Directory.CreateDirectory(saved + ".old");
        Directory.CreateDirectory(Path.Combine(_folder, "checkpoint-000009.tmp"));
        Assert.Equal(saved, Save(3));
        Checkpoint.Recover(_folder);
        Assert.Equal(["checkpoint-000003"], Directory.GetDirectories(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_checkpoint_is_found_by_number_as_the_newest_or_as_the_best()
    {
        var run = new RunFolder(Path.Combine(_folder, "run"));
        Assert.Contains("no checkpoint yet", Assert.Throws<RecipeException>(() => Checkpoint.Find(run, "newest")).Message, StringComparison.Ordinal);
        foreach (var steps in new[] { 1, 2, 3 }) Save(run.Checkpoints, steps, best: 1);
        Assert.All([("best", 1), ("2", 2), ("3", 3), ("newest", 3)], asked => Assert.Equal(asked.Item2, Checkpoint.State(Checkpoint.Find(run, asked.Item1)).PolicySteps));
        foreach (var wrong in new[] { "4", "last", "-1" })
            Assert.Contains("there are 1, 2, 3", Assert.Throws<RecipeException>(() => Checkpoint.Find(run, wrong)).Message, StringComparison.Ordinal);
        Save(run.Checkpoints, 4);
        Assert.Contains("no best checkpoint", Assert.Throws<RecipeException>(() => Checkpoint.Find(run, "best")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_best_checkpoint_is_kept_whatever_its_age()
    {
        foreach (var steps in new[] { 1, 2, 3, 4 }) Save(steps, best: 1);
        Assert.Equal(["checkpoint-000001", "checkpoint-000003", "checkpoint-000004"], Directory.GetDirectories(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_last_two_are_kept_and_saving_again_replaces()
    {
        foreach (var steps in new[] { 1, 2, 3, 3 }) Save(steps);
        Assert.Equal(["checkpoint-000002", "checkpoint-000003"], Directory.GetDirectories(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_checkpoint_restores_weights_reference_and_optimizer()
    {
        using var scope = NewDisposeScope();
        _optimizer.Step([.. _model.Weights.Select(w => ones_like(w.Parameter))], 1e-3);
        var path = Save(5);
        using var model = Samples.Model(8);
        using var reference = Samples.Model(9);
        using var optimizer = new FusedAdamW(model.Weights.Select(w => (Tensor)w.Parameter), 0.9, 0.99, 0);

        var state = Checkpoint.Load(path, model, reference, optimizer);

        Assert.Equal(5, state.PolicySteps);
        Assert.Equal(1, optimizer.Steps);
        for (var i = 0; i < model.Weights.Length; i++)
        {
            Assert.True(_model.Weights[i].Parameter.bytes.SequenceEqual(model.Weights[i].Parameter.bytes));
            Assert.True(_reference.Weights[i].Parameter.bytes.SequenceEqual(reference.Weights[i].Parameter.bytes));
            Assert.True(_optimizer.Second[i].Whole.bytes.SequenceEqual(optimizer.Second[i].Whole.bytes));
        }
    }

    [Fact]
    public void Half_weights_go_on_from_their_masters()
    {
        using var scope = NewDisposeScope();
        using var model = new CausalDecoder(Samples.Shape, ScalarType.BFloat16);
        model.Initialize(0.2, 1);
        using var optimizer = new FusedAdamW(model.Weights.Select(w => (Tensor)w.Parameter), 0.9, 0.99, 0);
        optimizer.Step([.. model.Weights.Select(w => ones(w.Parameter.shape))], 1e-5);
        var path = Checkpoint.Save(_folder, new RunState(), new PretrainedModel(model, HuggingFaceConfig.Of(Samples.Shape, Samples.Tokenizer)), model, optimizer, Samples.Tokenizer, keep: 2);
        using var other = new CausalDecoder(Samples.Shape, ScalarType.BFloat16);
        other.Initialize(0.2, 2);
        using var resumed = new FusedAdamW(other.Weights.Select(w => (Tensor)w.Parameter), 0.9, 0.99, 0);

        Checkpoint.Load(path, other, other, resumed);

        Assert.All(optimizer.Masters.Zip(resumed.Masters), p => Assert.True(p.First.bytes.SequenceEqual(p.Second.bytes)));
        Assert.All(model.Weights.Zip(other.Weights), p => Assert.True(p.First.Parameter.bytes.SequenceEqual(p.Second.Parameter.bytes)));
    }

    [Fact]
    public void A_checkpoint_of_another_model_is_refused()
    {
        var path = Save(1);
        using var other = new CausalDecoder(Samples.Shape with { HiddenSize = 32 });
        using var optimizer = new FusedAdamW(other.Weights.Select(w => (Tensor)w.Parameter), 0.9, 0.99, 0);
        Assert.Throws<InvalidDataException>(() => Checkpoint.Load(path, other, other, optimizer));
    }

    [Fact]
    public void A_checkpoint_with_adapters_restores_them_and_what_they_were_put_on()
    {
        using var scope = NewDisposeScope();
        using var model = Adapted(1);
        using var optimizer = new FusedAdamW(model.Trained.Select(w => (Tensor)w.Parameter), 0.9, 0.99, 0);
        optimizer.Step([.. model.Trained.Select(w => ones_like(w.Parameter))], 1e-2);
        var saved = Checkpoint.Save(_folder, new RunState(), new PretrainedModel(model, HuggingFaceConfig.Of(Samples.Shape, Samples.Tokenizer)), null, optimizer, Samples.Tokenizer, keep: 2);
        var path = Checkpoint.Fork(saved, Path.Combine(_folder, "other"), state => state);
        using var other = Adapted(2);
        using var reference = Samples.Model(3);
        using var resumed = new FusedAdamW(other.Trained.Select(w => (Tensor)w.Parameter), 0.9, 0.99, 0);

        Checkpoint.Load(path, other, reference, resumed);

        Assert.All(model.Weights.Concat(model.Trained).Zip(other.Weights.Concat(other.Trained)), p => Assert.True(p.First.Parameter.bytes.SequenceEqual(p.Second.Parameter.bytes)));
        Assert.All(optimizer.Second.Zip(resumed.Second), p => Assert.True(p.First.Whole.bytes.SequenceEqual(p.Second.Whole.bytes)));
        // The reference that no file has is the policy.
        Assert.All(model.Weights.Zip(reference.Weights), p => Assert.True(model.Merged(p.First).bytes.SequenceEqual(p.Second.Parameter.bytes)));
    }

    [Fact]
    public void What_adapters_were_put_on_is_written_once_and_anew_where_a_run_begins_anew()
    {
        using var scope = NewDisposeScope();
        using var model = Adapted(1);
        using var optimizer = new FusedAdamW(model.Trained.Select(w => (Tensor)w.Parameter), 0.9, 0.99, 0);
        var policy = new PretrainedModel(model, HuggingFaceConfig.Of(Samples.Shape, Samples.Tokenizer));
        var written = Path.Combine(_folder, "base.safetensors");
        string Save(int steps) => Checkpoint.Save(_folder, new RunState { PolicySteps = steps }, policy, null, optimizer, Samples.Tokenizer, keep: 9);

        File.WriteAllText(written, "left by a run that made no checkpoint");
        string[] checkpoints = [Save(1), Save(2)];
        Assert.All(checkpoints, c => Assert.False(File.Exists(Path.Combine(c, "base.safetensors"))));
        var bytes = File.ReadAllBytes(written);
        File.AppendAllText(written, " ");
        Save(3);
        Assert.Equal(bytes.Length + 1, new FileInfo(written).Length);
        File.WriteAllBytes(written, bytes);
        using var other = Adapted(2);
        Checkpoint.LoadWeights(checkpoints[0], other);
        Assert.All(model.Weights.Zip(other.Weights), p => Assert.True(p.First.Parameter.bytes.SequenceEqual(p.Second.Parameter.bytes)));
    }

    [Fact]
    public void A_checkpoint_without_adapters_is_refused_to_a_model_with_them()
    {
        var path = Save(1);
        using var other = Adapted(1);
        using var optimizer = new FusedAdamW(other.Trained.Select(w => (Tensor)w.Parameter), 0.9, 0.99, 0);
        var error = Assert.Throws<InvalidDataException>(() => Checkpoint.Load(path, other, null, optimizer));
        Assert.EndsWith("was made without adapters; continue it with 'model.lora.rank' 0.", error.Message, StringComparison.Ordinal);
    }

    private static CausalDecoder Adapted(long seed)
    {
        var model = Samples.Model(seed);
        model.Adapt(new LoraOptions(["q_proj", "up_proj"], Rank: 2), seed);
        return model;
    }

    private string Save(int steps, int best = -1) => Save(_folder, steps, best);

    private string Save(string folder, int steps, int best = -1) => Checkpoint.Save(folder, new RunState { PolicySteps = steps, WarmUpSteps = 0, BestStep = best }, _policy, _reference, _optimizer, Samples.Tokenizer, keep: 2);
}
