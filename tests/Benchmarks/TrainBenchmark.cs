using System.Diagnostics;
using System.Text.Json;
using ProRL.Gym.Tasks;
using ProRL.Trainer.Learning;
using ProRL.Trainer.Models;
using ProRL.Trainer.Rollouts;
using ProRL.Trainer.Tokenizers;
using static TorchSharp.torch;

namespace ProRL.Benchmarks;

/// <summary>
/// Tokens per second of the sampler and of training steps on the CPU, for three sizes of models, beside the floor that
/// arithmetic sets: the time of the bare matrix products of the same shapes and number, measured in the same run.
/// </summary>
internal static class TrainBenchmark
{
    private const int Rows = 64;
    private const int Prompt = 16;
    private const int Completion = 48;
    private const int Time = Prompt + Completion;
    private const int StepTokens = 4096;

    // Passes whose median is so much slower than their fastest were not alone on the machine.
    private const double Noise = 1.25;
    private const int Passes = 3;
    private const int Attempts = 3;

    // Short passes are repeated within a measurement, so that it lasts about this long.
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(1.5);

    private static readonly DecoderShape[] Shapes =
    [
        new(VocabSize: 128, HiddenSize: 128, NumHiddenLayers: 3, NumAttentionHeads: 4, NumKeyValueHeads: 2, IntermediateSize: 320, MaxPositionEmbeddings: Time),
        new(VocabSize: 128, HiddenSize: 256, NumHiddenLayers: 4, NumAttentionHeads: 4, NumKeyValueHeads: 2, IntermediateSize: 768, MaxPositionEmbeddings: Time),
        new(VocabSize: 128, HiddenSize: 512, NumHiddenLayers: 7, NumAttentionHeads: 8, NumKeyValueHeads: 4, IntermediateSize: 1408, MaxPositionEmbeddings: Time),
    ];

    private sealed record Result(string Work, long Weights, int Threads, int Batch, double TokensPerSecond, double FloorTokensPerSecond)
    {
        public double Share => TokensPerSecond / FloorTokensPerSecond;
    }

    public static int Run(bool json)
    {
        if (TorchNative.Failure is { } failure) return Refuse(failure);
        try
        {
            if (!json) Console.WriteLine($"{"",-10}{"weights",12}{"threads",9}{"batch",8}{"tokens/s",12}{"floor",12}{"share",8}");
            foreach (var shape in Shapes)
                foreach (var threads in Environment.ProcessorCount > 1 ? [1, Environment.ProcessorCount] : new[] { 1 })
                {
                    Report(Sampling(shape, threads), json);
                    Report(Training(shape, threads), json);
                }
            return 0;
        }
        catch (NoisyException e)
        {
            return Refuse(e.Message);
        }
    }

    // Every thread has a lane of its own with all its rows open from the first to the last token.
    private static Result Sampling(DecoderShape shape, int threads)
    {
        using var scope = NewDisposeScope();
        using var model = Model(shape);
        var workers = new Workers(threads);
        var sampler = new Sampler(model, new EndlessTokenizer(shape.VocabSize), workers);
        var settings = new SamplingSettings(1, Completion, Rows, Lanes: threads);
        RolloutRequest[] requests = [.. Enumerable.Range(0, threads * Rows / 16).Select(g => new RolloutRequest(g, [.. Enumerable.Range(1, Prompt)], 16, Counter.Key(1, (ulong)g)))];
        var drawn = Seconds("sampler", () => sampler.Run(requests, settings, _ => { }));

        var cells = (Prompt + Time) / 2;
        var products = Layers(shape, Rows).ToList();
        for (var layer = 0; layer < shape.NumHiddenLayers; layer++)
        {
            var (heads, group) = (Rows * shape.NumKeyValueHeads, shape.NumAttentionHeads / shape.NumKeyValueHeads);
            products.Add((rand(heads, group, shape.HeadDim), rand(heads, shape.HeadDim, cells)));
            products.Add((rand(heads, group, cells), rand(heads, cells, shape.HeadDim)));
        }
        var bare = Seconds("the sampler's matrix products", () => workers.Run(threads, _ => Multiply(products, Completion)));
        double tokens = threads * Rows * Completion;
        return new Result("sampler", Weights(model), threads, Rows, tokens / drawn, tokens / bare);
    }

    private static Result Training(DecoderShape shape, int threads)
    {
        using var scope = NewDisposeScope();
        using var model = Model(shape);
        using var optimizer = new FusedAdamW(model.Weights.Select(w => (Tensor)w.Parameter), 0.9, 0.99, 0);
        var workers = new Workers(threads);
        using var learner = new Learner(model, optimizer, workers, threads);
        TokenSequence[] sequences = [.. Enumerable.Range(0, StepTokens / Time).Select(i => new TokenSequence([1 + i], [.. Enumerable.Range(1, Time - 1)]))];
        var batches = TokenBatch.Pack(sequences, StepTokens, threads);
        const double Weight = 1.0 / StepTokens;
        var learnt = Seconds("training", () => learner.Update(batches, SupervisedLoss.Scorer, (_, scores) => SupervisedLoss.Of(scores, Weight), 1e-6, 1));

        // Of each product two more go backwards, of the same cost: for its input and for its weights.
        var rows = StepTokens / threads;
        var products = new List<(Tensor Left, Tensor Right)>();
        foreach (var (left, right) in Layers(shape, rows))
        {
            var result = rand(left.shape[0], right.shape[1]);
            products.AddRange([(left, right), (result, right.t()), (left.t(), result)]);
        }
        for (var layer = 0; layer < shape.NumHiddenLayers; layer++)
        {
            var heads = rows / Time * shape.NumAttentionHeads;
            var (query, key, shares) = (rand(heads, Time, shape.HeadDim), rand(heads, shape.HeadDim, Time), rand(heads, Time, Time));
            // Scores and mixture, and two more of each.
            products.AddRange([(query, key), (shares, query), (query, key), (shares, query), (shares, query), (shares, query)]);
        }
        var bare = Seconds("training's matrix products", () => workers.Run(threads, _ => Multiply(products, 1)));
        return new Result("training", Weights(model), threads, StepTokens, StepTokens / learnt, StepTokens / bare);
    }

    // The weights' products for so many tokens, with matrices of their own for every layer.
    private static IEnumerable<(Tensor Left, Tensor Right)> Layers(DecoderShape shape, int tokens)
    {
        for (var layer = 0; layer < shape.NumHiddenLayers; layer++)
        {
            yield return Product(shape.HiddenSize, (shape.NumAttentionHeads + 2 * shape.NumKeyValueHeads) * shape.HeadDim);
            yield return Product(shape.NumAttentionHeads * shape.HeadDim, shape.HiddenSize);
            yield return Product(shape.HiddenSize, 2 * shape.IntermediateSize);
            yield return Product(shape.IntermediateSize, shape.HiddenSize);
        }
        yield return Product(shape.HiddenSize, shape.VocabSize);

        (Tensor Left, Tensor Right) Product(int inputs, int outputs) => (rand(tokens, inputs), rand(outputs, inputs).t());
    }

    private static void Multiply(List<(Tensor Left, Tensor Right)> products, int times)
    {
        using var none = no_grad();
        // A new thread would otherwise start with as many threads of the library's as there are cores.
        set_num_threads(1);
        for (var i = 0; i < times; i++)
        {
            using var scope = NewDisposeScope();
            foreach (var (left, right) in products) left.matmul(right);
        }
    }

    private static CausalDecoder Model(DecoderShape shape)
    {
        var model = new CausalDecoder(shape);
        model.Initialize(0.02, 1);
        return model;
    }

    private static long Weights(CausalDecoder model) => model.Weights.Sum(w => w.Parameter.numel());

    /// <summary>Median seconds of the work, after a first time that is not counted.</summary>
    /// <exception cref="NoisyException">The passes differ too much to be reported, again and again.</exception>
    private static double Seconds(string name, Action work)
    {
        work();
        for (var attempt = 1; ; attempt++)
        {
            var passes = new List<double>();
            var start = Stopwatch.GetTimestamp();
            while (passes.Count < Passes || Stopwatch.GetElapsedTime(start) < Enough)
            {
                var begun = Stopwatch.GetTimestamp();
                work();
                passes.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
            }
            passes.Sort();
            var middle = passes[passes.Count / 2];
            if (middle <= Noise * passes[0]) return middle;
            if (attempt == Attempts)
                throw new NoisyException($"{name}: half of the passes took over {middle / passes[0]:F2} times as long as the fastest; close what else runs and try again.");
        }
    }

    private static void Report(Result r, bool json) =>
        Console.WriteLine(json
            ? JsonSerializer.Serialize(r, JsonSerializerOptions.Web)
            : $"{r.Work,-10}{r.Weights,12:N0}{r.Threads,9}{r.Batch,8:N0}{r.TokensPerSecond,12:N0}{r.FloorTokensPerSecond,12:N0}{r.Share,8:P0}");

    private static int Refuse(string message)
    {
        Console.Error.WriteLine($"prorl train bench: {message}");
        return 1;
    }

    /// <summary>Tokens without text, none of which ends a completion.</summary>
    private sealed class EndlessTokenizer(int size) : ITokenizer
    {
        public int Size => size;

        public int Pad => 0;

        public IReadOnlyList<int> Ends { get; } = [size];

        public int[] Encode(Prompt prompt) => throw new NotSupportedException();

        public int[] Encode(string text) => throw new NotSupportedException();

        public string Decode(ReadOnlySpan<int> ids) => "";

        public void Save(string folder) => throw new NotSupportedException();
    }
}
