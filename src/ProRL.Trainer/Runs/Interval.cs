namespace ProRL.Trainer.Runs;

/// <summary>A mean with its 95 % interval.</summary>
internal readonly record struct Interval(double Mean, double Low, double High)
{
    /// <summary>Whether it leaves out 0.</summary>
    public bool LeavesOutZero => Low > 0 || High < 0;

    // Two-sided 95 % quantiles of Student's t with 1, 2, … degrees of freedom.
    private static readonly double[] Student = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

    /// <summary>Student's interval of a mean of numbers, one per seed; without bounds for a single one. From ten on, it is that of nine degrees of freedom, a little too wide.</summary>
    public static Interval OverSeeds(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        if (values.Count == 1) return new Interval(mean, double.NegativeInfinity, double.PositiveInfinity);
        var error = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1) / values.Count);
        var reach = Student[Math.Min(values.Count - 2, Student.Length - 1)] * error;
        return new Interval(mean, mean - reach, mean + reach);
    }
}
