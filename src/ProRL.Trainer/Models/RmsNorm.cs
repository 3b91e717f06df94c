using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>Root-mean-square normalisation (arXiv 1910.07467): x / sqrt(mean(x²) + eps) · weight, over the last dimension.</summary>
internal sealed class RmsNorm : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly TorchScript _script;

    public RmsNorm(int size, double eps)
        : base(nameof(RmsNorm))
    {
        weight = new Parameter(ones(size));
        _script = new TorchScript(Source(eps));
        RegisterComponents();
    }

    /// <summary>[size].</summary>
    public Tensor Weight => weight;

    /// <summary>Script function <c>rms_norm(x, weight)</c>.</summary>
    public static string Source(double eps) => $"""
        def rms_norm(x: Tensor, weight: Tensor) -> Tensor:
            return torch.rms_norm(x, [x.size(-1)], weight, {TorchScript.Number(eps)})
        """;

    public override Tensor forward(Tensor x) => _script.Call("rms_norm", x, weight);
}
