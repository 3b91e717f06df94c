using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>Root-mean-square normalisation (arXiv 1910.07467): x / sqrt(mean(x²) + eps) · weight, over the last dimension.</summary>
internal sealed class RmsNorm : nn.Module<Tensor, Tensor>
{
    private const string Source = """
        def rms_norm(x: Tensor, weight: Tensor, eps: float) -> Tensor:
            return torch.rms_norm(x, [x.size(-1)], weight, eps)
        """;

    private static readonly TorchScript Script = new(Source);

    private readonly Parameter weight;
    private readonly double _eps;

    public RmsNorm(int size, double eps)
        : base(nameof(RmsNorm))
    {
        _eps = eps;
        weight = new Parameter(ones(size));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => Script.Call("rms_norm", x, weight, _eps);
}
