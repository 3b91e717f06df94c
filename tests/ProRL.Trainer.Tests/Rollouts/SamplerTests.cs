using System.Collections.Concurrent;
using ProRL.Trainer.Learning;
using ProRL.Trainer.Models;
using ProRL.Trainer.Rollouts;
using ProRL.Trainer.Tests.Support;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests.Rollouts;

public sealed class SamplerTests
{
    private static readonly RolloutRequest[] Requests =
        [.. Enumerable.Range(0, 9).Select(g => new RolloutRequest(g, [.. Enumerable.Range(2, 2 + g % 4)], 5, Counter.Key(7, (ulong)g)))];

    [Fact]
    public void Log_probabilities_are_those_of_the_model_that_is_trained()
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model();
        var rollouts = Sample(model, rows: 8, threads: 2, temperature: 1.3);
        var sequences = rollouts.Select(r => new TokenSequence(r.Prompt, r.Completion)).ToArray();
        var again = Predictions.LogProbs(model, sequences, TokenBatch.Pack(sequences, 50, 2), new PolicyLoss(new PolicyObjective(0.2, 0.2, 0, 0, 1.3)), new Workers(2));
        for (var i = 0; i < rollouts.Length; i++)
            Assert.All(rollouts[i].LogProbs.Zip(again[i]), p => Assert.Equal(p.First, p.Second, 1e-5));
    }

    [Fact]
    public void What_is_sampled_does_not_depend_on_what_it_is_batched_with()
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model();
        var alone = Sample(model, rows: 1, threads: 1, temperature: 1);
        foreach (var (rows, threads) in new[] { (5, 2), (17, 2), (1000, 1) })
        {
            var batched = Sample(model, rows, threads, temperature: 1);
            Assert.All(alone.Zip(batched), p => Assert.Equal(p.First.Completion, p.Second.Completion));
            Assert.All(alone.Zip(batched), p => Assert.Equal(p.First.LogProbs, p.Second.LogProbs));
        }
    }

    [Fact]
    public void A_completion_ends_with_the_end_token_or_is_truncated_at_the_limit()
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model();
        var rollouts = Sample(model, rows: 16, threads: 2, temperature: 1);
        Assert.Equal(45, rollouts.Length);
        Assert.All(rollouts, r =>
        {
            Assert.Equal(r.Truncated, r.Completion[^1] != Samples.Tokenizer.Ends[0]);
            Assert.DoesNotContain(Samples.Tokenizer.Ends[0], r.Completion[..^1]);
            if (r.Truncated) Assert.Equal(12, r.Completion.Length);
        });
        Assert.Contains(rollouts, r => r.Truncated);
        Assert.Contains(rollouts, r => !r.Truncated);
    }

    [Fact]
    public void Greedy_completions_of_a_group_are_all_the_same()
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model();
        Assert.All(Sample(model, rows: 16, threads: 2, temperature: 0).GroupBy(r => r.Group), g => Assert.Single(g.Select(r => string.Join(',', r.Completion)).Distinct()));
    }

    [Fact]
    public void Sampling_leaves_no_tensor_behind()
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model();
        Sample(model, rows: 8, threads: 2, temperature: 1);
        var before = Tensor.TotalCount;
        Sample(model, rows: 8, threads: 2, temperature: 1);
        Assert.Equal(before, Tensor.TotalCount);
    }

    private static Rollout[] Sample(CausalDecoder model, int rows, int threads, double temperature)
    {
        var rollouts = new ConcurrentBag<Rollout>();
        new Sampler(model, Samples.Tokenizer, new Workers(threads)).Run(Requests, new SamplingSettings(temperature, 12, rows), rollouts.Add);
        return [.. rollouts.OrderBy(r => r.Group).ThenBy(r => r.Sample)];
    }
}
