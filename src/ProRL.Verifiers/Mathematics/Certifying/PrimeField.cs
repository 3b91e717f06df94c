using System.Numerics;

namespace ProRL.Verifiers.Mathematics.Certifying;

/// <summary>
/// Values of rational functions modulo the prime 2^61 − 1 at points given by a key. Two rational functions with different
/// values at one point are different; equal values at random points leave a doubt of degree / 2^61 each.
/// </summary>
internal static class PrimeField
{
    private const ulong Prime = (1UL << 61) - 1;

    /// <summary>Whether an expression is a rational function of its symbols with exact coefficients.</summary>
    public static bool Covers(Expr x) => x switch
    {
        Num or Sym => true,
        Sum s => Array.TrueForAll(s.Terms, Covers),
        Product p => Array.TrueForAll(p.Factors, Covers),
        Power { Exponent: Num { Value.IsInteger: true } } p => Covers(p.Base),
        _ => false,
    };

    /// <summary>The value at point number <paramref name="point"/>; null where a denominator is 0.</summary>
    public static ulong? Value(Expr x, int point, Budget budget)
    {
        budget.Spend(2);
        switch (x)
        {
            case Num n:
                budget.Spend(n.Value.Size / 64);
                return Divide(Reduce(n.Value.Numerator), Reduce(n.Value.Denominator));
            case Sym s:
                return Samples.Bits(s.Name, point) % Prime;
            case Sum s:
                var sum = 0UL;
                foreach (var term in s.Terms)
                {
                    if (Value(term, point, budget) is not { } value)
                        return null;
                    sum = (sum + value) % Prime;
                }

                return sum;
            case Product p:
                var product = 1UL;
                foreach (var factor in p.Factors)
                {
                    if (Value(factor, point, budget) is not { } value)
                        return null;
                    product = Multiply(product, value);
                }

                return product;
            case Power { Exponent: Num e } p:
                if (Value(p.Base, point, budget) is not { } b)
                    return null;
                if (b == 0)
                    return e.Value.Sign > 0 ? 0UL : null;

                // Fermat: b^(p−1) = 1
                budget.Spend(e.Value.Size / 64 + 61);
                var exponent = BigInteger.Remainder(e.Value.Numerator, Prime - 1);
                return Pow(b, (ulong)(exponent.Sign < 0 ? exponent + (Prime - 1) : exponent));
            default:
                return null;
        }
    }

    private static ulong Reduce(BigInteger n)
    {
        var rest = BigInteger.Remainder(n, Prime);
        return (ulong)(rest.Sign < 0 ? rest + Prime : rest);
    }

    private static ulong Multiply(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);

        // 2^61 = 1, so the product is its low 61 bits plus the rest.
        var sum = (low & Prime) + ((high << 3) | (low >> 61));
        return sum % Prime;
    }

    private static ulong? Divide(ulong a, ulong b) => b == 0 ? null : b == 1 ? a : Multiply(a, Pow(b, Prime - 2));

    private static ulong Pow(ulong b, ulong exponent)
    {
        var result = 1UL;
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
                result = Multiply(result, b);
            b = Multiply(b, b);
        }

        return result;
    }
}
