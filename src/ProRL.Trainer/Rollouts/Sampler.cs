using ProRL.Trainer.Learning;
using ProRL.Trainer.Models;
using ProRL.Trainer.Tokenizers;

namespace ProRL.Trainer.Rollouts;

/// <summary>Samples completions in batches, on several threads.</summary>
internal sealed class Sampler(CausalDecoder model, ITokenizer tokenizer, Workers workers)
{
    /// <summary>
    /// Samples all requests. <paramref name="ended"/> gets each rollout the moment it ends, on a worker's thread and in
    /// no particular order. How requests are batched depends on them alone, so the rollouts do too.
    /// </summary>
    /// <exception cref="FormatException">A prompt leaves no room for a completion.</exception>
    public void Run(IReadOnlyList<RolloutRequest> requests, SamplingSettings settings, Action<Rollout> ended)
    {
        foreach (var request in requests)
            if (request.Prompt.Length + settings.MaxTokens > model.Shape.MaxPositionEmbeddings)
                throw new FormatException($"A prompt has {request.Prompt.Length} tokens; with rollouts.max_tokens, {settings.MaxTokens}, that passes model.max_positions, {model.Shape.MaxPositionEmbeddings}.");
        var batches = Batches(requests, settings.BatchRows);
        workers.Run(batches.Count, i => DecodingBatch.Run(model, tokenizer, batches[i], settings, ended));
    }

    // Prompts of like length go together, so little is spent on padding.
    private static List<List<RolloutRequest>> Batches(IReadOnlyList<RolloutRequest> requests, int rows)
    {
        var batches = new List<List<RolloutRequest>>();
        var held = 0;
        foreach (var request in requests.OrderBy(r => r.Prompt.Length))
        {
            if (batches.Count == 0 || held + request.Samples > rows)
            {
                batches.Add([]);
                held = 0;
            }
            batches[^1].Add(request);
            held += request.Samples;
        }
        return batches;
    }
}
