using ProRL.Verifiers.Mathematics.Algebra;
using ProRL.Verifiers.Mathematics.Certifying;

namespace ProRL.Verifiers.Mathematics;

/// <summary>
/// Decides whether two formulas are the same number or the same function: by exact normal forms, then modulo a large prime,
/// then with certified arithmetic at points, at rising precision. Differences are measured against the numbers themselves,
/// never against a fixed bound.
/// </summary>
internal sealed class Identity(EquivalenceOptions options, Budget budget)
{
    private const int Agreements = 8;
    private const int MaxPoints = 40;

    // The most precise evaluation that a proof of equality may take.
    private const int MaxProofBits = 5000;

    private static readonly int[] Precisions = [96, 320, 900];

    private enum Verdict
    {
        Equal,
        Different,
        Undefined,
        Unresolved,
    }

    public Comparison Compare(Expr g, Expr r)
    {
        if (g is Num a && r is Num b)
            return a.Value == b.Value ? Comparison.Equal("The numbers are equal.") : Comparison.Different("The numbers differ.");
        if (PrimeField.Covers(g) && PrimeField.Covers(r))
            return Rational(g, r);
        // Different numbers are told apart sooner by their values than by their forms.
        var constant = Symbols.Of(g, r).Count == 0;
        if (constant && Resolve(g, r, [], true) == Verdict.Different)
            return Comparison.Different("The numbers differ.", Proof.Certified);
        if (SameFunction(g, r) == true)
            return Comparison.Equal("The formulas have the same normal form.");
        return Printer.Print(g) == Printer.Print(r) ? Comparison.SameButForOrder : constant ? AtConstants(g, r) : AtPoints(g, r);
    }

    /// <summary>Two rational functions: different where one value modulo the prime is.</summary>
    private Comparison Rational(Expr g, Expr r)
    {
        var defined = 0;
        for (var point = 0; point < 6 && defined < 2; point++)
        {
            var (x, y) = (PrimeField.Value(g, point, budget), PrimeField.Value(r, point, budget));
            if (x is null && y is null)
                continue;
            if (x != y)
                return Comparison.Different("The formulas differ modulo a prime.");
            defined++;
            if (SameFunction(g, r) is { } same)
                return same ? Comparison.Equal("The formulas have the same normal form.") : Comparison.Different("The formulas have different normal forms.");
        }

        return defined == 0
            ? Comparison.Undecided("The formulas divide by zero.")
            : Comparison.Equal("The formulas agree modulo a prime at random points.", Proof.Sampled);
    }

    private bool? SameFunction(Expr g, Expr r)
    {
        var atoms = new Atoms();
        return RationalFunction.Of(g, atoms, budget) is { } x && RationalFunction.Of(r, atoms, budget) is { } y
            ? RationalFunction.AreEqual(x, y, budget) switch
            {
                true => true,
                false when !atoms.HasOpaque => false,
                _ => null,
            }
            : null;
    }

    private Comparison AtPoints(Expr g, Expr r)
    {
        var symbols = Symbols.Of(g, r);
        var complex = options.Domain == "complex" || Shapes.Any(g, IsImaginary) || Shapes.Any(r, IsImaginary);
        var domains = options.Domain switch
        {
            "integer" => (Span<Domain>)[Domain.Whole],
            "positive" => [Domain.Positive],
            _ when complex => [Domain.Complex, Domain.Whole],
            _ => [Domain.Real, Domain.Whole, Domain.Complex],
        };
        foreach (var domain in domains)
        {
            if (On(domain, g, r, symbols, complex) is { } decided)
                return decided;
        }

        return Comparison.Undecided("The formulas have no values to compare at the points tried.");
    }

    private enum Domain
    {
        Real,
        Positive,
        Whole,
        Complex,
    }

    private Comparison? On(Domain domain, Expr g, Expr r, SortedSet<string> symbols, bool complex)
    {
        var (agreed, unresolved, tried) = (0, 0, 0);
        for (var point = 0; point < MaxPoints && agreed < Agreements && tried < MaxPoints; point++, tried++)
        {
            var values = new Dictionary<string, Point>(symbols.Count);
            foreach (var name in symbols)
            {
                var value = domain == Domain.Whole ? Samples.Whole(name, point, symbols.Count == 1) : Samples.Real(name, point);
                if (domain == Domain.Positive)
                    value = value.Abs();
                values[name] = Point.Real(Ball.Of(value, 1000));
            }

            var verdict = Resolve(g, r, values, complex || domain == Domain.Complex);
            if (verdict == Verdict.Different)
                return Comparison.Different("The formulas have different values at a point.", Proof.Certified);
            agreed += verdict == Verdict.Equal ? 1 : 0;
            unresolved += verdict == Verdict.Unresolved ? 1 : 0;

            // Nothing but undefined values: another domain may have some.
            if (point == 15 && agreed == 0 && unresolved == 0)
                return null;
        }

        return agreed >= Math.Min(Agreements, 5)
            ? Comparison.Equal("The formulas agree at random points.", Proof.Sampled)
            : null;
    }

    private Comparison AtConstants(Expr g, Expr r) => IsZero(Make.Subtract(g, r))
        ? Comparison.Equal("The numbers differ by less than two different numbers of their kind can.", Proof.Certified)
        : Transcendental(g, r);

    private Comparison Transcendental(Expr g, Expr r) => Resolve(g, r, new Dictionary<string, Point>(), true, last: Precisions.Length - 1, first: 1) switch
    {
        Verdict.Equal => Comparison.Equal("The numbers agree to 250 digits.", Proof.Sampled),
        Verdict.Different => Comparison.Different("The numbers differ.", Proof.Certified),
        Verdict.Undefined => Comparison.Undecided("One of the numbers has no value that can be computed."),
        _ => Comparison.Undecided("The numbers can't be told apart at the precision allowed."),
    };

    /// <summary>Whether a difference lies below the bound that separates it from zero.</summary>
    private bool IsZero(Expr difference)
    {
        if (SeparationBound.Bits(difference, MaxProofBits) is not { } bits)
            return false;
        var value = new Evaluator(new Dictionary<string, Point>(), bits + 64, budget).Value(difference);
        return value.IsDefined && value.Magnitude < -bits;
    }

    // Functions are compared at many points, so that less precision at each is enough.
    private Verdict Resolve(Expr g, Expr r, Dictionary<string, Point> values, bool complex, int last = 1, int first = 0)
    {
        for (var level = first; level <= last; level++)
        {
            var precision = Precisions[level];
            var evaluator = new Evaluator(values, precision, budget);
            var x = evaluator.Value(g);
            var y = evaluator.Value(r);
            if (!x.IsDefined || !y.IsDefined)
            {
                // More precision may tell a sign or a floor; where both have no value, another point is as good.
                if (level == last || values.Count > 0 && !x.IsDefined && !y.IsDefined)
                    return Verdict.Undefined;
                continue;
            }

            if (!complex && (!x.IsReal || !y.IsReal))
                return Verdict.Undefined;
            var re = Ball.Subtract(x.Re, y.Re, precision);
            var im = Ball.Subtract(x.Im, y.Im, precision);
            if (re.IsDefined && !re.ContainsZero || im.IsDefined && !im.ContainsZero)
                return Verdict.Different;
            if (level < last && values.Count == 0)
                continue;

            // What remains is tiny against the numbers, or against the terms that cancelled.
            var size = Math.Max(Math.Max(x.Magnitude, y.Magnitude), evaluator.Scale);
            var rest = Math.Max(re.Magnitude, im.Magnitude);
            if (!evaluator.Absorbed && rest <= size - Evaluator.Agreement(precision))
                return Verdict.Equal;
        }

        return Verdict.Unresolved;
    }

    private static bool IsImaginary(Expr x) => x is Named { Constant: Constant.I };
}
