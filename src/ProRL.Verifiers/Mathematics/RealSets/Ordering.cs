using ProRL.Verifiers.Mathematics.Certifying;

namespace ProRL.Verifiers.Mathematics.RealSets;

/// <summary>Compares numbers by certified arithmetic.</summary>
internal sealed class Ordering(Identity identity, Budget budget)
{
    /// <summary>The sign of a − b; null where the numbers have variables or can't be told apart.</summary>
    public int? Compare(Expr a, Expr b)
    {
        var (x, y) = (Infinities.Sign(a), Infinities.Sign(b));
        if (x != 0 || y != 0)
            return x.CompareTo(y);
        if (a is Num m && b is Num n)
            return m.Value.CompareTo(n.Value);
        foreach (var precision in (ReadOnlySpan<int>)[96, 320])
        {
            var evaluator = new Evaluator(NoVariables, precision, budget);
            var (u, v) = (evaluator.Value(a), evaluator.Value(b));
            if (!u.IsDefined || !v.IsDefined || !u.IsReal || !v.IsReal)
                return null;
            var difference = Ball.Subtract(u.Re, v.Re, precision);
            if (difference.IsPositive || difference.IsNegative)
                return difference.IsPositive ? 1 : -1;
        }

        return identity.Compare(a, b).IsEqual ? 0 : null;
    }

    private static readonly Dictionary<string, Point> NoVariables = [];
}
