using ProRL.Trainer.Models;
using static TorchSharp.torch;

namespace ProRL.Trainer.Learning;

/// <summary>The GRPO loss over the completion tokens of a micro-batch, at token level.</summary>
internal sealed class PolicyLoss(PolicyObjective objective)
{
    /// <summary>What <see cref="Of"/> returns; all but the loss are sums over tokens, without gradient.</summary>
    public enum Stat { Loss, Entropy, Kl, ClippedLow, ClippedHigh, ProbabilityError, Count }

    private readonly TorchScript _script = new(Source(objective));

    /// <summary>Log-probabilities [n] of the targets [n] under softmax(logits [n, vocabulary] / temperature), in nats.</summary>
    public Tensor LogProbs(Tensor logits, Tensor targets) => _script.Call("log_probs", logits, targets);

    /// <summary>
    /// The values named by <see cref="Stat"/>: first weight · Σ (KlWeight · k3 − min(ρA, clip(ρ)A)), with ρ the ratio to the
    /// policy that sampled; a token counts as clipped where the clip takes its gradient away.
    /// </summary>
    /// <param name="logits">[n, vocabulary].</param>
    /// <param name="targets">[n].</param>
    /// <param name="old">Log-probabilities the tokens were sampled with, [n].</param>
    /// <param name="reference">Log-probabilities under the reference, [n].</param>
    /// <param name="advantage">[n].</param>
    /// <param name="weight">One over the token count of the whole step, so that cutting a step into micro-batches changes nothing.</param>
    public Tensor Of(Tensor logits, Tensor targets, Tensor old, Tensor reference, Tensor advantage, double weight) =>
        _script.Call("policy", logits, targets, old, reference, advantage, tensor(new[] { (float)weight }));

    // k3 is Schulman's estimator exp(d) − 1 − d, with d = log π_ref − log π.
    private static string Source(PolicyObjective o) => $"""
        def log_probs(logits: Tensor, targets: Tensor) -> Tensor:
            return torch.log_softmax(logits * {TorchScript.Number(1 / o.Temperature)}, -1).gather(1, targets.unsqueeze(1)).squeeze(1)

        def policy(logits: Tensor, targets: Tensor, old: Tensor, reference: Tensor, advantage: Tensor, weight: Tensor) -> Tensor:
            every = torch.log_softmax(logits * {TorchScript.Number(1 / o.Temperature)}, -1)
            new = every.gather(1, targets.unsqueeze(1)).squeeze(1)
            ratio = torch.exp(new - old)
            gain = torch.minimum(ratio * advantage, torch.clamp(ratio, {TorchScript.Number(1 - o.ClipLow)}, {TorchScript.Number(1 + o.ClipHigh)}) * advantage)
            if {TorchScript.Number(o.DualClip)} > 0.0:
                gain = torch.where(advantage < 0.0, torch.maximum(gain, advantage * {TorchScript.Number(o.DualClip)}), gain)
            away = reference - new
            divergence = torch.exp(away) - 1.0 - away
            loss = ((divergence * {TorchScript.Number(o.KlWeight)} - gain) * weight).sum()
            entropy = torch.neg((torch.exp(every) * every).sum()).detach()
            below = ((ratio < {TorchScript.Number(1 - o.ClipLow)}) & (advantage < 0.0)).float().sum()
            above = ((ratio > {TorchScript.Number(1 + o.ClipHigh)}) & (advantage > 0.0)).float().sum()
            error = torch.abs(torch.exp(new) - torch.exp(old)).detach().sum()
            return torch.stack([loss, entropy, divergence.detach().sum(), below, above, error])
        """;
}
