using System.Text.Json;
using ProRL.Trainer.Recipes;

namespace ProRL.Trainer.Rollouts;

/// <summary>
/// Samples at a serving engine. Prompts go there as token ids, and every completion is a request of its own, so that each
/// is handed over the moment it ends: the engine's prefix cache makes a group's prompt cheap after its first time.
/// </summary>
internal sealed class EngineSampler(EngineClient client, EngineOptions options, IReadOnlyList<int> ends, CancellationToken cancellation) : ISampler
{
    private readonly EngineApi _api = EngineApi.Of(options.Kind);

    /// <inheritdoc/>
    /// <remarks>
    /// Completion i of a request has a seed derived from the request's key and i. Whether the same seed gives the same
    /// tokens again is up to the engine, and to what it batches together.
    /// </remarks>
    /// <exception cref="EngineException">The engine failed; what was in flight is given up.</exception>
    /// <exception cref="OperationCanceledException">As asked.</exception>
    public void Run(IReadOnlyList<RolloutRequest> requests, SamplingSettings settings, Action<Rollout> ended)
    {
        var completions = requests.SelectMany(request => Enumerable.Range(0, request.Samples).Select(sample => (Request: request, Sample: sample)));
        var bound = new ParallelOptions { MaxDegreeOfParallelism = options.InFlight, CancellationToken = cancellation };
        Parallel.ForEachAsync(completions, bound, async (completion, stop) =>
            ended(await CompleteAsync(completion.Request, completion.Sample, settings, stop).ConfigureAwait(false))).GetAwaiter().GetResult();
    }

    private async Task<Rollout> CompleteAsync(RolloutRequest request, int sample, SamplingSettings settings, CancellationToken stop)
    {
        var seed = (int)(Counter.Key(request.Key, (ulong)sample) >> 33);
        var body = _api.Request(request.Prompt, settings, [.. ends, .. settings.StopTokens], seed);
        body["model"] = await client.ModelAsync(stop).ConfigureAwait(false);
        using var answer = await client.CallAsync(_api.Completions, body, stop).ConfigureAwait(false);
        var (tokens, logProbs, truncated) = Read(answer, settings.MaxTokens);
        return new Rollout(request.Group, sample, request.Prompt, tokens, logProbs, truncated);
    }

    private EngineCompletion Read(JsonDocument? answer, int most)
    {
        try
        {
            if (answer is null) throw new FormatException("it is no JSON");
            var completion = _api.Read(answer.RootElement);
            if (completion.Tokens.Length == 0 || completion.Tokens.Length > most) throw new FormatException($"it has {completion.Tokens.Length} tokens of at most {most}");
            if (completion.LogProbs.Length != completion.Tokens.Length) throw new FormatException($"it has {completion.LogProbs.Length} log-probabilities of {completion.Tokens.Length} tokens");
            return completion;
        }
        catch (FormatException error)
        {
            throw new EngineException($"The engine at {options.Url} answered {_api.Completions} with no completion: {error.Message}.");
        }
    }
}
