using ProRL.Trainer.Learning;
using ProRL.Trainer.Tests.Models;
using ProRL.Trainer.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests.Learning;

public sealed class RecomputationTests
{
    private static readonly TokenSequence[] Sequences =
        [.. Enumerable.Range(0, 7).Select(i => new TokenSequence([.. Enumerable.Range(2, 2 + i % 3)], [.. Enumerable.Range(4, 1 + i % 5).Select(t => (t + i) % 20)]))];

    [Theory]
    [MemberData(nameof(ArchitectureTests.Names), MemberType = typeof(ArchitectureTests))]
    public void Gradients_are_those_of_the_plain_backward_pass(string name)
    {
        using var scope = NewDisposeScope();
        using var model = Samples.Scrambled(Samples.ShapeOf(name));
        var batch = TokenBatch.Pack(Sequences, 1000, 1)[0];
        var policy = new PolicyLoss(new PolicyObjective(0.2, 0.28, 1.2) { KlWeight = 0.1, EntropyWeight = 0.05 });
        var weights = model.Weights.Select(w => (Tensor)w.Parameter).ToArray();
        var values = Loss(batch, Predictions.Of(model, batch, policy.Scorer));
        var expected = autograd.grad([values[0]], weights);

        foreach (var chunk in new[] { 1000, 5, 1 })
        {
            var sums = weights.Select(w => zeros(w.shape)).ToArray();
            var again = new Recomputation(model, chunk).AddGradient(batch, policy.Scorer, Loss, sums);

            Assert.True(allclose(values, again, 1e-5, 1e-5), $"{values.cstr()} against {again.cstr()}");
            Assert.True(Error(Flat(sums), Flat(expected)) < 1e-6, $"{Error(Flat(sums), Flat(expected))} with chunks of {chunk}");
            // In single weights terms cancel, and rounding shows more.
            for (var i = 0; i < sums.Length; i++)
                Assert.True(Error(sums[i], expected[i]) < 5e-6, $"{model.Weights[i].Name}: {Error(sums[i], expected[i])} with chunks of {chunk}");
        }

        Tensor Loss(TokenBatch b, Tensor scores)
        {
            var n = b.Targets.Length;
            float[] spread = [.. Enumerable.Range(0, n).Select(i => i % 3 - 0.9f)];
            return policy.Of(scores, new PolicyTokens(full([n], -2.5f), full([n], -2.8f), tensor(spread), full([n], 0.1f), ones(n), tensor(b.TargetRows)));
        }
    }

    [Fact]
    public void A_learner_that_recomputes_learns_the_same_and_leaves_no_tensor_behind()
    {
        var plain = Learn(recompute: false);
        var again = Learn(recompute: true);
        Assert.All(plain.Zip(again), p => Assert.Equal(p.First, p.Second, 1e-5));
    }

    private static Tensor Flat(IEnumerable<Tensor> tensors) => cat([.. tensors.Select(t => t.reshape(-1))]);

    private static double Error(Tensor actual, Tensor expected) => (actual - expected).norm().item<float>() / expected.norm().item<float>();

    private static float[] Learn(bool recompute)
    {
        using var scope = NewDisposeScope();
        using var model = Samples.Scrambled(Samples.ShapeOf("qwen3, tied"));
        using var optimizer = new FusedAdamW(model.Weights.Select(w => (Tensor)w.Parameter), 0.9, 0.99, 0);
        using var learner = new Learner(model, optimizer, new Workers(2), 2, recompute);
        var batches = TokenBatch.Pack(Sequences, 20, 2);
        var losses = new List<float>();
        var counts = new List<long>();
        for (var i = 0; i < 6; i++)
        {
            losses.Add((float)learner.Update(batches, SupervisedLoss.Scorer, (_, scores) => SupervisedLoss.Of(scores, 0.05), 1e-3, 1).Sums[0]);
            counts.Add(Tensor.TotalCount);
        }
        Assert.Single(counts.Distinct());
        return [.. losses];
    }
}
