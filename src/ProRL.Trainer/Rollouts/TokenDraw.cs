namespace ProRL.Trainer.Rollouts;

/// <summary>Drawing one token from logits, on the host, in double precision.</summary>
internal static class TokenDraw
{
    /// <summary>
    /// The token at quantile <paramref name="unit"/> of softmax(logits / temperature), and its log-probability there in
    /// nats. At temperature 0 the likeliest token, with its log-probability at temperature 1.
    /// </summary>
    public static (int Token, float LogProb) From(ReadOnlySpan<float> logits, double temperature, double unit)
    {
        var best = 0;
        for (var i = 1; i < logits.Length; i++)
            if (logits[i] > logits[best]) best = i;
        var scale = temperature == 0 ? 1 : 1 / temperature;
        Span<double> weights = logits.Length <= 1024 ? stackalloc double[logits.Length] : new double[logits.Length];
        var total = 0.0;
        for (var i = 0; i < logits.Length; i++)
        {
            // Float exponentials are several times faster, and their error is far below the sampler's own.
            weights[i] = MathF.Exp((float)((logits[i] - logits[best]) * scale));
            total += weights[i];
        }
        var token = temperature == 0 ? best : Quantile(weights, unit * total, best);
        return (token, (float)((logits[token] - logits[best]) * scale - Math.Log(total)));
    }

    private static int Quantile(ReadOnlySpan<double> weights, double target, int fallback)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            target -= weights[i];
            if (target < 0) return i;
        }
        // Rounding may leave a hair above the last weight.
        return fallback;
    }
}
