using ProRL.Trainer.Learning;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests.Learning;

public sealed class PolicyLossTests
{
    private static readonly float[,] Logits = { { 1.0f, 0.2f, -0.5f }, { 0.3f, 0.3f, 0.9f }, { -1f, 2f, 0f }, { 0.1f, 0.4f, 0.2f } };
    private static readonly long[] Targets = [0, 2, 1, 1];
    private static readonly float[] Old = [-1.5f, -0.2f, -0.3f, -1.0f];
    private static readonly float[] Reference = [-0.7f, -0.9f, -0.1f, -1.2f];
    private static readonly float[] Advantage = [1.2f, -0.8f, 0.5f, -2f];

    [Theory]
    [InlineData(0.2, 0.28, 0, 0.0, 1.0)]
    [InlineData(0.2, 0.4, 0, 0.1, 1.2)]
    [InlineData(0.1, 0.1, 1.05, 0.5, 0.7)]
    public void The_policy_loss_is_the_formula_computed_in_doubles(double low, double high, double dual, double klWeight, double temperature)
    {
        using var scope = NewDisposeScope();
        double loss = 0, kl = 0, entropy = 0, below = 0, above = 0;
        for (var i = 0; i < 4; i++)
        {
            var row = Enumerable.Range(0, 3).Select(v => Logits[i, v] / temperature).ToArray();
            var log = row.Select(v => v - Math.Log(row.Sum(Math.Exp))).ToArray();
            var now = log[Targets[i]];
            entropy -= log.Sum(l => Math.Exp(l) * l);
            var ratio = Math.Exp(now - Old[i]);
            var gain = Math.Min(ratio * Advantage[i], Math.Clamp(ratio, 1 - low, 1 + high) * Advantage[i]);
            if (dual > 0 && Advantage[i] < 0) gain = Math.Max(gain, dual * Advantage[i]);
            var away = Reference[i] - now;
            var divergence = Math.Exp(away) - 1 - away;
            kl += divergence;
            loss += klWeight * divergence - gain;
            if (Advantage[i] < 0 && ratio < 1 - low) below++;
            if (Advantage[i] > 0 && ratio > 1 + high) above++;
        }

        var values = new PolicyLoss(new PolicyObjective(low, high, dual, klWeight, temperature)).Of(tensor(Logits), tensor(Targets), tensor(Old), tensor(Reference), tensor(Advantage), 0.25).data<float>().ToArray();

        Assert.Equal(loss / 4, values[(int)PolicyLoss.Stat.Loss], 1e-4);
        Assert.Equal(entropy, values[(int)PolicyLoss.Stat.Entropy], 1e-4);
        Assert.Equal(kl, values[(int)PolicyLoss.Stat.Kl], 1e-4);
        Assert.Equal(below, values[(int)PolicyLoss.Stat.ClippedLow]);
        Assert.Equal(above, values[(int)PolicyLoss.Stat.ClippedHigh]);
    }

    [Fact]
    public void The_policy_gradient_is_that_of_finite_differences()
    {
        using var scope = NewDisposeScope();
        var policy = new PolicyLoss(new PolicyObjective(0.2, 0.28, 0, 0.3, 1));
        var logits = tensor(Logits, requires_grad: true);
        var gradient = autograd.grad([Loss(logits)], [logits])[0].data<float>().ToArray();
        for (var i = 0; i < 4; i++)
            for (var v = 0; v < 3; v++)
            {
                const float Step = 1e-2f;
                var (up, down) = ((float[,])Logits.Clone(), (float[,])Logits.Clone());
                up[i, v] += Step;
                down[i, v] -= Step;
                var slope = (Loss(tensor(up)).item<float>() - Loss(tensor(down)).item<float>()) / (2 * Step);
                Assert.Equal(slope, gradient[i * 3 + v], 2e-3);
            }

        Tensor Loss(Tensor at) => policy.Of(at, tensor(Targets), tensor(Old), tensor(Reference), tensor(Advantage), 0.25).select(0, 0);
    }

    [Fact]
    public void On_policy_without_reference_drift_the_loss_is_minus_the_mean_advantage()
    {
        using var scope = NewDisposeScope();
        var policy = new PolicyLoss(new PolicyObjective(0.2, 0.28, 0, 1, 1));
        var logs = policy.LogProbs(tensor(Logits), tensor(Targets));
        var values = policy.Of(tensor(Logits), tensor(Targets), logs, logs, tensor(Advantage), 0.25).data<float>().ToArray();
        Assert.Equal(-Advantage.Average(), values[(int)PolicyLoss.Stat.Loss], 1e-5);
        Assert.Equal(0, values[(int)PolicyLoss.Stat.Kl], 1e-5);
        Assert.Equal(0, values[(int)PolicyLoss.Stat.ProbabilityError], 1e-5);
    }
}
