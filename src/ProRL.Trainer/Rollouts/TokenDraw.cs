using System.Numerics;

namespace ProRL.Trainer.Rollouts;

/// <summary>
/// Draws tokens from logits, on the host. Holds buffers for one vocabulary, so that a draw allocates nothing; not
/// thread-safe.
/// </summary>
internal sealed class TokenDraw(SamplingSettings settings, int vocabulary)
{
    // Sums are kept per block, so that a quantile is found without adding up all weights again.
    private const int Block = 512;

    private readonly float[] _weights = new float[vocabulary];
    private readonly double[] _sums = new double[(vocabulary + Block - 1) / Block];
    private readonly LargestWeights _largest = new(settings.TopK, settings.TopP, vocabulary);

    /// <summary>
    /// The token at quantile <paramref name="unit"/> of softmax(logits / temperature) in the order of ids, cut down to
    /// the likeliest tokens where the settings say so, and its log-probability before that cut, in nats. At temperature
    /// 0 the likeliest token, with its log-probability at temperature 1. Of equal tokens the lower id is likelier.
    /// </summary>
    public (int Token, float LogProb) From(ReadOnlySpan<float> logits, double unit)
    {
        var best = IndexOfMax(logits);
        var scale = settings.Temperature == 0 ? 1 : 1 / settings.Temperature;
        var total = Weigh(logits, logits[best], (float)scale);
        var token = best;
        if (settings.Temperature != 0)
        {
            var kept = total;
            if (_largest.Keep(_weights, total)) kept = SumUp();
            token = Quantile(unit * kept, best);
        }
        return (token, (float)(((double)logits[token] - logits[best]) * scale - Math.Log(total)));
    }

    private static int IndexOfMax(ReadOnlySpan<float> values)
    {
        var (best, largest) = (0, float.NegativeInfinity);
        for (var start = 0; start < values.Length; start += Block)
        {
            var block = values[start..Math.Min(start + Block, values.Length)];
            // Most blocks hold nothing larger, which whole vectors tell faster.
            if (Max(block) <= largest) continue;
            for (var i = 0; i < block.Length; i++)
                if (block[i] > largest) (best, largest) = (start + i, block[i]);
        }
        return best;
    }

    private static float Max(ReadOnlySpan<float> values)
    {
        var largest = new Vector<float>(float.NegativeInfinity);
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count) largest = Vector.Max(largest, new Vector<float>(values[i..]));
        var max = float.NegativeInfinity;
        for (var lane = 0; lane < Vector<float>.Count; lane++) max = Math.Max(max, largest[lane]);
        for (; i < values.Length; i++) max = Math.Max(max, values[i]);
        return max;
    }

    // Weights exp((logit − max) · scale); float exponentials have errors far below the model's own.
    private double Weigh(ReadOnlySpan<float> logits, float max, float scale)
    {
        var i = 0;
        for (; i <= logits.Length - Vector<float>.Count; i += Vector<float>.Count)
            Vector.Exp((new Vector<float>(logits[i..]) - new Vector<float>(max)) * scale).CopyTo(_weights, i);
        for (; i < logits.Length; i++) _weights[i] = MathF.Exp((logits[i] - max) * scale);
        return SumUp();
    }

    private double SumUp()
    {
        var total = 0.0;
        for (var b = 0; b < _sums.Length; b++)
        {
            _sums[b] = Sum(_weights.AsSpan(b * Block, Math.Min(Block, vocabulary - b * Block)));
            total += _sums[b];
        }
        return total;
    }

    private static double Sum(ReadOnlySpan<float> values)
    {
        var sums = Vector<double>.Zero;
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(values[i..]), out var low, out var high);
            sums += low + high;
        }
        var sum = Vector.Sum(sums);
        for (; i < values.Length; i++) sum += values[i];
        return sum;
    }

    private int Quantile(double target, int fallback)
    {
        for (var b = 0; b < _sums.Length; b++)
        {
            if (target >= _sums[b])
            {
                target -= _sums[b];
                continue;
            }
            var last = fallback;
            for (var i = b * Block; i < Math.Min((b + 1) * Block, vocabulary); i++)
            {
                if (_weights[i] == 0) continue;
                last = i;
                target -= _weights[i];
                if (target < 0) break;
            }
            // Rounding may leave a hair above the block's last weight.
            return last;
        }
        return fallback;
    }
}
