namespace ProRL.Trainer.Runs;

/// <summary>An estimate, and what it is in each resample of a bootstrap.</summary>
internal sealed record Resampled(double Estimate, double[] Draws)
{
    private const double Tail = 0.025;

    /// <summary>The percentile interval: 95 % of the draws lie in it.</summary>
    public Interval Interval()
    {
        var sorted = Draws.Order().ToArray();
        return new Interval(Estimate, Quantile(sorted, Tail), Quantile(sorted, 1 - Tail));
    }

    /// <summary>
    /// Intervals that all hold the truth at once in 95 of 100 comparisons: estimate ± c · standard error, with c the 95 %
    /// quantile, over the resamples, of the largest |draw − estimate| / standard error (the single-step maximum method:
    /// Westfall and Young, Resampling-Based Multiple Testing, 1993; Romano and Wolf, Econometrica 73, 2005). A single
    /// estimate has its percentile interval.
    /// </summary>
    /// <param name="all">With as many draws each; those of a resample belong together.</param>
    public static Interval[] Simultaneous(IReadOnlyList<Resampled> all)
    {
        if (all.Count == 1) return [all[0].Interval()];
        var errors = all.Select(r => r.Error()).ToArray();
        var largest = Enumerable.Range(0, all[0].Draws.Length)
            .Select(draw => all.Select((r, i) => errors[i] == 0 ? 0 : Math.Abs(r.Draws[draw] - r.Estimate) / errors[i]).Max()).Order().ToArray();
        var reach = Quantile(largest, 1 - 2 * Tail);
        return [.. all.Select((r, i) => new Interval(r.Estimate, r.Estimate - reach * errors[i], r.Estimate + reach * errors[i]))];
    }

    private double Error() => Math.Sqrt(Draws.Average(d => (d - Estimate) * (d - Estimate)));

    private static double Quantile(double[] sorted, double share) => sorted[(int)Math.Round(share * (sorted.Length - 1))];
}
