using ProRL.Trainer.Learning;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Tests.Support;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests.Learning;

/// <summary>AdamW with 8-bit means, and with means away from the device.</summary>
public sealed class CodedAdamWTests
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.99;
    private const double Rate = 1e-3;

    private static readonly OptimizerOptions Coded = new(StateKind.Int8);

    [Fact]
    public void A_code_has_256_ascending_numbers_dense_near_1_and_no_0_for_squares()
    {
        Assert.All((float[][])[DynamicCode.Signed, DynamicCode.Unsigned], levels =>
        {
            Assert.Equal(256, levels.Distinct().Count());
            Assert.Equal(levels.Order(), levels);
            Assert.Equal(1, levels[^1]);
        });
        Assert.Contains(0f, DynamicCode.Signed);
        Assert.Equal(1e-7f, DynamicCode.Unsigned[0]);
        // Half a gap of the uppermost decade: 0.9 / 64 / 2 and 0.9 / 128 / 2.
        Assert.Equal(0.9 / 128, LargestRounding(DynamicCode.Signed), 1e-6);
        Assert.Equal(0.9 / 256, LargestRounding(DynamicCode.Unsigned), 1e-6);
    }

    // A mean m is kept with an error of at most q · max|m| of its block, q being half a gap of the code, and what was wrong
    // before decays: E ← β·(E + q·(max|m| + E)). With E1 and E2 the errors of the two means in use, a step differs by at
    // most what (|m| ± E1) / √(v ∓ E2) differ from |m| / √v. The gradients do not depend on the weights, so these add up.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Weights_stay_as_near_to_those_of_float32_as_the_rounding_of_the_means_allows(bool offload)
    {
        using var scope = NewDisposeScope();
        const int Count = 5 * DynamicCode.Block / 2;
        var start = Randn(1, Count);
        Tensor coded = start.clone(), plain = start.clone();
        using var ofCoded = new FusedAdamW([coded], Beta1, Beta2, 0, Coded with { Offload = offload });
        using var ofPlain = new FusedAdamW([plain], Beta1, Beta2, 0);
        var signs = Randn(2, Count).sign();

        double[] bound = new double[Count], travelled = new double[Count];
        var (q1, q2) = (LargestRounding(DynamicCode.Signed), LargestRounding(DynamicCode.Unsigned));
        double e1 = 0, e2 = 0;
        for (var step = 1; step <= 40; step++)
        {
            var gradient = signs * (ones(1) + Randn((ulong)step + 2, Count) * full(1, 0.05f));
            ofCoded.Step([gradient], Rate);
            ofPlain.Step([gradient], Rate);
            var (m, v) = (Floats(ofPlain.First[0]), Floats(ofPlain.Second[0]));
            (e1, e2) = (Beta1 * e1, Beta2 * e2);
            var (fix1, fix2) = (1 - Math.Pow(Beta1, step), 1 - Math.Pow(Beta2, step));
            for (var i = 0; i < Count; i++)
            {
                var (size, square) = (Math.Abs(m[i]), (double)v[i]);
                double At(double dm, double dv) => (size + dm) / fix1 / (Math.Sqrt(Math.Max(square + dv, 0) / fix2) + 1e-8);
                bound[i] += Rate * Math.Max(At(e1, -e2) - At(0, 0), At(0, 0) - At(-e1, e2));
                travelled[i] += Rate * At(0, 0);
            }
            (e1, e2) = (e1 + q1 * (m.Max(Math.Abs) + e1), e2 + q2 * (v.Max() + e2));
        }

        var (a, b) = (coded.data<float>().ToArray(), plain.data<float>().ToArray());
        // 2⁻²³ of a weight of size 4 for each step is what float32 itself may differ by.
        Assert.All(Enumerable.Range(0, Count), i => Assert.InRange(Math.Abs(a[i] - b[i]), 0, bound[i] + 40 * 5e-7));
        // The bound says something, and is not reached by chance.
        Assert.InRange(bound.Zip(travelled, (x, y) => x / y).Max(), 0.01, 0.5);
        Assert.NotEqual(a, b);
    }

    [Fact]
    public void A_model_learns_as_with_float32()
    {
        var plain = Losses(new OptimizerOptions());
        var coded = Losses(Coded);
        Assert.NotEqual(plain, coded);
        Assert.True(plain[^1] < 0.5 * plain[0], $"{plain[0]} to {plain[^1]}");
        // Roundings even out over weights and steps: the losses were 0.01 % apart when this was written.
        Assert.InRange(coded[^1], 0.99 * plain[^1], 1.01 * plain[^1]);
    }

    [Fact]
    public void A_gradient_that_ends_leaves_no_step_of_another_size()
    {
        // The first elements' squares are too small beside the last's for the code. Rounded to 0, they would make the next
        // step thousands of times as long as the rate.
        using var scope = NewDisposeScope();
        var weight = zeros(LargeEnough);
        using var optimizer = new FusedAdamW([weight], Beta1, Beta2, 0, Coded);
        var first = full(LargeEnough, 1e-5f);
        first[LargeEnough - 1] = tensor(1f);
        optimizer.Step([first], Rate);
        for (var step = 0; step < 20; step++) optimizer.Step([zeros(LargeEnough)], Rate);
        Assert.InRange(weight.abs().max().item<float>(), 0, 21 * Rate);
    }

    [Theory]
    [InlineData(4095, 8 * 4095)]
    [InlineData(4096, 2 * (4096 + 4 * 2))]
    [InlineData(1_000_000, 2 * (1_000_000 + 4 * 489))]
    public void A_weight_takes_two_bytes_and_its_scales_or_is_too_small_for_a_code(long elements, long bytes)
    {
        using var scope = NewDisposeScope();
        using var optimizer = new FusedAdamW([zeros(elements)], Beta1, Beta2, 0, Coded);
        var kept = optimizer.First.Concat(optimizer.Second).SelectMany(m => m.Kept).ToArray();
        Assert.Equal(bytes, kept.Sum(k => (long)k.Value.bytes.Length));
        Assert.Equal(bytes, FusedAdamW.StateBytes(elements, StateKind.Int8));
        Assert.Equal(elements < FusedAdamW.LeastCoded ? ["", ""] : [".codes", ".scales", ".codes", ".scales"], kept.Select(k => k.Suffix));
    }

    [Theory]
    [InlineData(ScalarType.Float32, false)]
    [InlineData(ScalarType.Float32, true)]
    [InlineData(ScalarType.BFloat16, false)]
    [InlineData(ScalarType.BFloat16, true)]
    public void Where_the_means_are_kept_changes_no_bit(ScalarType type, bool codes)
    {
        var states = codes ? StateKind.Int8 : StateKind.Float32;
        using var scope = NewDisposeScope();
        Tensor[] Weights() => [Randn(1, 70).to(type), Randn(2, 5000).view(50, 100).to(type)];
        Tensor[] here = Weights(), away = Weights();
        using var ofHere = new FusedAdamW(here, Beta1, Beta2, 0.01, new OptimizerOptions(states));
        using var ofAway = new FusedAdamW(away, Beta1, Beta2, 0.01, new OptimizerOptions(states, Offload: true));
        for (var step = 0; step < 10; step++)
        {
            Tensor[] gradients = [Randn((ulong)step + 3, 70), Randn((ulong)step + 30, 5000).view(50, 100)];
            ofHere.Step(gradients, Rate);
            ofAway.Step(gradients, Rate);
        }
        Assert.All(here.Zip(away), p => Assert.True(p.First.bytes.SequenceEqual(p.Second.bytes)));
        Assert.All(ofHere.Named(["a", "b"]).Zip(ofAway.Named(["a", "b"])), p => Assert.True(p.First.Name == p.Second.Name && p.First.Value.bytes.SequenceEqual(p.Second.Value.bytes)));
    }

    [Fact]
    public void Updates_leave_no_tensor_behind()
    {
        using var scope = NewDisposeScope();
        Tensor[] weights = [Randn(1, 70).to(ScalarType.BFloat16), Randn(2, 5000)], gradients = [Randn(3, 70), Randn(4, 5000)];
        using var optimizer = new FusedAdamW(weights, Beta1, Beta2, 0, Coded with { Offload = true });
        optimizer.Step(gradients, Rate);
        var before = Tensor.TotalCount;
        for (var i = 0; i < 5; i++) optimizer.Step(gradients, Rate);
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void A_cleared_optimizer_is_a_new_one()
    {
        using var scope = NewDisposeScope();
        Tensor used = Randn(1, LargeEnough), fresh = used.clone();
        using var ofUsed = new FusedAdamW([used], Beta1, Beta2, 0, Coded);
        ofUsed.Step([Randn(2, LargeEnough)], 0);
        ofUsed.Clear();
        using var ofFresh = new FusedAdamW([fresh], Beta1, Beta2, 0, Coded);
        ofUsed.Step([Randn(3, LargeEnough)], Rate);
        ofFresh.Step([Randn(3, LargeEnough)], Rate);
        Assert.True(used.bytes.SequenceEqual(fresh.bytes));
    }

    private const int LargeEnough = (int)FusedAdamW.LeastCoded;

    private static double LargestRounding(float[] levels) => levels.Where(l => l >= 0).Zip(levels.Where(l => l >= 0).Skip(1), (a, b) => b - a).Max() / 2.0;

    private static float[] Floats(Moment moment) => [.. moment.Whole.data<float>()];

    private static Tensor Randn(ulong seed, int count) => empty(count).normal_(0, 1, new Generator(seed));

    private static double[] Losses(OptimizerOptions options)
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model(Samples.Shape with { HiddenSize = 64, IntermediateSize = 96 });
        using var optimizer = new FusedAdamW(model.Weights.Select(w => (Tensor)w.Parameter), Beta1, Beta2, 0, options);
        Assert.Equal(options.States == StateKind.Int8, optimizer.First.Any(m => m.IsCoded));
        using var learner = new Learner(model, optimizer, new Workers(2), 2);
        TokenSequence[] sequences = [.. Enumerable.Range(0, 13).Select(i => new TokenSequence([.. Enumerable.Range(2, 2 + i % 3)], [.. Enumerable.Range(4, 1 + i % 5).Select(t => (t + i) % 20)]))];
        var batches = TokenBatch.Pack(sequences, 100, 2);
        var weight = 1.0 / batches.Sum(b => b.Targets.Length);
        return [.. Enumerable.Range(0, 40).Select(_ => learner.Update(batches, SupervisedLoss.Scorer, (_, scores) => SupervisedLoss.Of(scores, weight), Rate, 1).Sums[0])];
    }
}
