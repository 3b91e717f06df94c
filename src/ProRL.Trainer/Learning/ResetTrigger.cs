using ProRL.Trainer.Recipes;

namespace ProRL.Trainer.Learning;

/// <summary>Decides when the reference becomes the policy (a hard reset, arXiv 2505.24864, section 3.2).</summary>
internal static class ResetTrigger
{
    /// <summary>Why to reset after a step; null where there is no reason to.</summary>
    /// <param name="options">The recipe's triggers.</param>
    /// <param name="step">Policy steps made.</param>
    /// <param name="last">Policy steps made at the last reset; 0 before any.</param>
    /// <param name="kl">The step's mean KL per token.</param>
    /// <param name="staleEvaluations">Evaluations in a row without a better pass rate.</param>
    public static string? Reason(ResetOptions options, int step, int last, double kl, int staleEvaluations)
    {
        if (options.Every > 0 && step - last >= options.Every) return FormattableString.Invariant($"{options.Every} steps");
        if (options.KlAbove > 0 && kl > options.KlAbove) return FormattableString.Invariant($"KL {kl:0.###} above {options.KlAbove}");
        if (options.Plateau > 0 && staleEvaluations >= options.Plateau) return FormattableString.Invariant($"{staleEvaluations} evaluations without progress");
        return null;
    }
}
