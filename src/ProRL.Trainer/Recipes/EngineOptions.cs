namespace ProRL.Trainer.Recipes;

/// <summary>Which engine's endpoints and names to speak.</summary>
internal enum EngineKind { Vllm, Sglang }

/// <summary>A serving engine that samples instead of the trainer.</summary>
/// <param name="Url">Where it listens, e.g. <c>http://127.0.0.1:8000</c>; empty where the trainer samples by itself.</param>
/// <param name="Kind"><see cref="EngineKind"/>.</param>
/// <param name="Weights">A folder that both processes see: each hand-over of weights gets a folder of its own in it.</param>
/// <param name="InFlight">Most requests at the engine at a time, one per completion; the engine batches them.</param>
/// <param name="Model">The name that the engine serves the model under; empty for the first that it lists.</param>
/// <param name="Attempts">How often a request is tried that meets a lost connection or a status of 429 or 5xx.</param>
/// <param name="TimeoutSeconds">How long one request may take.</param>
internal sealed record EngineOptions(
    string Url = "", EngineKind Kind = EngineKind.Vllm, string Weights = "", int InFlight = 64, string Model = "", int Attempts = 6, double TimeoutSeconds = 1800)
{
    /// <summary>Whether there is one.</summary>
    public bool IsUsed => Url.Length > 0;

    /// <summary>Every mistake, as a clause that says what would be right; empty where there is none.</summary>
    public IEnumerable<string> Mistakes()
    {
        if (!IsUsed) yield break;
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            yield return $"'engine.url' is '{Url}'; it must be an address like http://127.0.0.1:8000";
        else if (url.AbsolutePath.TrimEnd('/').EndsWith("/v1", StringComparison.Ordinal))
            yield return $"'engine.url' is '{Url}'; it must be the server's own address, without /v1 at its end";
        if (string.IsNullOrWhiteSpace(Weights)) yield return "'engine.weights' is empty; it must be a folder that the engine sees too";
        if (InFlight is < 1 or > 4096) yield return $"'engine.in_flight' is {InFlight}; it must be from 1 to 4096";
        if (Attempts is < 1 or > 20) yield return $"'engine.attempts' is {Attempts}; it must be from 1 to 20";
        if (TimeoutSeconds is not (> 0 and <= 86_400)) yield return FormattableString.Invariant($"'engine.timeout_seconds' is {TimeoutSeconds}; it must be above 0 and at most 86400");
    }
}
