using System.Numerics;
using ProRL.Verifiers;

namespace ProRL.Gym.Families.Algebra;

/// <summary>
/// The real roots of a polynomial with whole coefficients, exactly rounded: counted by Sturm's theorem and halved apart in
/// fractions, so that no double root is missed and no root counted twice.
/// </summary>
internal static class RealRoots
{
    /// <summary>Each root once, in units of 10^-<paramref name="places"/>, the smallest first.</summary>
    /// <param name="coefficients">That of the power i at place i; the highest is not 0.</param>
    /// <param name="places">Decimals to round to, halves away from 0.</param>
    public static IReadOnlyList<BigInteger> Of(BigInteger[] coefficients, int places)
    {
        var chain = Chain(coefficients);

        // Cauchy's bound: no root is further from 0 than the largest quotient by the leading coefficient, and 1.
        var bound = coefficients[..^1].Max(BigInteger.Abs) / BigInteger.Abs(coefficients[^1]) + 2;
        var roots = new List<BigInteger>();
        Isolate(chain, -bound, bound, 0, Changes(chain, -bound, 0), Changes(chain, bound, 0), BigInteger.Pow(10, places), roots);
        return roots;
    }

    // Halves an interval, of whose ends the numerators over 2^halvings are given, until there is at most one root in it: in
    // (low, high] there are as many as the chain has more changes of sign at the lower end.
    private static void Isolate(List<BigInteger[]> chain, BigInteger low, BigInteger high, int halvings, int before, int after, BigInteger scale, List<BigInteger> roots)
    {
        if (before == after)
            return;
        if (before - after == 1)
        {
            roots.Add(Single(chain[0], low, high, halvings, scale));
            return;
        }

        var middle = low + high;
        var between = Changes(chain, middle, halvings + 1);
        Isolate(chain, 2 * low, middle, halvings + 1, before, between, scale, roots);
        Isolate(chain, middle, 2 * high, halvings + 1, between, after, scale, roots);
    }

    // The one root in (low, high], rounded. Beyond it the polynomial keeps its sign, so that its own sign is enough.
    private static BigInteger Single(BigInteger[] polynomial, BigInteger low, BigInteger high, int halvings, BigInteger scale)
    {
        var beyond = Sign(polynomial, high, halvings);
        while (true)
        {
            // A root that lies exactly between two roundings is given up on when it is enclosed tightly enough.
            var rounded = Rounded(high * scale, halvings);
            if (Rounded(low * scale, halvings) == rounded || (high - low) * scale * 1_000_000 < BigInteger.One << halvings)
                return rounded;
            var middle = low + high;
            halvings++;
            var sign = Sign(polynomial, middle, halvings);
            (low, high) = beyond != 0 && (sign == 0 || sign == beyond) ? (2 * low, middle) : (middle, 2 * high);
            beyond = sign == 0 ? 0 : beyond;
        }
    }

    // The nearest whole number, halves away from 0.
    private static BigInteger Rounded(BigInteger numerator, int halvings) =>
        numerator.Sign * ((2 * BigInteger.Abs(numerator) + (BigInteger.One << halvings)) >> (halvings + 1));

    private static BigInteger[] Whole(Rational[] polynomial)
    {
        var denominator = polynomial.Aggregate(BigInteger.One, (all, c) => all / BigInteger.GreatestCommonDivisor(all, c.Denominator) * c.Denominator);
        return [.. polynomial.Select(c => c.Numerator * (denominator / c.Denominator))];
    }

    // The polynomial without repeated factors, its derivative, and the negated remainders of each by the next, times whatever
    // positive number makes them whole and short: only signs matter.
    private static List<BigInteger[]> Chain(BigInteger[] polynomial)
    {
        List<BigInteger[]> chain = [polynomial, [.. polynomial.Skip(1).Select((c, i) => c * (i + 1))]];
        while (chain[^1].Length > 1)
        {
            var rest = Remainder(chain[^2], chain[^1]);
            if (rest.Length == 0)
                return Chain(Whole(Quotient([.. polynomial.Select(c => (Rational)c)], [.. chain[^1].Select(c => (Rational)c)]))); // What divides the derivative, too.
            var common = rest.Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor);
            chain.Add([.. rest.Select(c => -c / common)]);
        }

        return chain;
    }

    // Times a positive number.
    private static BigInteger[] Remainder(BigInteger[] dividend, BigInteger[] divisor)
    {
        var rest = dividend.ToArray();
        var lead = BigInteger.Abs(divisor[^1]);
        for (var power = dividend.Length - divisor.Length; power >= 0; power--)
        {
            var top = rest[power + divisor.Length - 1] * divisor[^1].Sign;
            for (var i = 0; i < power + divisor.Length; i++)
                rest[i] = rest[i] * lead - (i < power ? BigInteger.Zero : top * divisor[i - power]);
        }

        return rest[..(Array.FindLastIndex(rest, c => !c.IsZero) + 1)];
    }

    private static Rational[] Quotient(Rational[] dividend, Rational[] divisor)
    {
        var rest = dividend.ToArray();
        var quotient = new Rational[Math.Max(0, dividend.Length - divisor.Length + 1)];
        for (var power = quotient.Length - 1; power >= 0; power--)
        {
            quotient[power] = rest[power + divisor.Length - 1] / divisor[^1];
            for (var i = 0; i < divisor.Length; i++)
                rest[power + i] -= quotient[power] * divisor[i];
        }

        return quotient;
    }

    private static int Changes(List<BigInteger[]> chain, BigInteger numerator, int halvings)
    {
        var (changes, last) = (0, 0);
        foreach (var polynomial in chain)
        {
            var sign = Sign(polynomial, numerator, halvings);
            if (sign == 0)
                continue;
            changes += last != 0 && sign != last ? 1 : 0;
            last = sign;
        }

        return changes;
    }

    // That of the value at numerator / 2^halvings.
    private static int Sign(BigInteger[] polynomial, BigInteger numerator, int halvings)
    {
        var value = BigInteger.Zero;
        for (var (i, shift) = (polynomial.Length - 1, 0); i >= 0; i--, shift += halvings)
            value = value * numerator + (polynomial[i] << shift);
        return value.Sign;
    }
}
