namespace ProRL.Trainer.Rollouts;

/// <summary>One completion that is still growing.</summary>
internal sealed class OpenRow(RolloutRequest request, int sample)
{
    private readonly ulong _key = Counter.Key(request.Key, (ulong)sample);
    private readonly List<int> _tokens = [];
    private readonly List<float> _logProbs = [];
    private int _stopStart;

    public long Last => _tokens[^1];

    /// <summary>The position of the last token.</summary>
    public int Position => request.Prompt.Length + _tokens.Count - 1;

    /// <summary>Draws the next token from the logits after the last one; returns the rollout when that ends it.</summary>
    public Rollout? Extend(ReadOnlySpan<float> logits, TokenDraw draw, CompletionEnd end)
    {
        var (token, logProb) = draw.From(logits, Counter.Unit(_key, (ulong)_tokens.Count));
        _tokens.Add(token);
        _logProbs.Add(logProb);
        var terminated = end.Reached(_tokens, ref _stopStart);
        return terminated || _tokens.Count == end.MaxTokens
            ? new Rollout(request.Group, sample, request.Prompt, [.. _tokens], [.. _logProbs], !terminated)
            : null;
    }
}
