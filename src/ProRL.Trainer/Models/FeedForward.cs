using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>SwiGLU (arXiv 2002.05202): down_proj(silu(gate_proj(x)) · up_proj(x)), without biases.</summary>
internal sealed class FeedForward : nn.Module<Tensor, Tensor>
{
    // Gate and up are one product: the matrices are small, and the call costs more than joining them.
    private const string Source = """
        def feed_forward(x: Tensor, gate: Tensor, up: Tensor, down: Tensor) -> Tensor:
            both = torch.linear(x, torch.cat([gate, up]))
            inner = gate.size(0)
            return torch.linear(torch.silu(both.narrow(-1, 0, inner)) * both.narrow(-1, inner, inner), down)
        """;

    private static readonly TorchScript Script = new(Source);

    private readonly Linear gate_proj;
    private readonly Linear up_proj;
    private readonly Linear down_proj;

    public FeedForward(DecoderShape shape)
        : base(nameof(FeedForward))
    {
        gate_proj = nn.Linear(shape.HiddenSize, shape.IntermediateSize, hasBias: false);
        up_proj = nn.Linear(shape.HiddenSize, shape.IntermediateSize, hasBias: false);
        down_proj = nn.Linear(shape.IntermediateSize, shape.HiddenSize, hasBias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) =>
        Script.Call("feed_forward", x, gate_proj.weight, up_proj.weight, down_proj.weight);
}
