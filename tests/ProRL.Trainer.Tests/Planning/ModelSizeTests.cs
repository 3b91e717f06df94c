using ProRL.Trainer.Models;
using ProRL.Trainer.Planning;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Tests.Support;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests.Planning;

public sealed class ModelSizeTests
{
    /// <summary>Qwen2.5-1.5B as its config.json has it.</summary>
    internal static readonly DecoderShape Qwen = new(151936, 1536, 28, 12, 2, 8960, 131072, 1e6);

    private static readonly LoraOptions None = new([]);

    [Fact]
    public void Qwen2_5_1_5B_has_the_published_number_of_parameters() => Assert.Equal(1_543_714_304, new ModelSize(Qwen, None).Parameters);

    [Theory]
    [InlineData("qwen2, tied")]
    [InlineData("qwen2, untied")]
    [InlineData("qwen3, tied")]
    [InlineData("qwen3, untied")]
    [InlineData("llama 3")]
    [InlineData("llama 3.2")]
    public void A_model_has_as_many_parameters_as_the_formula_says(string name)
    {
        using var scope = NewDisposeScope();
        var shape = Samples.ShapeOf(name);
        using var model = new CausalDecoder(shape, ScalarType.Float32, META);
        Assert.Equal(model.Weights.Sum(w => w.Parameter.numel()), new ModelSize(shape, None).Parameters);
    }

    // Hidden 8, 2 layers, 2 heads of 4 with 1 key-value head (query 8, key-value 4), inner 16, vocabulary 10.
    // A layer's products: q 64, k 32, v 32, o 64, gate 128, up 128, down 128 = 576; trunk 1,152; head 80.
    [Fact]
    public void A_forward_pass_has_the_operations_counted_by_hand()
    {
        var size = new ModelSize(new DecoderShape(10, 8, 2, 2, 1, 16, 64), None);
        Assert.Equal((1152, 80), (size.Trunk, size.Head));
        // 100 tokens in sequences of 20, of which 30 are predicted: 2·1152·100 + 2·80·30, and attention 4·8·2·100·20/2.
        Assert.Equal(230_400 + 4_800 + 64_000, size.Forward(100, 30, 20));
    }

    // Rank 4 on q (8 + 8) and down (16 + 8) in 2 layers: 2 · 4 · 40.
    [Fact]
    public void Adapters_are_counted_instead_of_the_weights()
    {
        var shape = new DecoderShape(10, 8, 2, 2, 1, 16, 64);
        Assert.Equal(320, new ModelSize(shape, new LoraOptions(["q_proj", "down_proj"], Rank: 4)).Trained);
        // All seven: in + out is 16, 12, 12, 16, 24, 24, 24 = 128.
        Assert.Equal(1024, new ModelSize(shape, new LoraOptions([], Rank: 4)).Trained);
    }
}
