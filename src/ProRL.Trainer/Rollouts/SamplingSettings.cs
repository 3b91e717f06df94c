namespace ProRL.Trainer.Rollouts;

/// <summary>How completions are sampled.</summary>
/// <param name="Temperature">Divides the logits; 0 takes the likeliest token.</param>
/// <param name="MaxTokens">Most tokens of a completion, the end token included.</param>
/// <param name="BatchRows">Completions that a lane decodes together.</param>
/// <param name="TopP">Draws from the fewest likeliest tokens that together reach this probability, in (0, 1] (nucleus sampling, arXiv 1904.09751); 1 draws from all.</param>
/// <param name="TopK">Draws from this many of the likeliest tokens; 0 from all. Where both are given, the nucleus is that of the k tokens.</param>
/// <param name="Lanes">Parts of the sampling that can go in parallel. The requests decide what a lane gets, not time.</param>
internal sealed record SamplingSettings(double Temperature, int MaxTokens, int BatchRows, double TopP = 1, int TopK = 0, int Lanes = 2)
{
    /// <summary>Token ids that end a completion besides the tokenizer's own; the completion keeps them, and its text too if they have one.</summary>
    public IReadOnlyList<int> StopTokens { get; init; } = [];

    /// <summary>
    /// Texts, none empty, that end a completion as soon as its own text has one in it. The completion keeps all its
    /// tokens, since they were sampled; its text is cut before the first of them (<see cref="StopStrings.Cut"/>).
    /// </summary>
    public IReadOnlyList<string> Stop { get; init; } = [];
}
