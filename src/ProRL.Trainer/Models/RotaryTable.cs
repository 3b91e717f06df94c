using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>
/// Cosines and sines of rotary position embedding (RoFormer, arXiv 2104.09864, eq. 34), in the half-split layout of
/// Hugging Face's Qwen2: feature i turns with feature i + dim/2.
/// </summary>
internal sealed class RotaryTable : IDisposable
{
    public RotaryTable(int positions, int dim, double theta)
    {
        var cos = new float[positions * dim];
        var sin = new float[positions * dim];
        for (var p = 0; p < positions; p++)
            for (var i = 0; i < dim; i++)
            {
                var angle = p * Math.Pow(theta, -2.0 * (i % (dim / 2)) / dim);
                cos[p * dim + i] = (float)Math.Cos(angle);
                sin[p * dim + i] = (float)Math.Sin(angle);
            }
        Cos = tensor(cos, [positions, dim]).DetachFromDisposeScope();
        Sin = tensor(sin, [positions, dim]).DetachFromDisposeScope();
    }

    /// <summary>[positions, dim].</summary>
    public Tensor Cos { get; }

    /// <summary>[positions, dim].</summary>
    public Tensor Sin { get; }

    public void Dispose()
    {
        Cos.Dispose();
        Sin.Dispose();
    }
}
