using ProRL.Trainer.Models;
using static TorchSharp.torch;

namespace ProRL.Trainer.Learning;

/// <summary>What the loss needs of each completion token of a micro-batch, beside its scores; all [n].</summary>
/// <param name="Old">Log-probability under the policy at the time of sampling, in nats.</param>
/// <param name="Reference">Log-probability under the reference.</param>
/// <param name="Advantage">The completion's advantage.</param>
/// <param name="Weight">The token's share of the whole update's mean, so that cutting an update into micro-batches changes nothing.</param>
/// <param name="Importance">Weight of the token against the mismatch between sampler and trainer; 1 where there is none.</param>
/// <param name="Row">Which completion of the micro-batch it belongs to, from 0.</param>
internal readonly record struct PolicyTokens(Tensor Old, Tensor Reference, Tensor Advantage, Tensor Weight, Tensor Importance, Tensor Row);

/// <summary>The policy loss over the completion tokens of a micro-batch.</summary>
internal sealed class PolicyLoss(PolicyObjective objective)
{
    /// <summary>What <see cref="Of"/> returns; all but the loss are sums over tokens, without gradient.</summary>
    public enum Stat { Loss, Entropy, Kl, ClippedLow, ClippedHigh, ProbabilityError, Count }

    private readonly TorchScript _script = new(Source(objective));

    /// <summary>What makes its scores.</summary>
    public TokenScorer Scorer { get; } = new(objective.Temperature, objective.EntropyWeight > 0 ? EntropyUse.Learnt : EntropyUse.Measured);

    /// <summary>
    /// The values named by <see cref="Stat"/>, the first of them Σ weight · (KlWeight · divergence − importance · gain −
    /// EntropyWeight · entropy), with the gain that <see cref="LossKind"/> says; a token counts as clipped where the clip
    /// takes its gradient away.
    /// </summary>
    /// <param name="scores">Of <see cref="Scorer"/>.</param>
    /// <param name="tokens">The rest.</param>
    public Tensor Of(Tensor scores, PolicyTokens tokens) =>
        _script.Call("policy", scores, tokens.Old, tokens.Reference, tokens.Advantage, tokens.Weight, tokens.Importance, tokens.Row);

    private static string Source(PolicyObjective o) => $"""
        def policy(scores: Tensor, old: Tensor, reference: Tensor, advantage: Tensor, weight: Tensor, importance: Tensor, row: Tensor) -> Tensor:
            new, entropy = scores[0], scores[1]
            {Ratio(o)}
            {Gain(o)}
            away = reference - new
            {(o.KlClamp > 0 ? $"away = torch.clamp(away, {TorchScript.Number(-o.KlClamp)}, {TorchScript.Number(o.KlClamp)})" : "")}
            divergence = {Divergence(o.Kl)}
            loss = ((divergence * {TorchScript.Number(o.KlWeight)} - gain * importance{(o.EntropyWeight > 0 ? $" - entropy * {TorchScript.Number(o.EntropyWeight)}" : "")}) * weight).sum()
            below = ((ratio < {TorchScript.Number(1 - o.ClipLow)}) & (advantage < 0.0)).float().sum()
            above = ((ratio > {TorchScript.Number(1 + o.ClipHigh)}) & (advantage > 0.0)).float().sum()
            error = torch.abs(torch.exp(new) - torch.exp(old)).detach().sum()
            return torch.stack([loss, entropy.detach().sum(), divergence.detach().sum(), below, above, error])
        """;

    private static string Ratio(PolicyObjective o) => o.Loss != LossKind.Gspo ? "ratio = torch.exp(new - old)" : """
        rows = int(row.max()) + 1
            sums = torch.zeros([rows], dtype=new.dtype, device=new.device).index_add(0, row, new - old)
            lengths = torch.zeros([rows], dtype=new.dtype, device=new.device).index_add(0, row, torch.ones_like(new))
            ratio = torch.exp(sums / lengths).index_select(0, row)
        """;

    private static string Gain(PolicyObjective o)
    {
        var clipped = $"torch.clamp(ratio, {TorchScript.Number(1 - o.ClipLow)}, {TorchScript.Number(1 + o.ClipHigh)})";
        if (o.Loss == LossKind.Cispo) return $"gain = {clipped}.detach() * advantage * new";
        var gain = $"gain = torch.minimum(ratio * advantage, {clipped} * advantage)";
        return o.DualClip == 0 ? gain : $"""
            {gain}
                gain = torch.where(advantage < 0.0, torch.maximum(gain, advantage * {TorchScript.Number(o.DualClip)}), gain)
            """;
    }

    private static string Divergence(KlKind kind) => kind switch
    {
        KlKind.K1 => "torch.neg(away)",
        KlKind.K2 => "away * away * 0.5",
        _ => "torch.exp(away) - 1.0 - away",
    };
}
