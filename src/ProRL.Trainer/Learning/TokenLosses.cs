using ProRL.Trainer.Models;
using static TorchSharp.torch;

namespace ProRL.Trainer.Learning;

/// <summary>
/// Losses over the completion tokens of a micro-batch, each one script call. Sums are multiplied by a weight, which is
/// one over the token count of the whole step, so that cutting a step into micro-batches changes nothing.
/// </summary>
internal static class TokenLosses
{
    /// <summary>What <see cref="Policy"/> returns after the loss, each summed over tokens.</summary>
    public enum Stat { Loss, Entropy, Kl, ClippedLow, ClippedHigh, ProbabilityError, Count }

    // k3 is Schulman's estimator exp(d) − 1 − d with d = log π_ref − log π. A token counts as clipped where the clip
    // takes its gradient away: ratio below 1 − low with A < 0, or above 1 + high with A > 0.
    private const string Source = """
        def log_probs(logits: Tensor, targets: Tensor, temperature: float) -> Tensor:
            return torch.log_softmax(logits * (1.0 / temperature), -1).gather(1, targets.unsqueeze(1)).squeeze(1)

        def supervised(logits: Tensor, targets: Tensor, weight: float) -> Tensor:
            return torch.neg(log_probs(logits, targets, 1.0).sum()) * weight

        def policy(logits: Tensor, targets: Tensor, old: Tensor, reference: Tensor, advantage: Tensor, weight: float, low: float, high: float, dual: float, kl_weight: float, temperature: float) -> Tensor:
            every = torch.log_softmax(logits * (1.0 / temperature), -1)
            new = every.gather(1, targets.unsqueeze(1)).squeeze(1)
            ratio = torch.exp(new - old)
            gain = torch.minimum(ratio * advantage, torch.clamp(ratio, 1.0 - low, 1.0 + high) * advantage)
            if dual > 0.0:
                gain = torch.where(advantage < 0.0, torch.maximum(gain, advantage * dual), gain)
            away = reference - new
            divergence = torch.exp(away) - 1.0 - away
            loss = (divergence * kl_weight - gain).sum() * weight
            entropy = torch.neg((torch.exp(every) * every).sum()).detach()
            below = ((ratio < 1.0 - low) & (advantage < 0.0)).float().sum()
            above = ((ratio > 1.0 + high) & (advantage > 0.0)).float().sum()
            error = torch.abs(torch.exp(new) - torch.exp(old)).detach().sum()
            return torch.stack([loss, entropy, divergence.detach().sum(), below, above, error])
        """;

    private static readonly TorchScript Script = new(Source);

    /// <summary>Log-probabilities [n] of the targets [n] under softmax(logits [n, vocabulary] / temperature).</summary>
    public static Tensor LogProbs(Tensor logits, Tensor targets, double temperature) =>
        Script.Call("log_probs", logits, targets, temperature);

    /// <summary>Weighted sum of the targets' negative log-probabilities: a scalar.</summary>
    public static Tensor Supervised(Tensor logits, Tensor targets, double weight) =>
        Script.Call("supervised", logits, targets, weight);

    /// <summary>
    /// The GRPO loss at token level: weight · Σ (KlWeight · k3 − min(ρA, clip(ρ)A)), with ρ the ratio to the policy that
    /// sampled. Returns the values named by <see cref="Stat"/>, of which the first carries the gradient.
    /// </summary>
    public static Tensor Policy(Tensor logits, Tensor targets, Tensor old, Tensor reference, Tensor advantage, double weight, PolicyObjective o) =>
        Script.Call("policy", logits, targets, old, reference, advantage, weight, o.ClipLow, o.ClipHigh, o.DualClip, o.KlWeight, o.Temperature);
}
