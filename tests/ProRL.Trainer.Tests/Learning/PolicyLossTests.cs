using ProRL.Trainer.Learning;
using ProRL.Trainer.Rollouts;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests.Learning;

public sealed class PolicyLossTests
{
    private const int Tokens = 24;
    private const int Vocabulary = 7;

    // Five completions of different lengths, and numbers that reach every branch of the formulas.
    private static readonly long[] Rows = [.. Enumerable.Range(0, Tokens).Select(i => i < 9 ? 0L : i < 11 ? 1 : i < 12 ? 2 : i < 20 ? 3 : 4)];
    private static readonly float[,] Logits = Fill();
    private static readonly long[] Targets = [.. Enumerable.Range(0, Tokens).Select(i => (long)(Draw(i, 1) * Vocabulary))];
    private static readonly float[] Old = [.. Enumerable.Range(0, Tokens).Select(i => (float)(-0.4 - 2.4 * Draw(i, 2)))];
    private static readonly float[] Reference = [.. Enumerable.Range(0, Tokens).Select(i => (float)(-0.4 - 2.4 * Draw(i, 3)))];
    private static readonly float[] Advantage = [.. Rows.Select(r => new[] { 1.2f, -0.8f, 0.5f, -2f, 0f }[r])];
    private static readonly float[] Importance = [.. Enumerable.Range(0, Tokens).Select(i => (float)(0.5 + Draw(i, 4)))];
    private static readonly float[] Weight = [.. Enumerable.Range(0, Tokens).Select(i => (float)(0.01 + 0.05 * Draw(i, 5)))];

    public static TheoryData<string> Objectives => [.. Variants.Keys];

    private static Dictionary<string, PolicyObjective> Variants { get; } = new(StringComparer.Ordinal)
    {
        ["plain"] = new(0.2, 0.28, 1),
        ["the paper's"] = new(0.2, 0.4, 1.2) { KlWeight = 0.1 },
        ["dual clip"] = new(0.1, 0.1, 0.7) { DualClip = 1.05, KlWeight = 0.5 },
        ["k1"] = new(0.2, 0.28, 1) { KlWeight = 0.3, Kl = KlKind.K1 },
        ["k2, clamped"] = new(0.2, 0.28, 1) { KlWeight = 0.3, Kl = KlKind.K2, KlClamp = 0.4 },
        ["k3, clamped"] = new(0.2, 0.28, 1) { KlWeight = 0.3, KlClamp = 0.4 },
        ["gspo"] = new(0.05, 0.08, 1) { Loss = LossKind.Gspo, KlWeight = 0.1 },
        ["gspo, dual clip"] = new(0.05, 0.08, 1) { Loss = LossKind.Gspo, DualClip = 1.1 },
        ["cispo"] = new(0.9, 0.28, 1.1) { Loss = LossKind.Cispo, KlWeight = 0.1 },
        ["entropy bonus"] = new(0.2, 0.28, 1) { EntropyWeight = 0.7 },
    };

    [Theory]
    [MemberData(nameof(Objectives))]
    public void The_policy_loss_is_the_formula_computed_in_doubles(string variant)
    {
        var o = Variants[variant];
        using var scope = NewDisposeScope();
        double loss = 0, kl = 0, entropy = 0, below = 0, above = 0, error = 0;
        var news = Enumerable.Range(0, Tokens).Select(i => LogSoftmax(i, o.Temperature)).ToArray();
        for (var i = 0; i < Tokens; i++)
        {
            var now = news[i][Targets[i]];
            var own = -news[i].Sum(l => Math.Exp(l) * l);
            var ratio = Math.Exp(now - Old[i]);
            if (o.Loss == LossKind.Gspo)
            {
                var members = Enumerable.Range(0, Tokens).Where(j => Rows[j] == Rows[i]).ToArray();
                ratio = Math.Exp(members.Average(j => news[j][Targets[j]] - Old[j]));
            }
            var clipped = Math.Clamp(ratio, 1 - o.ClipLow, 1 + o.ClipHigh);
            var gain = o.Loss == LossKind.Cispo ? clipped * Advantage[i] * now : Math.Min(ratio * Advantage[i], clipped * Advantage[i]);
            if (o.DualClip > 0 && Advantage[i] < 0) gain = Math.Max(gain, o.DualClip * Advantage[i]);
            var away = Reference[i] - now;
            if (o.KlClamp > 0) away = Math.Clamp(away, -o.KlClamp, o.KlClamp);
            var divergence = o.Kl switch { KlKind.K1 => -away, KlKind.K2 => away * away / 2, _ => Math.Exp(away) - 1 - away };
            loss += Weight[i] * (o.KlWeight * divergence - Importance[i] * gain - o.EntropyWeight * own);
            kl += divergence;
            entropy += own;
            error += Math.Abs(Math.Exp(now) - Math.Exp(Old[i]));
            if (Advantage[i] < 0 && ratio < 1 - o.ClipLow) below++;
            if (Advantage[i] > 0 && ratio > 1 + o.ClipHigh) above++;
        }

        var values = Of(o, tensor(Logits)).data<float>().ToArray();
        Assert.Equal(loss, values[(int)PolicyLoss.Stat.Loss], 1e-5);
        Assert.Equal(entropy / Tokens, values[(int)PolicyLoss.Stat.Entropy] / Tokens, 1e-5);
        Assert.Equal(kl / Tokens, values[(int)PolicyLoss.Stat.Kl] / Tokens, 1e-5);
        Assert.Equal(error / Tokens, values[(int)PolicyLoss.Stat.ProbabilityError] / Tokens, 1e-5);
        Assert.Equal(below, values[(int)PolicyLoss.Stat.ClippedLow]);
        Assert.Equal(above, values[(int)PolicyLoss.Stat.ClippedHigh]);
    }

    [Theory]
    [MemberData(nameof(Objectives))]
    public void The_policy_gradient_is_that_of_finite_differences(string variant)
    {
        using var scope = NewDisposeScope();
        var objective = Variants[variant];
        var logits = tensor(Logits, requires_grad: true);
        var gradient = autograd.grad([Of(objective, logits).select(0, 0)], [logits])[0].data<float>().ToArray();
        for (var i = 0; i < Tokens; i++)
            for (var v = 0; v < Vocabulary; v++)
            {
                const double Step = 1e-5;
                // CISPO's weight is a constant for the gradient, which differences can't know: held fixed by hand.
                var slope = (Exact(objective, i, v, Step) - Exact(objective, i, v, -Step)) / (2 * Step);
                Assert.Equal(slope, gradient[i * Vocabulary + v], 1e-5);
            }
    }

    [Fact]
    public void On_policy_without_reference_drift_the_loss_is_minus_the_mean_advantage()
    {
        using var scope = NewDisposeScope();
        var policy = new PolicyLoss(new PolicyObjective(0.2, 0.28, 1) { KlWeight = 1 });
        var logs = policy.Scorer.Score(tensor(Logits), tensor(Targets))[0];
        var even = full([Tokens], 1f / Tokens);
        var values = policy.Of(policy.Scorer.Score(tensor(Logits), tensor(Targets)), new PolicyTokens(logs, logs, tensor(Advantage), even, ones(Tokens), tensor(Rows))).data<float>().ToArray();
        Assert.Equal(-Advantage.Average(), values[(int)PolicyLoss.Stat.Loss], 1e-5);
        Assert.Equal(0, values[(int)PolicyLoss.Stat.Kl], 1e-5);
        Assert.Equal(0, values[(int)PolicyLoss.Stat.ProbabilityError], 1e-5);
    }

    private static Tensor Of(PolicyObjective objective, Tensor logits)
    {
        var policy = new PolicyLoss(objective);
        return policy.Of(
            policy.Scorer.Score(logits, tensor(Targets)),
            new PolicyTokens(tensor(Old), tensor(Reference), tensor(Advantage), tensor(Weight), tensor(Importance), tensor(Rows)));
    }

    // The loss in doubles with one logit moved.
    private static double Exact(PolicyObjective o, int token, int value, double by)
    {
        var still = Enumerable.Range(0, Tokens).Select(i => LogSoftmax(i, o.Temperature)).ToArray();
        var moved = still.Select((l, i) => i == token ? LogSoftmax(i, o.Temperature, value, by) : l).ToArray();
        double Ratio(double[][] logs, int i) => o.Loss == LossKind.Gspo
            ? Math.Exp(Enumerable.Range(0, Tokens).Where(j => Rows[j] == Rows[i]).Average(j => logs[j][Targets[j]] - Old[j]))
            : Math.Exp(logs[i][Targets[i]] - Old[i]);
        var loss = 0.0;
        for (var i = 0; i < Tokens; i++)
        {
            var now = moved[i][Targets[i]];
            var (ratio, fixedRatio) = (Ratio(moved, i), Ratio(still, i));
            var gain = o.Loss == LossKind.Cispo
                ? Math.Clamp(fixedRatio, 1 - o.ClipLow, 1 + o.ClipHigh) * Advantage[i] * now
                : Math.Min(ratio * Advantage[i], Math.Clamp(ratio, 1 - o.ClipLow, 1 + o.ClipHigh) * Advantage[i]);
            if (o.DualClip > 0 && Advantage[i] < 0) gain = Math.Max(gain, o.DualClip * Advantage[i]);
            var away = Reference[i] - now;
            if (o.KlClamp > 0) away = Math.Clamp(away, -o.KlClamp, o.KlClamp);
            var divergence = o.Kl switch { KlKind.K1 => -away, KlKind.K2 => away * away / 2, _ => Math.Exp(away) - 1 - away };
            loss += Weight[i] * (o.KlWeight * divergence - Importance[i] * gain + o.EntropyWeight * moved[i].Sum(l => Math.Exp(l) * l));
        }
        return loss;
    }

    private static double[] LogSoftmax(int token, double temperature, int value = 0, double by = 0)
    {
        var row = Enumerable.Range(0, Vocabulary).Select(v => (Logits[token, v] + (v == value ? by : 0)) / temperature).ToArray();
        var total = Math.Log(row.Sum(Math.Exp));
        return [.. row.Select(v => v - total)];
    }

    private static float[,] Fill()
    {
        var logits = new float[Tokens, Vocabulary];
        for (var i = 0; i < Tokens; i++)
            for (var v = 0; v < Vocabulary; v++) logits[i, v] = (float)(3 * Draw(i * Vocabulary + v, 6) - 1.5);
        return logits;
    }

    private static double Draw(int i, ulong stream) => Counter.Unit(Counter.Key(11, stream), (ulong)i);
}
