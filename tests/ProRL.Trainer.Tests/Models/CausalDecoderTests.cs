using ProRL.Trainer.Tests.Support;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests.Models;

public sealed class CausalDecoderTests
{
    [Fact]
    public void Parameters_are_named_as_Hugging_Face_names_those_of_Qwen2()
    {
        using var model = Samples.Model();
        var names = model.Weights.Select(w => w.Name).ToArray();

        Assert.Contains("model.embed_tokens.weight", names);
        Assert.Contains("model.layers.1.self_attn.q_proj.bias", names);
        Assert.Contains("model.layers.0.self_attn.o_proj.weight", names);
        Assert.Contains("model.layers.0.mlp.gate_proj.weight", names);
        Assert.Contains("model.layers.0.input_layernorm.weight", names);
        Assert.Contains("model.layers.1.post_attention_layernorm.weight", names);
        Assert.Contains("model.norm.weight", names);
        Assert.Equal(2 + 12 * 2, names.Length);
    }

    [Fact]
    public void A_token_does_not_see_those_after_it()
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        using var model = Samples.Model();
        var one = model.Hidden(tensor(new long[] { 3, 5, 7, 2 }, [1, 4]));
        var other = model.Hidden(tensor(new long[] { 3, 5, 9, 9 }, [1, 4]));
        Assert.True(allclose(one.narrow(1, 0, 2), other.narrow(1, 0, 2), atol: 1e-6));
        Assert.False(allclose(one.narrow(1, 2, 1), other.narrow(1, 2, 1), atol: 1e-3));
    }

    [Fact]
    public void The_seed_decides_the_weights()
    {
        using var scope = NewDisposeScope();
        using var a = Samples.Model(1);
        using var b = Samples.Model(1);
        using var c = Samples.Model(2);
        Assert.All(a.Weights.Zip(b.Weights), p => Assert.True(allclose(p.First.Parameter, p.Second.Parameter, 0, 0)));
        Assert.False(allclose(a.Weights[0].Parameter, c.Weights[0].Parameter));
    }
}
