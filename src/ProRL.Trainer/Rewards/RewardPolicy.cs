using ProRL.Trainer.Recipes;
using ProRL.Trainer.Rollouts;
using ProRL.Verifiers;

namespace ProRL.Trainer.Rewards;

/// <summary>A rollout's reward as judged, which decides whether its group has anything to learn from, and as trained on.</summary>
internal readonly record struct Reward(double Unshaped, double Shaped);

/// <summary>The only place where a verdict becomes a number for training.</summary>
/// <param name="options">The length terms.</param>
/// <param name="maxTokens">The completion limit.</param>
internal sealed class RewardPolicy(RewardOptions options, int maxTokens)
{
    /// <summary>The reward of a completion; null for a fault, which is ours: such a rollout leaves its group.</summary>
    /// <param name="verdict">The server's verdict.</param>
    /// <param name="rollout">The completion.</param>
    /// <param name="step">Policy step of the stage, from 0, which decides whether the cosine term is on.</param>
    public Reward? From(Verdict verdict, Rollout rollout, int step)
    {
        if (verdict.Score is not { } score) return null;
        var tokens = rollout.Completion.Length;
        return new Reward(score, score + Overlong(tokens) + Cosine(tokens, step) - (rollout.Truncated ? options.TerminationPenalty : 0));
    }

    // DAPO (arXiv 2503.14476), eq. 13: falls linearly over the buffer before the limit.
    private double Overlong(int tokens)
    {
        if (options.OverlongBuffer == 0) return 0;
        var over = tokens - (maxTokens - options.OverlongBuffer);
        return Math.Clamp(-(double)over / options.OverlongBuffer, -1, 0) * options.OverlongPenalty;
    }

    // ProRL V2: λ(η_min + ½(η_max − η_min)(1 + cos(π t/T))), for part of each cycle of steps.
    private double Cosine(int tokens, int step)
    {
        if (options.CosineWeight == 0 || step % (options.CosineOn + options.CosineOff) >= options.CosineOn) return 0;
        var wave = 0.5 * (1 + Math.Cos(Math.PI * tokens / maxTokens));
        return options.CosineWeight * (options.CosineMin + (options.CosineMax - options.CosineMin) * wave);
    }
}
