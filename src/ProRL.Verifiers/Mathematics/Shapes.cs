namespace ProRL.Verifiers.Mathematics;

/// <summary>Questions about the shape of what was read.</summary>
internal static class Shapes
{
    /// <summary>Whether <paramref name="x"/> or any part of it has a property.</summary>
    public static bool Any(Expr x, Func<Expr, bool> property)
    {
        if (property(x))
            return true;
        foreach (var part in Parts(x))
        {
            if (Any(part, property))
                return true;
        }

        return false;
    }

    /// <summary>Whether an expression has at most <paramref name="nodes"/> nodes, shared ones counted each time.</summary>
    public static bool IsSmall(Expr x, int nodes)
    {
        return Count(x, nodes) >= 0;

        static int Count(Expr x, int left)
        {
            left--;
            if (left >= 0)
            {
                foreach (var part in Parts(x))
                {
                    if ((left = Count(part, left)) < 0)
                        break;
                }
            }

            return left;
        }
    }

    /// <summary>Whether two values were built alike, in the same order; false also where that is not looked into.</summary>
    public static bool AreSame(Expr a, Expr b) => ReferenceEquals(a, b) || (a, b) switch
    {
        (Num x, Num y) => x.Value == y.Value,
        (Sym x, Sym y) => x.Name == y.Name,
        (Named x, Named y) => x.Constant == y.Constant,
        (Sum x, Sum y) => AreSame(x.Terms, y.Terms),
        (Product x, Product y) => AreSame(x.Factors, y.Factors),
        (Power x, Power y) => AreSame(x.Base, y.Base) && AreSame(x.Exponent, y.Exponent),
        (Call x, Call y) => x.Function == y.Function && AreSame(x.Arguments, y.Arguments),
        _ => false,
    };

    private static bool AreSame(Expr[] a, Expr[] b)
    {
        if (a.Length != b.Length)
            return false;
        for (var i = 0; i < a.Length; i++)
        {
            if (!AreSame(a[i], b[i]))
                return false;
        }

        return true;
    }

    /// <summary>The parts that an expression is made of.</summary>
    public static IEnumerable<Expr> Parts(Expr x) => x switch
    {
        Sum s => s.Terms,
        Product p => p.Factors,
        Power p => [p.Base, p.Exponent],
        Call c => c.Arguments,
        Binder b => new[] { b.From, b.To, b.Body }.OfType<Expr>(),
        PlusMinus p => [p.Value],
        Matrix m => m.Rows.SelectMany(r => r),
        Quantity q => [q.Value],
        Bracketed b => b.Items,
        SetOf s => s.Items,
        Builder b => [b.Element, b.Condition],
        SetOperation s => [s.Left, s.Right],
        Listing l => l.Items,
        Relation r => r.Operands,
        Congruence c => [c.Left, c.Right, c.Modulus],
        Ratio r => r.Items,
        Conditional c => [c.Value, c.Condition],
        _ => [],
    };
}
