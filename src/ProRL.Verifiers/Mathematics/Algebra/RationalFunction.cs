using ProRL.Verifiers.Mathematics.Certifying;

namespace ProRL.Verifiers.Mathematics.Algebra;

/// <summary>
/// The atoms that formulas are made of by the four operations: variables, and whatever is none of these operations (roots,
/// functions, π), each taken for a variable. What is equal with atoms for variables is equal; the reverse need not hold.
/// </summary>
internal sealed class Atoms
{
    private readonly List<Expr> _atoms = [];
    private readonly List<string?> _names = [];

    private readonly List<(Polynomial Of, Power Atom)> _roots = [];
    private Atoms? _under;

    /// <summary>Whether anything but a plain variable was met.</summary>
    public bool HasOpaque { get; private set; }

    /// <summary>
    /// The atom of a root: the same for roots of polynomials that are equal when expanded. What they hold is counted apart,
    /// so that it takes no room from the atoms outside.
    /// </summary>
    public int? Root(Power root, Budget budget)
    {
        if (!PrimeField.Covers(root.Base) || RationalFunction.Of(root.Base, _under ??= new Atoms(), budget) is not { } value || !value.Denominator.SameAs(Polynomial.One))
            return Index(root);
        foreach (var (of, atom) in _roots)
        {
            if (of.SameAs(value.Numerator) && Shapes.AreSame(atom.Exponent, root.Exponent))
                return Index(atom);
        }

        _roots.Add((value.Numerator, root));
        return Index(root);
    }

    /// <summary>The number of an atom; null where there are too many.</summary>
    public int? Index(Expr atom)
    {
        HasOpaque |= atom is not Sym;
        for (var i = 0; i < _atoms.Count; i++)
        {
            if (Shapes.AreSame(_atoms[i], atom))
                return i;
        }

        // The same but for the order of terms is the same too.
        string? name = null;
        for (var i = 0; i < _atoms.Count && atom is not Sym; i++)
        {
            if (_atoms[i] is not Sym && (_names[i] ??= Printer.Print(_atoms[i])) == (name ??= Printer.Print(atom)))
                return i;
        }

        if (_atoms.Count == Polynomial.MaxVariables)
            return null;
        _atoms.Add(atom);
        _names.Add(name);
        return _atoms.Count - 1;
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
                return atoms.Root(new Power(p.Base, new Num(new Rational(1) / new Rational(e.Denominator))), budget) is { } root
                    ? Raise(new(Polynomial.Variable(root), Polynomial.One), (int)e.Numerator, budget)
                    : null;
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
