namespace ProRL.Verifiers.Mathematics.Certifying;

/// <summary>
/// How near to zero an expression of whole numbers, the four operations and roots can come without being zero. A number
/// enclosed below its bound is zero: a proof of equality.
/// <para>
/// Burnikel, Funke, Mehlhorn, Schirra and Schmitt, "A Separation Bound for Real Algebraic Expressions" (ESA 2001;
/// Algorithmica 55, 2009): E = 0 or |E| ≥ 1 / (l u^(D − 1)). For E = U/L, where U and L are algebraic integers of a field of
/// degree at most D, the product of the degrees of the different roots; u bounds all conjugates of U, and l those of L.
/// Where E is not 0, the norm of U is a whole number other than 0, so that |U| u^(D − 1) ≥ 1, and |L| ≤ l. The rules below keep
/// U and L integral: U₁/L₁ + U₂/L₂ = (U₁L₂ + U₂L₁) / L₁L₂, and ᵏ√(U/L) = ᵏ√(U L^(k − 1)) / L.
/// </para>
/// </summary>
internal sealed class SeparationBound
{
    // Past this the precision that the bound asks for is not worth its price.
    private const int MaxDegree = 256;

    private readonly HashSet<string> _roots = [];
    private long _degree = 1;

    /// <summary>The b for which |x| &lt; 2^−b means x = 0; null where x is no such expression or the bound is out of reach.</summary>
    public static int? Bits(Expr x, int max)
    {
        var bound = new SeparationBound();
        if (bound.Logs(x) is not var (upper, lower) || bound._degree > MaxDegree)
            return null;
        var bits = lower + Math.Max(upper, 1) * (bound._degree - 1) + 8;
        return bits <= max ? (int)Math.Ceiling(bits) : null;
    }

    /// <summary>The logarithms to base 2 of u and l.</summary>
    private (double Upper, double Lower)? Logs(Expr x)
    {
        switch (x)
        {
            case Num n:
                return (Math.Max(0, n.Value.Numerator.GetBitLength()), n.Value.IsInteger ? 0 : n.Value.Denominator.GetBitLength());
            case Named { Constant: Constant.I }:
                Adjoin("i", 2);
                return (0, 0);
            case Sum s:
                (double Upper, double Lower)? sum = (0, 0);
                foreach (var term in s.Terms)
                {
                    if (Logs(term) is not var (u, l) || sum is not var (a, b))
                        return null;

                    // u(A ± B) = u(A) l(B) + l(A) u(B), and a + b ≤ 2 max(a, b)
                    sum = (Math.Max(a + l, b + u) + 1, b + l);
                }

                return sum;
            case Product p:
                (double Upper, double Lower)? product = (0, 0);
                foreach (var factor in p.Factors)
                {
                    if (Logs(factor) is not var (u, l) || product is not var (a, b))
                        return null;
                    product = (a + u, b + l);
                }

                return product;
            case Power { Exponent: Num { Value: var e } } p when e.Size <= 16:
                return Raise(p, e);
            case Call { Function: "root", Arguments: [var radicand, Num { Value: { IsInteger: true, Sign: > 0 } degree }] } when degree.Size <= 6:
                return Raise(new Power(radicand, Make.Number(Rational.One / degree)), Rational.One / degree);
            default:
                return null;
        }
    }

    private (double Upper, double Lower)? Raise(Power p, Rational e)
    {
        // Past the bound no more roots are to be told apart, which takes their texts.
        if (Logs(p.Base) is not var (u, l) || _degree > MaxDegree)
            return null;
        var degree = (double)e.Denominator;
        if (degree > 1)
        {
            Adjoin(Printer.Print(p.Base) + "^1/" + e.Denominator, (long)e.Denominator);

            // ᵏ√A: u = (u l^(k−1))^(1/k), l = l
            u = (u + (degree - 1) * l) / degree;
        }

        var power = Math.Abs((double)e.Numerator);
        return e.Sign < 0 ? (l * power, u * power) : (u * power, l * power);
    }

    private void Adjoin(string root, long degree)
    {
        if (_roots.Add(root))
            _degree = Math.Min(_degree * degree, MaxDegree + 1);
    }
}
