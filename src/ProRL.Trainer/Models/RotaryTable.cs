using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>
/// Cosines and sines of rotary position embedding (RoFormer, arXiv 2104.09864, eq. 34), in the half-split layout of
/// Hugging Face's checkpoints: feature i turns with feature i + dim/2. Always float32, whatever the weights are.
/// </summary>
internal sealed class RotaryTable : IDisposable
{
    public RotaryTable(DecoderShape shape, Device device)
    {
        var (positions, half) = (shape.MaxPositionEmbeddings, shape.HeadDim / 2);
        (Cos, Sin) = device.type == TorchSharp.DeviceType.META
            ? (Empty(), Empty())
            : (Table(Math.Cos), Table(Math.Sin));

        Tensor Empty() => empty([positions, 2 * half], device: device).DetachFromDisposeScope();

        Tensor Table(Func<double, double> function)
        {
            using var scope = NewDisposeScope();
            var values = new float[positions * half];
            for (var i = 0; i < half; i++)
            {
                var frequency = Math.Pow(shape.RopeTheta, -2.0 * i / (2 * half));
                frequency = shape.RopeScaling?.Apply(frequency) ?? frequency;
                for (var p = 0; p < positions; p++) values[p * half + i] = (float)function(p * frequency);
            }
            var table = tensor(values, [positions, half]);
            return cat([table, table], 1).to(device).DetachFromDisposeScope();
        }
    }

    /// <summary>[positions, head dim].</summary>
    public Tensor Cos { get; }

    /// <summary>[positions, head dim].</summary>
    public Tensor Sin { get; }

    public void Dispose()
    {
        Cos.Dispose();
        Sin.Dispose();
    }
}
