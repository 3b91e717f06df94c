using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>One pre-norm decoder layer: attention, then the feed-forward part, each added to the residual stream.</summary>
internal sealed class DecoderLayer : nn.Module
{
    private readonly RmsNorm input_layernorm;
    private readonly Attention self_attn;
    private readonly RmsNorm post_attention_layernorm;
    private readonly FeedForward mlp;

    public DecoderLayer(DecoderShape shape)
        : base(nameof(DecoderLayer))
    {
        input_layernorm = new RmsNorm(shape.HiddenSize, shape.RmsNormEps);
        self_attn = new Attention(shape);
        post_attention_layernorm = new RmsNorm(shape.HiddenSize, shape.RmsNormEps);
        mlp = new FeedForward(shape);
        RegisterComponents();
    }

    /// <summary>[batch, time, hidden] to the same shape; see <see cref="Attention.Forward(Tensor, Tensor, Tensor)"/>.</summary>
    public Tensor Forward(Tensor x, Tensor cos, Tensor sin) =>
        Feed(x + self_attn.Forward(input_layernorm.forward(x), cos, sin));

    /// <summary>The cached form; see <see cref="Attention.Forward(Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, int)"/>.</summary>
    public Tensor Forward(Tensor x, Tensor cos, Tensor sin, Tensor mask, Tensor keys, Tensor values, int start) =>
        Feed(x + self_attn.Forward(input_layernorm.forward(x), cos, sin, mask, keys, values, start));

    private Tensor Feed(Tensor x) => x + mlp.forward(post_attention_layernorm.forward(x));
}
