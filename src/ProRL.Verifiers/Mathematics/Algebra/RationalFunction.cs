namespace ProRL.Verifiers.Mathematics.Algebra;

/// <summary>
/// The atoms that formulas are made of by the four operations: variables, and whatever is none of these operations (roots,
/// functions, π), each taken for a variable. What is equal with atoms for variables is equal; the reverse need not hold.
/// </summary>
internal sealed class Atoms
{
    private readonly List<string> _names = [];

    /// <summary>Whether anything but a plain variable was met.</summary>
    public bool HasOpaque { get; private set; }

    /// <summary>The number of an atom; null where there are too many.</summary>
    public int? Index(Expr atom)
    {
        var name = atom is Sym s ? s.Name : "\u0001" + Printer.Print(atom);
        HasOpaque |= atom is not Sym;
        var index = _names.IndexOf(name);
        if (index >= 0)
            return index;
        if (_names.Count == Polynomial.MaxVariables)
            return null;
        _names.Add(name);
        return _names.Count - 1;
    }
}

/// <summary>A quotient of two expanded polynomials over shared atoms, not reduced.</summary>
internal readonly record struct RationalFunction(Polynomial Numerator, Polynomial Denominator)
{
    private const int MaxPower = 100;

    /// <summary>The expression as such a quotient; null where it is too large or divides by zero.</summary>
    public static RationalFunction? Of(Expr x, Atoms atoms, Budget budget)
    {
        budget.Spend(2);
        switch (x)
        {
            case Num n:
                return new(Polynomial.Constant(n.Value), Polynomial.One);
            case Sum s:
                return Fold(s.Terms, atoms, budget, Polynomial.Zero, Add);
            case Product p:
                return Fold(p.Factors, atoms, budget, Polynomial.One, Multiply);
            case Power { Exponent: Num { Value: { IsInteger: true } e } } p when e.Numerator >= -MaxPower && e.Numerator <= MaxPower:
                return Of(p.Base, atoms, budget) is { } b ? Raise(b, (int)e.Numerator, budget) : null;
            // b^(p/q) is the p-th power of the atom b^(1/q)
            case Power { Exponent: Num { Value: { IsInteger: false } e } } p when e.Denominator <= 12 && System.Numerics.BigInteger.Abs(e.Numerator) <= MaxPower:
                return Atom(new Power(p.Base, new Num(new Rational(1) / new Rational(e.Denominator))), atoms) is { } root ? Raise(root, (int)e.Numerator, budget) : null;
            default:
                return Atom(x, atoms);
        }
    }

    /// <summary>Whether two such quotients are the same function; null where that is too large to tell.</summary>
    public static bool? AreEqual(RationalFunction a, RationalFunction b, Budget budget)
    {
        if (Polynomial.Multiply(a.Numerator, b.Denominator, budget) is not { } left || Polynomial.Multiply(b.Numerator, a.Denominator, budget) is not { } right)
            return null;
        return left.SameAs(right);
    }

    private static RationalFunction? Atom(Expr x, Atoms atoms) =>
        atoms.Index(x) is { } index ? new(Polynomial.Variable(index), Polynomial.One) : null;

    private static RationalFunction? Fold(Expr[] parts, Atoms atoms, Budget budget, Polynomial start, Func<RationalFunction, RationalFunction, Budget, RationalFunction?> join)
    {
        RationalFunction? result = new(start, Polynomial.One);
        foreach (var part in parts)
        {
            if (Of(part, atoms, budget) is not { } next || join(result!.Value, next, budget) is not { } joined)
                return null;
            result = joined;
        }

        return result;
    }

    private static RationalFunction? Add(RationalFunction a, RationalFunction b, Budget budget)
    {
        if (a.Denominator.SameAs(b.Denominator))
            return Polynomial.Add(a.Numerator, b.Numerator, budget) is { } sum ? new(sum, a.Denominator) : null;
        return Polynomial.Multiply(a.Numerator, b.Denominator, budget) is { } left
            && Polynomial.Multiply(b.Numerator, a.Denominator, budget) is { } right
            && Polynomial.Add(left, right, budget) is { } numerator
            && Polynomial.Multiply(a.Denominator, b.Denominator, budget) is { } denominator
            ? new(numerator, denominator)
            : null;
    }

    private static RationalFunction? Multiply(RationalFunction a, RationalFunction b, Budget budget) =>
        Polynomial.Multiply(a.Numerator, b.Numerator, budget) is { } numerator && Polynomial.Multiply(a.Denominator, b.Denominator, budget) is { } denominator
            ? new(numerator, denominator)
            : null;

    private static RationalFunction? Raise(RationalFunction a, int exponent, Budget budget)
    {
        if (exponent < 0)
        {
            if (a.Numerator.IsZero)
                return null;
            a = new(a.Denominator, a.Numerator);
            exponent = -exponent;
        }

        return Polynomial.Power(a.Numerator, exponent, budget) is { } numerator && Polynomial.Power(a.Denominator, exponent, budget) is { } denominator
            ? new(numerator, denominator)
            : null;
    }
}
