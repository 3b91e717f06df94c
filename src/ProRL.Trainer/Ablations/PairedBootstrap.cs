using ProRL.Gym.Tasks;

namespace ProRL.Trainer.Ablations;

/// <summary>
/// The percentile bootstrap (Efron, 1979) of a mean difference over seeds and, within each seed, over the items of each
/// family. It covers chance in training and in the choice of items, as far as the seeds show it: few seeds, and it is
/// narrower than it should be.
/// </summary>
internal static class PairedBootstrap
{
    private const int Resamples = 10_000;

    /// <summary>The mean over seeds of the mean over families of the mean over items.</summary>
    /// <param name="differences">By seed and family, one difference per item; at least one of each.</param>
    public static Interval Of(IReadOnlyList<IReadOnlyList<double[]>> differences)
    {
        var rng = new Rng("ablation|bootstrap");
        var means = new double[Resamples];
        for (var r = 0; r < Resamples; r++)
        {
            for (var s = 0; s < differences.Count; s++) means[r] += Resampled(rng.Pick(differences), rng) / differences.Count;
        }
        Array.Sort(means);
        return new Interval(differences.Average(seed => seed.Average(family => family.Average())), means[(int)(0.025 * Resamples)], means[(int)(0.975 * Resamples) - 1]);
    }

    private static double Resampled(IReadOnlyList<double[]> families, Rng rng)
    {
        var sum = 0.0;
        foreach (var items in families)
        {
            for (var i = 0; i < items.Length; i++) sum += items[rng.Int(0, items.Length - 1)] / items.Length;
        }
        return sum / families.Count;
    }
}
