using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>Root-mean-square normalisation (arXiv 1910.07467): x / sqrt(mean(x²) + eps) · weight, over the last dimension.</summary>
internal sealed class RmsNorm : nn.Module
{
    private readonly Parameter weight;

    public RmsNorm(int size, Placement placement)
        : base(nameof(RmsNorm))
    {
        weight = placement.New(size);
        RegisterComponents();
    }

    /// <summary>[size].</summary>
    public Tensor Weight => weight;

    /// <summary>Script function <c>rms_norm(x, weight)</c>; half types are normalised in float32.</summary>
    public static string Source(double eps) => $"""
        def rms_norm(x: Tensor, weight: Tensor) -> Tensor:
            return torch.rms_norm(x, [x.size(-1)], weight, {TorchScript.Number(eps)})
        """;
}
