using ProRL.Trainer.Tokenizers;

namespace ProRL.Trainer.Rollouts;

/// <summary>One completion that is still growing.</summary>
internal sealed class OpenRow(RolloutRequest request, int source, int sample)
{
    private readonly ulong _key = Counter.Key(request.Key, (ulong)sample);
    private readonly List<int> _tokens = [];
    private readonly List<float> _logProbs = [];

    /// <summary>Which prompt of the batch it completes.</summary>
    public int Source { get; } = source;

    public bool Open { get; private set; } = true;

    public int PromptLength => request.Prompt.Length;

    public long Last => _tokens[^1];

    /// <summary>The position of the last token.</summary>
    public long Position => request.Prompt.Length + _tokens.Count - 1;

    /// <summary>Draws the next token; hands the rollout over when that ends it.</summary>
    public void Extend(ReadOnlySpan<float> logits, int step, SamplingSettings settings, ITokenizer tokenizer, Action<Rollout> ended)
    {
        var (token, logProb) = TokenDraw.From(logits, settings.Temperature, Counter.Unit(_key, (ulong)step));
        _tokens.Add(token);
        _logProbs.Add(logProb);
        var terminated = tokenizer.Ends.Contains(token);
        if (!terminated && _tokens.Count < settings.MaxTokens) return;
        Open = false;
        ended(new Rollout(request.Group, sample, request.Prompt, [.. _tokens], [.. _logProbs], !terminated));
    }
}
