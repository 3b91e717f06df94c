using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>SwiGLU (arXiv 2002.05202): down_proj(silu(gate_proj(x)) · up_proj(x)), without biases.</summary>
internal sealed class FeedForward : nn.Module
{
    /// <summary>Script function <c>feed_forward(x, weights)</c>, with <see cref="Weights"/>.</summary>
    // Gate and up are one product: the matrices are small, and a further call costs more than joining them.
    public const string Source = """
        def feed_forward(x: Tensor, weights: List[Tensor]) -> Tensor:
            gate, up, down = weights[0], weights[1], weights[2]
            both = torch.linear(x, torch.cat([gate, up]))
            inner = gate.size(0)
            return torch.linear(torch.silu(both.narrow(-1, 0, inner)) * both.narrow(-1, inner, inner), down)
        """;

    private readonly Projection gate_proj;
    private readonly Projection up_proj;
    private readonly Projection down_proj;

    public FeedForward(DecoderShape shape, Placement placement)
        : base(nameof(FeedForward))
    {
        gate_proj = new Projection(shape.HiddenSize, shape.IntermediateSize, hasBias: false, placement);
        up_proj = new Projection(shape.HiddenSize, shape.IntermediateSize, hasBias: false, placement);
        down_proj = new Projection(shape.IntermediateSize, shape.HiddenSize, hasBias: false, placement);
        RegisterComponents();
    }

    /// <summary>As the projections have them at the moment.</summary>
    public Tensor[] Weights => [gate_proj.Weight, up_proj.Weight, down_proj.Weight];
}
