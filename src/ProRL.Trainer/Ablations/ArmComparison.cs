using ProRL.Trainer.Recipes;
using ProRL.Trainer.Runs;

namespace ProRL.Trainer.Ablations;

/// <summary>What the numbers say of a finding.</summary>
internal enum Judgement
{
    /// <summary>The interval of the difference lies above 0.</summary>
    Reproduces,

    /// <summary>It lies below 0: the opposite was found.</summary>
    Contradicts,

    /// <summary>It holds 0.</summary>
    TooSmallToTell,
}

/// <summary>An arm against its base: base less arm, paired by seed, and by held-out item where items are measured.</summary>
/// <param name="Arm">The arm.</param>
/// <param name="End">Of the mean held-out scores at the end.</param>
/// <param name="Area">Of the mean held-out scores over all steps.</param>
/// <param name="Entropy">Of the entropies: Student's, over the seeds.</param>
/// <param name="Seeds">The difference of the arm's measure, seed by seed.</param>
internal sealed record ArmComparison(ArmOptions Arm, Interval End, Interval Area, Interval Entropy, IReadOnlyList<double> Seeds)
{
    /// <summary>The interval that the finding is judged by.</summary>
    public Interval Measured => Arm.Measure == ArmMeasure.Entropy ? Entropy : End;

    public Judgement Judgement => Measured switch
    {
        { Low: > 0 } => Judgement.Reproduces,
        { High: < 0 } => Judgement.Contradicts,
        _ => Judgement.TooSmallToTell,
    };

    /// <summary>The judgement as one sentence.</summary>
    public string Sentence()
    {
        var what = Arm.Measure == ArmMeasure.Entropy ? "entropy" : "score";
        var numbers = FormattableString.Invariant($"base less {Arm.Name} is {Number(Measured.Mean)} [{Number(Measured.Low)}, {Number(Measured.High)}] in {what}");
        return Judgement switch
        {
            Judgement.Reproduces => $"Reproduces: {numbers}.",
            Judgement.Contradicts => $"Does not reproduce, the opposite is seen: {numbers}.",
            _ => $"Too small to tell, so not reproduced here: {numbers}.",
        };
    }

    /// <param name="arm">The arm.</param>
    /// <param name="baseRuns">The base's runs, by seed.</param>
    /// <param name="armRuns">The arm's runs, in the same order.</param>
    public static ArmComparison Of(ArmOptions arm, IReadOnlyList<ArmRun> baseRuns, IReadOnlyList<ArmRun> armRuns)
    {
        var pairs = baseRuns.Zip(armRuns).ToArray();
        return new ArmComparison(
            arm,
            Bootstrap.OverSeeds([.. pairs.Select(p => Differences(p.First, p.Second, i => i.End))]),
            Bootstrap.OverSeeds([.. pairs.Select(p => Differences(p.First, p.Second, i => i.Area))]),
            Interval.OverSeeds([.. pairs.Select(p => p.First.Entropy - p.Second.Entropy)]),
            [.. pairs.Select(p => arm.Measure == ArmMeasure.Entropy ? p.First.Entropy - p.Second.Entropy : p.First.End - p.Second.End)]);
    }

    // An item that a fault took from one of the two leaves the pairs.
    private static double[][] Differences(ArmRun first, ArmRun second, Func<ArmItem, double> of)
    {
        var others = second.Items.ToDictionary(i => (i.Family, i.Handle));
        return [.. first.Items.GroupBy(i => i.Family).Select(family => family.Where(i => others.ContainsKey((i.Family, i.Handle))).Select(i => of(i) - of(others[(i.Family, i.Handle)])).ToArray())];
    }

    private static string Number(double value) => FormattableString.Invariant($"{value:+0.000;-0.000;0.000}");
}
