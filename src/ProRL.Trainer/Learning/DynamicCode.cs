namespace ProRL.Trainer.Learning;

/// <summary>
/// The 256 numbers that 8 bits stand for in dynamic tree quantization (Dettmers, arXiv 1511.04561; 8-bit optimizers, arXiv
/// 2110.02861): within each power of ten the numbers are evenly spaced, and the nearer to 1, the more of them there are.
/// In ascending order, none above 1 in size.
/// </summary>
internal static class DynamicCode
{
    /// <summary>Values that share a scale, the largest size among them (block-wise quantization, arXiv 2110.02861).</summary>
    public const int Block = 2048;

    private const int Decades = 7;

    /// <summary>For the mean of gradients: from about −1 to 1, with 0.</summary>
    public static float[] Signed { get; } = [.. Positive(1).SelectMany(x => (double[])[x, -x]).Append(0).Append(1).Order().Select(x => (float)x)];

    /// <summary>
    /// For the mean of squared gradients: above 0, up to 1. Instead of 0 it has 10⁻⁷, since a mean that is rounded to 0 makes
    /// the weight's next step as long as the ε under it is small (arXiv 2309.01507, section 4.1).
    /// </summary>
    public static float[] Unsigned { get; } = [.. Positive(2).Append(1e-7).Append(1).Order().Select(x => (float)x)];

    /// <summary>What lies half-way between neighbours: where rounding turns from one to the next.</summary>
    public static float[] Midpoints(float[] levels) => [.. levels.Skip(1).Zip(levels, (above, below) => (above + below) / 2)];

    // Decade d of 10^(d−6) has width · 2^d numbers: the middles of as many equal parts of a tenth to the whole of it.
    private static IEnumerable<double> Positive(int width) =>
        from decade in Enumerable.Range(0, Decades)
        let count = width << decade
        from i in Enumerable.Range(0, count)
        select Math.Pow(10, decade - Decades + 1) * (0.1 + 0.9 * (i + 0.5) / count);
}
