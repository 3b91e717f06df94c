using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>
/// A decoder-only language model in the Qwen2 shape: RMSNorm, rotary positions, grouped-query attention with q, k and v
/// biases, SwiGLU, embedding tied to the output. Parameter names are those of Hugging Face checkpoints.
/// </summary>
internal sealed class CausalDecoder : nn.Module
{
    private readonly DecoderStack model;

    /// <summary>Weights are left as allocated: call <see cref="Initialize"/>, or copy weights in.</summary>
    public CausalDecoder(DecoderShape shape)
        : base(nameof(CausalDecoder))
    {
        Shape = shape;
        model = new DecoderStack(shape);
        RegisterComponents();
        Rotary = new RotaryTable(shape.MaxPositionEmbeddings, shape.HeadDim, shape.RopeTheta);
        Weights = [.. named_parameters().Select(p => (p.name, p.parameter)).OrderBy(p => p.name, StringComparer.Ordinal)];
    }

    public DecoderShape Shape { get; }

    /// <summary>For all positions.</summary>
    public RotaryTable Rotary { get; }

    /// <summary>All parameters, ordered by name.</summary>
    public (string Name, TorchSharp.Modules.Parameter Parameter)[] Weights { get; }

    /// <summary>Normal weights of standard deviation <paramref name="std"/>, zero biases, unit norms; a function of the seed.</summary>
    public void Initialize(double std, long seed)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var generator = new Generator((ulong)seed);
        foreach (var (name, parameter) in Weights)
        {
            if (name.EndsWith("bias", StringComparison.Ordinal)) parameter.zero_();
            else if (parameter.dim() == 1) parameter.copy_(ones(parameter.shape));
            else parameter.copy_(empty(parameter.shape).normal_(0, std, generator));
        }
    }

    /// <summary>Copies the other model's weights into this one's; the shapes must agree.</summary>
    public void CopyFrom(CausalDecoder other)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        for (var i = 0; i < Weights.Length; i++) Weights[i].Parameter.copy_(other.Weights[i].Parameter);
    }

    /// <summary>Hidden states [batch, time, hidden] of sequences that start at position 0; padding stands on the right.</summary>
    public Tensor Hidden(Tensor ids)
    {
        var time = ids.shape[1];
        return model.Forward(ids, Rotary.Cos.narrow(0, 0, time), Rotary.Sin.narrow(0, 0, time));
    }

    /// <summary>Hidden states [n, hidden] to logits [n, vocabulary], by the embedding itself.</summary>
    public Tensor Logits(Tensor hidden) => hidden.matmul(model.EmbeddingWeight.t());

    protected override void Dispose(bool disposing)
    {
        if (disposing) Rotary.Dispose();
        base.Dispose(disposing);
    }
}
