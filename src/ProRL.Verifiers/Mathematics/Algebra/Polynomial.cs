using System.Collections.Immutable;

namespace ProRL.Verifiers.Mathematics.Algebra;

/// <summary>
/// A polynomial in at most eight variables with exact coefficients, expanded. A monomial is eight exponents of a byte each
/// in one number, so that monomials multiply by adding. Immutable; what would grow past the bounds is null.
/// </summary>
internal sealed class Polynomial
{
    public const int MaxVariables = 8;

    // Expanded formulas that people write are far smaller; larger ones are tested at points instead.
    private const int MaxTerms = 400;

    private const int MaxDegree = 120;

    private const long MaxCoefficientBits = 20_000;

    private readonly ImmutableSortedDictionary<ulong, Rational> _terms;

    private Polynomial(ImmutableSortedDictionary<ulong, Rational> terms) => _terms = terms;

    public static Polynomial Zero { get; } = new(ImmutableSortedDictionary<ulong, Rational>.Empty);

    public static Polynomial One { get; } = Constant(Rational.One);

    public bool IsZero => _terms.IsEmpty;

    public int Count => _terms.Count;

    /// <summary>The terms, from the lowest monomial to the highest.</summary>
    public IEnumerable<KeyValuePair<ulong, Rational>> Terms => _terms;

    public static Polynomial Constant(Rational value) => value.IsZero ? Zero : new(ImmutableSortedDictionary<ulong, Rational>.Empty.Add(0, value));

    public static Polynomial Variable(int index) => new(ImmutableSortedDictionary<ulong, Rational>.Empty.Add(1UL << (8 * index), Rational.One));

    public static Polynomial? Add(Polynomial a, Polynomial b, Budget budget)
    {
        if (a.Count < b.Count)
            (a, b) = (b, a);
        var terms = a._terms.ToBuilder();
        foreach (var (monomial, coefficient) in b._terms)
        {
            budget.Spend(2);
            if (!Accumulate(terms, monomial, coefficient))
                return null;
        }

        return terms.Count > MaxTerms ? null : new Polynomial(terms.ToImmutable());
    }

    public static Polynomial? Multiply(Polynomial a, Polynomial b, Budget budget)
    {
        if (a.IsZero || b.IsZero)
            return Zero;
        if (a.Degree + b.Degree > MaxDegree || (long)a.Count * b.Count > 20L * MaxTerms)
            return null;
        var terms = ImmutableSortedDictionary.CreateBuilder<ulong, Rational>();
        foreach (var (m, c) in a._terms)
        {
            foreach (var (n, d) in b._terms)
            {
                budget.Spend(4);
                if (!Accumulate(terms, m + n, c * d) || terms.Count > 4 * MaxTerms)
                    return null;
            }
        }

        return terms.Count > MaxTerms ? null : new Polynomial(terms.ToImmutable());
    }

    public static Polynomial? Power(Polynomial a, int exponent, Budget budget)
    {
        Polynomial? result = One;
        for (var i = 0; i < exponent && result is not null; i++)
            result = Multiply(result, a, budget);
        return result;
    }

    public Polynomial Scale(Rational factor) =>
        factor.IsZero ? Zero : new(_terms.ToImmutableSortedDictionary(t => t.Key, t => t.Value * factor));

    public Polynomial Negate() => Scale(Rational.MinusOne);

    /// <summary>The largest total degree of a term.</summary>
    public int Degree => _terms.IsEmpty ? 0 : _terms.Keys.Max(TotalDegree);

    /// <summary>The largest power of one variable.</summary>
    public int DegreeIn(int variable) => _terms.IsEmpty ? 0 : _terms.Keys.Max(m => (int)(m >> (8 * variable) & 0xff));

    /// <summary>The polynomial divided by the coefficient of its highest monomial: the same for all its multiples.</summary>
    public Polynomial Monic() => IsZero ? this : Scale(Rational.One / _terms.Last().Value);

    /// <summary>The coefficient of the highest monomial.</summary>
    public Rational Leading => IsZero ? Rational.Zero : _terms.Last().Value;

    public bool SameAs(Polynomial other) => Count == other.Count && _terms.SequenceEqual(other._terms);

    /// <summary>The coefficients of a polynomial in one variable, from the constant up; null where another variable occurs.</summary>
    public Rational[]? Coefficients(int variable)
    {
        var result = new Rational[DegreeIn(variable) + 1];
        foreach (var (monomial, coefficient) in _terms)
        {
            var power = monomial >> (8 * variable) & 0xff;
            if (monomial != power << (8 * variable))
                return null;
            result[power] = coefficient;
        }

        return result;
    }

    /// <summary>The highest power of each variable that divides all terms, taken out.</summary>
    public Polynomial WithoutMonomialFactor()
    {
        if (IsZero)
            return this;
        var common = 0UL;
        for (var v = 0; v < MaxVariables; v++)
            common |= _terms.Keys.Min(m => m >> (8 * v) & 0xff) << (8 * v);
        return common == 0 ? this : new(_terms.ToImmutableSortedDictionary(t => t.Key - common, t => t.Value));
    }

    private static int TotalDegree(ulong monomial)
    {
        var sum = 0;
        for (; monomial != 0; monomial >>= 8)
            sum += (int)(monomial & 0xff);
        return sum;
    }

    private static bool Accumulate(ImmutableSortedDictionary<ulong, Rational>.Builder terms, ulong monomial, Rational coefficient)
    {
        if (terms.TryGetValue(monomial, out var known))
            coefficient += known;
        if (coefficient.Size > MaxCoefficientBits)
            return false;
        if (coefficient.IsZero)
            terms.Remove(monomial);
        else
            terms[monomial] = coefficient;
        return true;
    }
}
