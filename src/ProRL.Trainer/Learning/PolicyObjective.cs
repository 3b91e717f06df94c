namespace ProRL.Trainer.Learning;

/// <summary>How the ratio to the policy that sampled enters the loss.</summary>
internal enum LossKind
{
    /// <summary>PPO's clipped ratio of each token, min(ρA, clip(ρ)A) (arXiv 1707.06347).</summary>
    Clip,

    /// <summary>The same with one ratio for a whole completion, the geometric mean of its tokens' (GSPO, arXiv 2507.18071).</summary>
    Gspo,

    /// <summary>A·log π weighed by the clipped ratio, through which no gradient goes (CISPO, arXiv 2506.13585).</summary>
    Cispo,
}

/// <summary>What the loss is a mean over.</summary>
internal enum AggregationKind
{
    /// <summary>All completion tokens of the update (DAPO).</summary>
    Token,

    /// <summary>Completions, each the mean over its tokens (GRPO as first published).</summary>
    Sequence,

    /// <summary>Completions times the token limit, a constant (Dr. GRPO, arXiv 2503.20783).</summary>
    Constant,
}

/// <summary>Schulman's estimators of the divergence of a token, with d = log π_ref − log π.</summary>
internal enum KlKind
{
    /// <summary>−d.</summary>
    K1,

    /// <summary>d²/2.</summary>
    K2,

    /// <summary>exp(d) − 1 − d.</summary>
    K3,
}

/// <summary>Where the divergence from the reference counts.</summary>
internal enum KlPlace
{
    /// <summary>Added to the loss of each token.</summary>
    Loss,

    /// <summary>Its sum over a completion is taken off the completion's reward, before advantages.</summary>
    Reward,
}

/// <summary>The knobs of the policy loss.</summary>
/// <param name="ClipLow">ε_low: the ratio is not pushed below 1 − ε_low.</param>
/// <param name="ClipHigh">ε_high: nor above 1 + ε_high ("decoupled clipping", arXiv 2503.14476).</param>
/// <param name="Temperature">What the rollouts were sampled at: the policy is softmax(logits / temperature).</param>
internal readonly record struct PolicyObjective(double ClipLow, double ClipHigh, double Temperature)
{
    public LossKind Loss { get; init; }

    /// <summary>Bounds the loss at this times |A| where A is below 0 (arXiv 1912.09729); 0 leaves it out.</summary>
    public double DualClip { get; init; }

    /// <summary>Weight of the divergence from the reference in the loss.</summary>
    public double KlWeight { get; init; }

    public KlKind Kl { get; init; }

    /// <summary>Bound on |d|, beyond which the divergence has no gradient; 0 leaves it out.</summary>
    public double KlClamp { get; init; }

    /// <summary>Weight of the entropy bonus.</summary>
    public double EntropyWeight { get; init; }
}
