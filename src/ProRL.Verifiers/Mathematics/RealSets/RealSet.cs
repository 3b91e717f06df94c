namespace ProRL.Verifiers.Mathematics.RealSets;

/// <summary>An interval; its ends are formulas, and infinite ends are open. A point is an interval closed on both sides.</summary>
internal sealed record Interval(Expr Low, bool LowClosed, Expr High, bool HighClosed)
{
    public static Interval All { get; } = new(Infinities.Minus, false, Infinities.Plus, false);

    public static Interval Point(Expr x) => new(x, true, x, true);
}

/// <summary>A union of intervals.</summary>
internal sealed record RealSet(IReadOnlyList<Interval> Parts)
{
    public static RealSet Empty { get; } = new([]);

    public static RealSet All { get; } = new([Interval.All]);

    public static RealSet Of(Interval interval) => new([interval]);
}

/// <summary>The two infinite ends.</summary>
internal static class Infinities
{
    public static Expr Plus { get; } = Expr.Infinity;

    public static Expr Minus { get; } = Make.Negate(Expr.Infinity);

    /// <summary>1 for ∞, −1 for −∞, 0 for anything else.</summary>
    public static int Sign(Expr x) => x switch
    {
        Named { Constant: Constant.Infinity } => 1,
        Product { Factors: [Num { Value.Sign: var sign }, Named { Constant: Constant.Infinity }] } => sign,
        _ => 0,
    };
}
