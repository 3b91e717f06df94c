using ProRL.Gym.Tasks;
using ProRL.Trainer.Rollouts;

namespace ProRL.Trainer.Runs;

/// <summary>Values whose mean is added, and values whose mean is taken off; for pairs, their differences and none.</summary>
internal sealed record Stratum(double[] Added, double[] TakenOff)
{
    /// <summary>As many values as the smaller list has, where there are two.</summary>
    public int Items => TakenOff.Length == 0 ? Added.Length : Math.Min(Added.Length, TakenOff.Length);
}

/// <summary>The percentile bootstrap (Efron, Annals of Statistics 7, 1979): values are drawn again, with replacement, within each stratum.</summary>
internal static class Bootstrap
{
    public const int Resamples = 10_000;

    /// <summary>The mean over the strata of their differences; every stratum weighs the same, whatever its size.</summary>
    /// <param name="strata">At least one, none empty.</param>
    /// <param name="key">Names the random stream: the same key gives the same interval.</param>
    /// <param name="resamples">How often everything is drawn again.</param>
    public static Interval Difference(IReadOnlyList<Stratum> strata, ulong key, int resamples = Resamples) => Draw(strata, key, resamples).Interval();

    /// <summary>What <see cref="Difference"/> is an interval of: the estimate, and what it is in each resample.</summary>
    /// <inheritdoc cref="Difference"/>
    public static Resampled Draw(IReadOnlyList<Stratum> strata, ulong key, int resamples = Resamples)
    {
        var means = new double[resamples];
        for (var r = 0; r < resamples; r++)
        {
            var sum = 0.0;
            for (var s = 0; s < strata.Count; s++)
                sum += Drawn(strata[s].Added, key, r, 2 * s) - Drawn(strata[s].TakenOff, key, r, 2 * s + 1);
            means[r] = sum / strata.Count;
        }
        return new Resampled(strata.Average(s => s.Added.Average() - (s.TakenOff.Length == 0 ? 0 : s.TakenOff.Average())), means);
    }

    /// <summary>
    /// The mean over seeds of the mean over families of the mean over items, where seeds and, within each, items are drawn
    /// again. It covers chance in training as far as the seeds show it: few seeds, and it is narrower than it should be.
    /// </summary>
    /// <param name="differences">By seed and family, one difference per item; at least one of each.</param>
    public static Interval OverSeeds(IReadOnlyList<IReadOnlyList<double[]>> differences)
    {
        var rng = new Rng("ablation|bootstrap");
        var means = new double[Resamples];
        for (var r = 0; r < Resamples; r++)
        {
            for (var s = 0; s < differences.Count; s++) means[r] += Redrawn(rng.Pick(differences), rng) / differences.Count;
        }
        return new Resampled(differences.Average(seed => seed.Average(family => family.Average())), means).Interval();
    }

    private static double Drawn(double[] values, ulong key, int resample, int list)
    {
        if (values.Length == 0) return 0;
        var stream = Counter.Key(key, (ulong)resample, (ulong)list);
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++) sum += values[(int)(Counter.Unit(stream, (ulong)i) * values.Length)];
        return sum / values.Length;
    }

    private static double Redrawn(IReadOnlyList<double[]> families, Rng rng)
    {
        var sum = 0.0;
        foreach (var items in families)
        {
            for (var i = 0; i < items.Length; i++) sum += items[rng.Int(0, items.Length - 1)] / items.Length;
        }
        return sum / families.Count;
    }
}
