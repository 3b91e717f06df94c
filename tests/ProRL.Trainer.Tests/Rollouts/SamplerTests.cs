using System.Collections.Concurrent;
using ProRL.Gym.Tasks;
using ProRL.Trainer.Learning;
using ProRL.Trainer.Models;
using ProRL.Trainer.Rollouts;
using ProRL.Trainer.Tests.Support;
using ProRL.Trainer.Tokenizers;
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
        var again = Predictions.LogProbs(model, sequences, TokenBatch.Pack(sequences, 50, 2), new TokenScorer(1.3, EntropyUse.None), new Workers(2));
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

    [Fact]
    public void A_failing_receiver_leaves_no_tensor_behind()
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model();
        Sample(model, rows: 8, threads: 1, temperature: 1);
        var before = Tensor.TotalCount;
        var ended = 0;
        Assert.Throws<IOException>(() => new Sampler(model, Samples.Tokenizer, new Workers(1)).Run(Requests, new SamplingSettings(1, 12, 8), _ =>
        {
            if (++ended == 7) throw new IOException();
        }));
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Long_prompts_and_completions_have_the_same_log_probabilities_in_any_company()
    {
        using var outer = NewDisposeScope();
        // Heads as wide as those of models in use: narrower ones go through other code of the CPU library.
        using var model = new CausalDecoder(Samples.Shape with { HiddenSize = 32, NumAttentionHeads = 2, NumKeyValueHeads = 1, MaxPositionEmbeddings = 1500 });
        model.Initialize(0.2, 3);
        int[] lengths = [3, 150, 510, 1100];
        RolloutRequest[] requests = [.. lengths.Select((n, g) => new RolloutRequest(g, [.. Enumerable.Range(0, n).Select(i => 2 + i * i % 17)], 12, Counter.Key(9, (ulong)g)))];
        var settings = new SamplingSettings(1, 260, 3);
        var alone = Run(model, requests, settings with { Lanes = 4 });
        Assert.Contains(alone, r => r.Completion.Length > 40);
        var together = Run(model, requests, settings with { BatchRows = 48, Lanes = 1 });
        Assert.Equal(alone.SelectMany(r => r.LogProbs), together.SelectMany(r => r.LogProbs));

        var sequences = alone.Select(r => new TokenSequence(r.Prompt, r.Completion)).ToArray();
        var again = Predictions.LogProbs(model, sequences, TokenBatch.Pack(sequences, 2000, 1), new PolicyLoss(new PolicyObjective(0.2, 0.2, 1)).Scorer, new Workers(1));
        for (var i = 0; i < alone.Length; i++) Assert.All(alone[i].LogProbs.Zip(again[i]), p => Assert.Equal(p.First, p.Second, 1e-5));
    }

    [Theory]
    [InlineData("b", "er><")]
    [InlineData("ab", "bd", "cc", "dc", "ef", "gh", "ji", "kl", "ln", "op", "pa")]
    public void A_completion_ends_with_the_first_stop_string_and_keeps_its_tokens(params string[] stops)
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model();
        var settings = new SamplingSettings(1, 12, 8);
        var free = Run(model, Requests, settings);
        var stopped = Run(model, Requests, settings with { Stop = stops });
        Assert.Contains(free.Zip(stopped), p => p.First.Completion.Length > p.Second.Completion.Length);
        Assert.All(free.Zip(stopped), p =>
        {
            var length = Enumerable.Range(1, p.First.Completion.Length).FirstOrDefault(n => Stopped(p.First.Completion[..n]));
            var whole = length == 0 ? p.First.Completion.Length : length;
            Assert.Equal(p.First.Completion[..whole], p.Second.Completion);
            Assert.Equal(p.First.LogProbs[..whole], p.Second.LogProbs);
            Assert.Equal(length == 0 && p.First.Truncated, p.Second.Truncated);
        });

        bool Stopped(int[] tokens) => stops.Any(s => Samples.Tokenizer.Decode(tokens).Contains(s, StringComparison.Ordinal));
    }

    [Fact]
    public void A_completion_ends_with_a_stop_token()
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model();
        var settings = new SamplingSettings(1, 12, 8);
        var free = Run(model, Requests, settings);
        var stopped = Run(model, Requests, settings with { StopTokens = [5, 9] });
        Assert.All(free.Zip(stopped), p =>
        {
            var length = Array.FindIndex(p.First.Completion, t => t is 5 or 9) + 1;
            Assert.Equal(length == 0 ? p.First.Completion : p.First.Completion[..length], p.Second.Completion);
            Assert.Equal(length == 0 && p.First.Truncated, p.Second.Truncated);
        });
        Assert.Contains(stopped, r => r.Completion[^1] == 9);
    }

    [Fact]
    public void It_makes_no_difference_what_rows_are_filled_up_with_be_it_the_end()
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model();
        var settings = new SamplingSettings(1, 12, 8);
        var usual = Run(model, Requests, settings);
        foreach (var pad in new[] { Samples.Tokenizer.Ends[0], 7 })
        {
            var other = Run(model, Requests, settings, tokenizer: new PaddedWith(pad));
            Assert.Equal(usual.SelectMany(r => r.Completion), other.SelectMany(r => r.Completion));
            Assert.Equal(usual.SelectMany(r => r.LogProbs), other.SelectMany(r => r.LogProbs));
        }
    }

    [Fact]
    public void Truncated_distributions_are_sampled_from()
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model();
        var greedy = Run(model, Requests, new SamplingSettings(0, 12, 8));
        Assert.Equal(greedy.Select(r => r.Completion), Run(model, Requests, new SamplingSettings(1.5, 12, 8, TopK: 1)).Select(r => r.Completion));
        Assert.Equal(greedy.Select(r => r.Completion), Run(model, Requests, new SamplingSettings(1.5, 12, 8, TopP: 1e-3)).Select(r => r.Completion));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(1000)]
    public void A_prompt_is_read_once_for_all_its_completions(int rows)
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model();
        var (lane, rollouts) = Decode(model, Requests, rows);
        Assert.Equal(45, rollouts.Count);
        // Nine prompts of up to eight tokens, filled up to eight.
        Assert.Equal(9 * 8, lane.PromptTokens);
    }

    [Fact]
    public void Rows_are_kept_full_while_there_is_something_to_start()
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model();
        RolloutRequest[] requests = [.. Enumerable.Range(0, 40).Select(g => new RolloutRequest(g, [2, 3 + g % 5], 8, Counter.Key(8, (ulong)g)))];
        var (lane, rollouts) = Decode(model, requests, 16);
        // The first token of a completion comes from its prompt.
        var needed = rollouts.Sum(r => r.Completion.Length - 1);
        Assert.True(rollouts.Average(r => r.Completion.Length) < 16, "Many completions are much shorter than the longest.");
        Assert.InRange(lane.RowSteps, needed, needed * 1.04);
        Assert.InRange(lane.Steps, needed / 16, needed / 16 + 24);
    }

    private static (DecodingLane Lane, List<Rollout> Rollouts) Decode(CausalDecoder model, RolloutRequest[] requests, int rows)
    {
        var rollouts = new List<Rollout>();
        using var decoder = new CachedDecoder(model);
        var lane = new DecodingLane(decoder, Samples.Tokenizer, requests, new SamplingSettings(1, 24, rows), rollouts.Add);
        lane.Run();
        return (lane, rollouts);
    }

    private static Rollout[] Sample(CausalDecoder model, int rows, int threads, double temperature) =>
        Run(model, Requests, new SamplingSettings(temperature, 12, rows), threads);

    private static Rollout[] Run(CausalDecoder model, RolloutRequest[] requests, SamplingSettings settings, int threads = 2, ITokenizer? tokenizer = null)
    {
        var rollouts = new ConcurrentBag<Rollout>();
        new Sampler(model, tokenizer ?? Samples.Tokenizer, new Workers(threads)).Run(requests, settings, rollouts.Add);
        return [.. rollouts.OrderBy(r => r.Group).ThenBy(r => r.Sample)];
    }

    private sealed class PaddedWith(int pad) : ITokenizer
    {
        public int Size => Samples.Tokenizer.Size;

        public int Pad => pad;

        public IReadOnlyList<int> Ends => Samples.Tokenizer.Ends;

        public int[] Encode(Prompt prompt) => Samples.Tokenizer.Encode(prompt);

        public int[] Encode(string text) => Samples.Tokenizer.Encode(text);

        public string Decode(ReadOnlySpan<int> ids) => Samples.Tokenizer.Decode(ids);

        public void Save(string folder) => Samples.Tokenizer.Save(folder);
    }
}
