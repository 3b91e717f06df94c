namespace ProRL.Trainer.Models;

/// <summary>
/// Llama 3.1's change of rotary frequencies (rope type <c>llama3</c>; The Llama 3 Herd of Models, arXiv 2407.21783, and
/// the code released with it): waves longer than the original context are stretched, short ones stay, and those between
/// are mixed.
/// </summary>
/// <param name="Factor">By how much long waves are stretched.</param>
/// <param name="LowFreqFactor">Waves longer than the original context over this are stretched in full.</param>
/// <param name="HighFreqFactor">Waves shorter than the original context over this stay; above <paramref name="LowFreqFactor"/>.</param>
/// <param name="OriginalMaxPositionEmbeddings">The context the frequencies were first trained for, in tokens.</param>
internal sealed record RotaryScaling(double Factor, double LowFreqFactor, double HighFreqFactor, int OriginalMaxPositionEmbeddings)
{
    /// <summary>The frequency to use for one of radians per token.</summary>
    public double Apply(double frequency)
    {
        // How often the wave turns over the original context.
        var turns = OriginalMaxPositionEmbeddings * frequency / (2 * Math.PI);
        var kept = Math.Clamp((turns - LowFreqFactor) / (HighFreqFactor - LowFreqFactor), 0, 1);
        return kept * frequency + (1 - kept) * frequency / Factor;
    }
}
