using ProRL.Trainer.Learning;
using ProRL.Trainer.Tests.Support;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests.Learning;

public sealed class LearnerTests
{
    private static readonly TokenSequence[] Sequences =
        [.. Enumerable.Range(0, 13).Select(i => new TokenSequence([.. Enumerable.Range(2, 2 + i % 3)], [.. Enumerable.Range(4, 1 + i % 5).Select(t => (t + i) % 20)]))];

    [Fact]
    public void Cutting_a_step_into_micro_batches_does_not_change_the_gradient()
    {
        var whole = Gradient(maxTokens: 10_000, shards: 1, threads: 1);
        foreach (var (tokens, shards) in new[] { (10_000, 2), (20, 1), (20, 2), (7, 3) })
        {
            var cut = Gradient(tokens, shards, threads: 2);
            Assert.InRange(Norm(whole.Zip(cut, (a, b) => a - b)) / Norm(whole), 0, 1e-6);
        }
    }

    [Fact]
    public void The_number_of_threads_does_not_change_a_bit()
    {
        var one = Gradient(maxTokens: 20, shards: 3, threads: 1);
        for (var repeat = 0; repeat < 5; repeat++) Assert.Equal(one, Gradient(maxTokens: 20, shards: 3, threads: 4));
    }

    [Fact]
    public void Updates_leave_no_tensor_behind()
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model();
        using var optimizer = new FusedAdamW(model.Weights.Select(w => (Tensor)w.Parameter), 0.9, 0.99, 0);
        using var learner = new Learner(model, optimizer, new Workers(2), 2);
        var batches = TokenBatch.Pack(Sequences, 20, 2);
        learner.Update(batches, SupervisedLoss.Scorer, (_, scores) => SupervisedLoss.Of(scores, 0.1), 1e-3, 1);
        var before = Tensor.TotalCount;
        for (var i = 0; i < 5; i++) learner.Update(batches, SupervisedLoss.Scorer, (_, scores) => SupervisedLoss.Of(scores, 0.1), 1e-3, 1);
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Learning_lowers_the_loss()
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model();
        using var optimizer = new FusedAdamW(model.Weights.Select(w => (Tensor)w.Parameter), 0.9, 0.99, 0);
        using var learner = new Learner(model, optimizer, new Workers(2), 2);
        var batches = TokenBatch.Pack(Sequences, 100, 2);
        var weight = 1.0 / batches.Sum(b => b.Targets.Length);
        var losses = Enumerable.Range(0, 60).Select(_ => learner.Update(batches, SupervisedLoss.Scorer, (_, scores) => SupervisedLoss.Of(scores, weight), 1e-2, 1).Sums[0]).ToArray();
        Assert.True(losses[^1] < 0.5 * losses[0], $"{losses[0]} to {losses[^1]}");
    }

    private static double Norm(IEnumerable<float> values) => Math.Sqrt(values.Sum(v => (double)v * v));

    // The gradient is read off the optimizer: its first mean after one step is a tenth of it. The clip is out of reach.
    private static float[] Gradient(int maxTokens, int shards, int threads)
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model();
        using var optimizer = new FusedAdamW(model.Weights.Select(w => (Tensor)w.Parameter), 0.9, 0.99, 0);
        using var learner = new Learner(model, optimizer, new Workers(threads), shards);
        var batches = TokenBatch.Pack(Sequences, maxTokens, shards);
        var weight = 1.0 / batches.Sum(b => b.Targets.Length);
        learner.Update(batches, SupervisedLoss.Scorer, (_, scores) => SupervisedLoss.Of(scores, weight), 1e-3, 1e9);
        return [.. optimizer.First.SelectMany(m => m.Whole.data<float>().ToArray())];
    }
}
