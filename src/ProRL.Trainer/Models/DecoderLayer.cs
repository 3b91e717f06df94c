using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>One pre-norm decoder layer: attention, then the feed-forward part, each added to the residual stream.</summary>
internal sealed class DecoderLayer : nn.Module
{
    private readonly RmsNorm input_layernorm;
    private readonly Attention self_attn;
    private readonly RmsNorm post_attention_layernorm;
    private readonly FeedForward mlp;
    private readonly TorchScript _script;

    /// <param name="shape">The sizes.</param>
    /// <param name="placement">Type and device of the weights.</param>
    /// <param name="script">Made from <see cref="Source"/> for the same sizes.</param>
    public DecoderLayer(DecoderShape shape, Placement placement, TorchScript script)
        : base(nameof(DecoderLayer))
    {
        _script = script;
        input_layernorm = new RmsNorm(shape.HiddenSize, placement);
        self_attn = new Attention(shape, placement);
        post_attention_layernorm = new RmsNorm(shape.HiddenSize, placement);
        mlp = new FeedForward(shape, placement);
        RegisterComponents();
    }

    /// <summary>Script function <c>layer</c>, and those that it is made of.</summary>
    public static string Source(DecoderShape shape) => $"""
        {RmsNorm.Source(shape.RmsNormEps)}

        {Attention.Source(shape)}

        {FeedForward.Source}

        def layer(x: Tensor, before: Tensor, attention: List[Tensor], between: Tensor, feed: List[Tensor], cos: Tensor, sin: Tensor) -> Tensor:
            y = x + attend(rms_norm(x, before), attention, cos, sin)
            return y + feed_forward(rms_norm(y, between), feed)
        """;

    /// <summary>[batch, time, hidden] to the same shape, for whole sequences; cos and sin as in <see cref="Attention.Source"/>.</summary>
    public Tensor Forward(Tensor x, Tensor cos, Tensor sin)
    {
        // Merged weights need not outlive the call: a graph holds those that it needs.
        using var scope = NewDisposeScope();
        return _script.Call("layer", x, input_layernorm.Weight, self_attn.Weights, post_attention_layernorm.Weight, mlp.Weights, cos, sin).MoveToOuterDisposeScope();
    }
}
