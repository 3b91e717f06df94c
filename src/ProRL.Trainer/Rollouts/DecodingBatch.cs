using ProRL.Trainer.Models;
using ProRL.Trainer.Tokenizers;
using static TorchSharp.torch;

namespace ProRL.Trainer.Rollouts;

/// <summary>One batch of completions on its way: reads each prompt once, then adds a token to every open row at a time.</summary>
internal static class DecodingBatch
{
    public static void Run(CausalDecoder model, ITokenizer tokenizer, IReadOnlyList<RolloutRequest> requests, SamplingSettings settings, Action<Rollout> ended)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var longest = requests.Max(r => r.Prompt.Length);
        using var cache = new KeyValueCache(model.Shape, requests.Count, longest + settings.MaxTokens);
        var logits = ReadPrompts(model, tokenizer.Pad, requests, longest, cache);

        var rows = Rows(requests);
        var sources = rows.Select(r => (long)r.Source).ToArray();
        Keep(cache, sources);
        var mask = Mask(rows, longest, cache.Capacity);
        var vocabulary = model.Shape.VocabSize;
        var values = Repeat(logits, sources, vocabulary);

        for (var step = 0; ; step++)
        {
            for (var i = 0; i < rows.Length; i++)
                if (rows[i].Open) rows[i].Extend(values.AsSpan(i * vocabulary, vocabulary), step, settings, tokenizer, ended);
            var open = rows.Count(r => r.Open);
            if (open == 0) return;
            if (open <= rows.Length * 3 / 4)
            {
                long[] kept = [.. Enumerable.Range(0, rows.Length).Where(i => rows[i].Open).Select(i => (long)i)];
                rows = [.. kept.Select(i => rows[i])];
                Keep(cache, kept);
                mask.Dispose();
                mask = Mask(rows, longest, cache.Capacity);
            }
            values = Decode(model, rows, mask, cache);
        }
    }

    private static float[] ReadPrompts(CausalDecoder model, int pad, IReadOnlyList<RolloutRequest> requests, int longest, KeyValueCache cache)
    {
        using var scope = NewDisposeScope();
        var ids = new long[requests.Count * longest];
        var positions = new long[requests.Count * longest];
        var mask = new float[requests.Count * longest * longest];
        for (var r = 0; r < requests.Count; r++)
        {
            var prompt = requests[r].Prompt;
            var padding = longest - prompt.Length;
            for (var t = 0; t < longest; t++)
            {
                var at = r * longest + t;
                ids[at] = t < padding ? pad : prompt[t - padding];
                positions[at] = Math.Max(0, t - padding);
                // A row of nothing but minus infinity is NaN after softmax: padding sees itself.
                for (var s = 0; s < longest; s++) mask[at * longest + s] = (s <= t && s >= padding) || s == t ? 0 : float.NegativeInfinity;
            }
        }
        var logits = model.Next(tensor(ids, [requests.Count, longest]), tensor(positions), tensor(mask, [requests.Count, 1, longest, longest]), cache);
        return logits.data<float>().ToArray();
    }

    private static float[] Decode(CausalDecoder model, OpenRow[] rows, Tensor mask, KeyValueCache cache)
    {
        using var scope = NewDisposeScope();
        var ids = tensor(Array.ConvertAll(rows, r => r.Last), [rows.Length, 1]);
        var positions = tensor(Array.ConvertAll(rows, r => r.Position));
        return model.Next(ids, positions, mask.narrow(3, 0, cache.Length + 1), cache).data<float>().ToArray();
    }

    private static OpenRow[] Rows(IReadOnlyList<RolloutRequest> requests)
    {
        var rows = new List<OpenRow>();
        for (var r = 0; r < requests.Count; r++)
            for (var s = 0; s < requests[r].Samples; s++) rows.Add(new OpenRow(requests[r], r, s));
        return [.. rows];
    }

    private static void Keep(KeyValueCache cache, long[] rows)
    {
        using var scope = NewDisposeScope();
        cache.Select(tensor(rows));
    }

    private static Tensor Mask(OpenRow[] rows, int longest, int capacity)
    {
        var mask = new float[rows.Length * capacity];
        for (var i = 0; i < rows.Length; i++)
            mask.AsSpan(i * capacity, longest - rows[i].PromptLength).Fill(float.NegativeInfinity);
        return tensor(mask, [rows.Length, 1, 1, capacity]);
    }

    private static float[] Repeat(float[] logits, long[] sources, int vocabulary)
    {
        var repeated = new float[sources.Length * vocabulary];
        for (var i = 0; i < sources.Length; i++)
            logits.AsSpan((int)sources[i] * vocabulary, vocabulary).CopyTo(repeated.AsSpan(i * vocabulary));
        return repeated;
    }
}
