using System.Runtime.InteropServices;
using ProRL.Trainer.Models;
using static TorchSharp.torch;

namespace ProRL.Trainer.Rollouts;

/// <summary>Prompts that went through the model once, with the completions of theirs that have not been started.</summary>
internal sealed class PromptBatch : IDisposable
{
    // Tokens of a prompt that go through the model in one call: what attention needs grows with their product with the
    // prompt's length.
    private const int Chunk = 512;

    // Tokens of all prompts in one call.
    private const int CallTokens = 4096;

    private readonly IReadOnlyList<RolloutRequest> _requests;
    private readonly float[] _logits;
    private readonly int _vocabulary;
    private int _prompt;
    private int _sample;

    private PromptBatch(IReadOnlyList<RolloutRequest> requests, KeyValueCache cache, float[] logits, int vocabulary, long tokens)
    {
        (_requests, Cache, _logits, _vocabulary, Tokens) = (requests, cache, logits, vocabulary, tokens);
    }

    /// <summary>Row i holds prompt i.</summary>
    public KeyValueCache Cache { get; }

    /// <summary>Tokens that went through the model, padding included.</summary>
    public long Tokens { get; }

    /// <summary>Whether all completions have been started.</summary>
    public bool Empty => _prompt == _requests.Count;

    /// <summary>How many of the first requests to read together: enough for so many completions, as far as they are one call's worth of tokens.</summary>
    public static int Fitting(ReadOnlySpan<RolloutRequest> requests, int samples)
    {
        var (count, held, longest) = (0, 0, 0);
        foreach (var request in requests)
        {
            longest = Math.Max(longest, request.Prompt.Length);
            if (count > 0 && (held >= samples || (count + 1) * longest > CallTokens)) break;
            held += request.Samples;
            count++;
        }
        return count;
    }

    /// <summary>Reads the prompts, at least one.</summary>
    public static PromptBatch Read(CachedDecoder model, int pad, IReadOnlyList<RolloutRequest> requests)
    {
        using var scope = NewDisposeScope();
        // A multiple of eight, which keeps the products of a short prompt from being those of very few rows.
        var longest = Math.Min((requests.Max(r => r.Prompt.Length) + 7) / 8 * 8, model.Shape.MaxPositionEmbeddings);
        var cache = model.NewCache(requests.Count, KeyValueCache.CapacityFor(longest));
        var last = new Tensor[Math.Max(requests.Count, CachedDecoder.LeastRows)];
        for (var start = 0; start < longest; start += Chunk)
        {
            using var inner = NewDisposeScope();
            var count = Math.Min(Chunk, longest - start);
            var hidden = ReadChunk(model, pad, requests, cache, start, count);
            for (var r = 0; r < requests.Count; r++)
                if (requests[r].Prompt.Length - 1 - start is >= 0 and var at && at < count) last[r] = hidden.narrow(0, r * count + at, 1).clone().MoveToOuterDisposeScope();
        }
        for (var r = requests.Count; r < last.Length; r++) last[r] = last[0];
        var logits = model.Logits(cat(last));
        return new PromptBatch(requests, cache, MemoryMarshal.Cast<byte, float>(logits.bytes).ToArray(), model.Shape.VocabSize, (long)requests.Count * longest);
    }

    /// <summary>The next completion to start, the number of its prompt, and the logits of its first token; not when <see cref="Empty"/>.</summary>
    public (OpenRow Row, int Prompt) Start(TokenDraw draw, CompletionEnd end, out Rollout? ended)
    {
        var prompt = _prompt;
        var row = new OpenRow(_requests[prompt], _sample);
        ended = row.Extend(_logits.AsSpan(prompt * _vocabulary, _vocabulary), draw, end);
        if (++_sample == _requests[prompt].Samples) (_prompt, _sample) = (prompt + 1, 0);
        return (row, prompt);
    }

    public void Dispose() => Cache.Dispose();

    private static Tensor ReadChunk(CachedDecoder model, int pad, IReadOnlyList<RolloutRequest> requests, KeyValueCache cache, int start, int count)
    {
        var ids = new long[requests.Count * count];
        var positions = new long[requests.Count * count];
        for (var r = 0; r < requests.Count; r++)
            for (var t = 0; t < count; t++)
            {
                var prompt = requests[r].Prompt;
                // Padding stands behind its prompt: no token of the prompt sees it, and its cells are overwritten.
                ids[r * count + t] = start + t < prompt.Length ? prompt[start + t] : pad;
                positions[r * count + t] = start + t;
            }
        return model.Hidden(model.Tensor(ids, requests.Count), model.Tensor(positions, requests.Count), cache);
    }
}
