using ProRL.Trainer.Learning;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests.Learning;

public sealed class FusedAdamWTests
{
    private const double Rate = 1e-3;

    [Theory]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float16)]
    public void Half_weights_are_the_rounded_weights_of_a_float32_run_of_the_same_updates(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var start = Randn(1).to(type);
        var half = start.clone();
        var full = start.to(ScalarType.Float32);
        using var ofHalf = new FusedAdamW([half], 0.9, 0.99, 0.01);
        using var ofFull = new FusedAdamW([full], 0.9, 0.99, 0.01);

        for (var step = 0; step < 200; step++)
        {
            // Steps far below what one rounding of the type can show add up all the same.
            var gradient = Randn((ulong)step + 2).add_(ones(1));
            ofHalf.Step([gradient], Rate / 10);
            ofFull.Step([gradient], Rate / 10);
        }

        Assert.Equal(type, half.dtype);
        Assert.True(full.bytes.SequenceEqual(ofHalf.Masters[0].bytes));
        Assert.True(full.to(type).bytes.SequenceEqual(half.bytes));
        Assert.False(start.bytes.SequenceEqual(half.bytes));
    }

    [Fact]
    public void Float32_weights_are_their_own_masters()
    {
        using var scope = NewDisposeScope();
        var weight = Randn(1);
        using var optimizer = new FusedAdamW([weight], 0.9, 0.99, 0);
        Assert.Same(weight, optimizer.Masters[0]);
    }

    [Fact]
    public void Weights_changed_by_other_means_can_be_taken_up()
    {
        using var scope = NewDisposeScope();
        var weight = Randn(1).to(ScalarType.BFloat16);
        using var optimizer = new FusedAdamW([weight], 0.9, 0.99, 0);
        weight.zero_();
        optimizer.TakeWeights();
        optimizer.Step([zeros(weight.shape)], Rate);
        Assert.True(weight.eq(zeros(1)).all().item<bool>());
    }

    private static Tensor Randn(ulong seed) => empty(5, 7).normal_(0, 1, new Generator(seed));
}
