using ProRL.Trainer.Learning;
using ProRL.Trainer.Models;
using ProRL.Trainer.Tokenizers;

namespace ProRL.Trainer.Rollouts;

/// <summary>Samples completions in lanes, on several threads.</summary>
internal sealed class Sampler(CausalDecoder model, ITokenizer tokenizer, Workers workers) : ISampler
{
    /// <summary>
    /// Samples all requests. <paramref name="ended"/> gets each rollout the moment it ends, on a worker's thread and in
    /// no particular order. How requests are batched depends on them and the settings alone, so the rollouts do too.
    /// </summary>
    /// <exception cref="FormatException">A prompt leaves no room for a completion.</exception>
    public void Run(IReadOnlyList<RolloutRequest> requests, SamplingSettings settings, Action<Rollout> ended)
    {
        foreach (var request in requests)
            if (request.Prompt.Length + settings.MaxTokens > model.Shape.MaxPositionEmbeddings)
                throw new FormatException($"A prompt has {request.Prompt.Length} tokens; with rollouts.max_tokens, {settings.MaxTokens}, that passes model.max_positions, {model.Shape.MaxPositionEmbeddings}.");
        using var decoder = new CachedDecoder(model);
        var lanes = Lanes(requests, settings.Lanes);
        workers.Run(lanes.Length, i => new DecodingLane(decoder, tokenizer, lanes[i], settings, ended).Run());
    }

    // Prompts of like length are read together, so little is spent on padding; the longest first, since what may take
    // longest should not be started last.
    private static RolloutRequest[][] Lanes(IReadOnlyList<RolloutRequest> requests, int count)
    {
        RolloutRequest[] ordered = [.. requests.OrderByDescending(r => r.Prompt.Length)];
        return [.. Enumerable.Range(0, Math.Min(count, ordered.Length)).Select(lane => ordered.Where((_, i) => i % count == lane).ToArray())];
    }
}
