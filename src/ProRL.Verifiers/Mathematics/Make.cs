using System.Numerics;

namespace ProRL.Verifiers.Mathematics;

/// <summary>
/// Builds values, folding exact numbers on the way where the result stays small. What would grow is left as it stands:
/// its size is told from logarithms, never by trying.
/// </summary>
internal static class Make
{
    /// <summary>The largest exact number that is ever computed, in bits.</summary>
    public const long MaxBits = 40_000;

    // A fraction is reduced after each operation, in quadratic time.
    private const long MaxFractionBits = 8_000;

    private static readonly Num[] Small = [.. Enumerable.Range(0, 101).Select(n => new Num(n))];

    public static Num Number(Rational value) =>
        value.IsInteger && value.Sign >= 0 && value.Numerator <= 100 ? Small[(int)value.Numerator] : new Num(value);

    public static Expr Negate(Expr x) => x switch
    {
        Num n => new Num(-n.Value, n.Places),
        PlusMinus p => p with { Sign = -p.Sign },
        Quantity q => q with { Value = Negate(q.Value) },
        Sum s => new Sum([.. s.Terms.Select(Negate)]),
        _ => Multiply(Expr.MinusOne, x),
    };

    public static Expr Add(Expr a, Expr b) => (a, b) switch
    {
        (Num x, Num y) when AreSmall(x.Value, y.Value) => Number(x.Value + y.Value),
        (Num { Value.IsZero: true }, _) => b,
        (_, Num { Value.IsZero: true }) => a,
        (Sum s, Sum t) => Terms([.. s.Terms, .. t.Terms]),
        (Sum s, _) => Terms([.. s.Terms, b]),
        (_, Sum t) => Terms([a, .. t.Terms]),
        _ => new Sum([a, b]),
    };

    /// <summary>The sum of many terms, in one pass.</summary>
    public static Expr Sum(ReadOnlySpan<Expr> terms)
    {
        if (terms.Length == 2)
            return Add(terms[0], terms[1]);
        var all = new List<Expr>(terms.Length);
        foreach (var term in terms)
        {
            if (term is Sum inner)
                all.AddRange(inner.Terms);
            else if (term is not Num { Value.IsZero: true })
                all.Add(term);
        }

        return all.Count switch { 0 => Expr.Zero, 1 => all[0], _ => Terms([.. all]) };
    }

    public static Expr Subtract(Expr a, Expr b) => Add(a, Negate(b));

    public static Expr Multiply(Expr a, Expr b) => (a, b) switch
    {
        (Num x, Num y) when AreSmall(x.Value, y.Value) => Number(x.Value * y.Value),
        (Num { Value.IsOne: true }, _) => b,
        (_, Num { Value.IsOne: true }) => a,
        (Num { Value.IsZero: true } zero, not (Named or Quantity or Matrix)) when IsFinite(b) => zero,
        (Product p, Product q) => Factors([.. p.Factors, .. q.Factors]),
        (Product p, _) => Factors([.. p.Factors, b]),
        (_, Product q) => Factors([a, .. q.Factors]),
        _ => new Product([a, b]),
    };

    /// <summary>The product of many factors, in one pass.</summary>
    public static Expr Product(ReadOnlySpan<Expr> factors)
    {
        if (factors.Length == 2)
            return Multiply(factors[0], factors[1]);
        var all = new List<Expr>(factors.Length);
        foreach (var factor in factors)
        {
            if (factor is Num { Value.IsZero: true })
                return factors.ToArray().Aggregate(Multiply);
            if (factor is Product inner)
                all.AddRange(inner.Factors);
            else if (factor is not Num { Value.IsOne: true })
                all.Add(factor);
        }

        return all.Count switch { 0 => Expr.One, 1 => all[0], _ => Factors([.. all]) };
    }

    /// <summary>A quotient; a division by the number 0 stays as it stands, and has no value.</summary>
    public static Expr Divide(Expr a, Expr b) => b is Num { Value.IsZero: false } d
        ? Multiply(a, Number(Rational.One / d.Value))
        : Multiply(a, new Power(b, Expr.MinusOne));

    public static Expr Power(Expr x, Expr exponent) => (x, exponent) switch
    {
        (_, Num { Value.IsOne: true }) => x,
        (Num { Value.IsOne: true }, Num) => Expr.One,
        (Num b, Num { Value: { IsInteger: true } e }) when TryPower(b.Value, e.Numerator) is { } folded => Number(folded),
        (Num b, Num { Value: { IsInteger: false } e }) when TryRoot(b.Value, e) is { } folded => Number(folded),
        // (x^m)^n = x^(mn) for whole m and n
        (Power { Exponent: Num { Value.IsInteger: true } m } p, Num { Value.IsInteger: true } n) when m.Value.Sign > 0 && n.Value.Sign > 0 && m.Value.Size + n.Value.Size < 64 =>
            new Power(p.Base, Number(m.Value * n.Value)),
        _ => new Power(x, exponent),
    };

    public static Expr Sqrt(Expr x) => Power(x, new Num(Rational.Half));

    /// <summary>The real n-th root: of a negative number for odd n, as a radical sign means it.</summary>
    public static Expr Root(Expr x, Expr n) => n switch
    {
        Num { Value: { IsInteger: true } k } when k.Numerator == 2 => Sqrt(x),
        Num { Value: { IsInteger: true } k } when x is Num { Value.Sign: < 0 } b && !k.Numerator.IsEven && !k.IsZero => Negate(Root(Number(-b.Value), n)),
        Num { Value: { IsInteger: true } k } when x is Num && !k.IsZero => Power(x, Number(Rational.One / k)),
        _ => new Call("root", [x, n]),
    };

    private static bool AreSmall(Rational a, Rational b) => a.Size + b.Size < (a.IsInteger && b.IsInteger ? MaxBits : MaxFractionBits);

    private static bool IsFinite(Expr x) => x switch
    {
        Num or Sym => true,
        Sum s => s.Terms.All(IsFinite),
        Product p => p.Factors.All(IsFinite),
        Power { Exponent: Num { Value.Sign: > 0 } } p => IsFinite(p.Base),
        _ => false,
    };

    private static int Numbers(Expr[] parts)
    {
        var count = 0;
        foreach (var part in parts)
            count += part is Num ? 1 : 0;
        return count;
    }

    // Numbers too large to be added stay beside the others.
    private static Expr Terms(Expr[] terms)
    {
        if (Numbers(terms) < 2)
            return new Sum(terms);
        var sum = Rational.Zero;
        var rest = new List<Expr>(terms.Length);
        foreach (var term in terms)
        {
            if (term is Num n && AreSmall(n.Value, sum))
                sum += n.Value;
            else
                rest.Add(term);
        }

        if (!sum.IsZero || rest.Count == 0)
            rest.Add(Number(sum));
        return rest.Count == 1 ? rest[0] : new Sum([.. rest]);
    }

    private static Expr Factors(Expr[] factors)
    {
        if (Numbers(factors) < 2)
            return new Product(factors);
        var product = Rational.One;
        var rest = new List<Expr>(factors.Length) { Expr.One };
        foreach (var factor in factors)
        {
            if (factor is Num n && AreSmall(n.Value, product))
                product *= n.Value;
            else
                rest.Add(factor);
        }

        rest[0] = Number(product);
        if (product.IsOne && rest.Count > 1)
            rest.RemoveAt(0);
        return rest.Count == 1 ? rest[0] : new Product([.. rest]);
    }

    private static Rational? TryPower(Rational b, BigInteger e)
    {
        if (b.IsZero)
            return e.Sign > 0 ? Rational.Zero : null;
        if (b.IsInteger && BigInteger.Abs(b.Numerator).IsOne)
            return e.IsEven ? Rational.One : b;

        // The result has about size × exponent bits.
        return BigInteger.Abs(e) * b.Size <= MaxBits ? b.Pow((int)e) : null;
    }

    private static Rational? TryRoot(Rational b, Rational e)
    {
        // b^(p/q) where numerator and denominator are perfect q-th powers
        if (b.Sign < 0 || b.Size > (e.Denominator == 2 ? 2048 : 512) || e.Denominator > 64 || BigInteger.Abs(e.Numerator) > 4096)
            return null;
        if (b.IsZero)
            return e.Sign > 0 ? Rational.Zero : null;
        var q = (int)e.Denominator;
        return WholeRoot(b.Numerator, q) is { } n && WholeRoot(b.Denominator, q) is { } d ? TryPower(Rational.Of(n, d), e.Numerator) : null;
    }

    private static BigInteger? WholeRoot(BigInteger n, int q)
    {
        var root = Floor(n, q);
        return BigInteger.Pow(root, q) == n ? root : null;
    }

    // √n from its first 60 bits, a little too large
    private static BigInteger RootAbove(BigInteger n, int shift) => new BigInteger((ulong)Math.Sqrt((double)(ulong)(n >> shift)) + 2) << (shift / 2);

    /// <summary>The largest whole number whose <paramref name="q"/>-th power is not above <paramref name="n"/> ≥ 0.</summary>
    public static BigInteger Floor(BigInteger n, int q)
    {
        if (n <= 1)
            return n;

        // Newton's iteration from above falls until it has reached the floor.
        var x = q == 2 && n.GetBitLength() is > 64 and var bits ? RootAbove(n, (int)(bits - 60) & ~1) : BigInteger.One << (int)(n.GetBitLength() / q + 1);
        while (true)
        {
            var next = ((q - 1) * x + n / BigInteger.Pow(x, q - 1)) / q;
            if (next >= x)
                return x;
            x = next;
        }
    }
}
