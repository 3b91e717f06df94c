using System.Globalization;
using System.Numerics;

namespace ProRL.Verifiers.Mathematics;

/// <summary>When a decimal stands for a number that it does not equal.</summary>
internal static class Decimals
{
    // What a double holds: a decimal of so many digits was computed and not rounded by anyone.
    private const int MachineDigits = 15;

    // A gold of fewer digits than this is exact, not measured: 0.5 is one half.
    private const int MeasuredDigits = 3;

    /// <summary>
    /// The two rules by which unequal numbers are equal without the row's leave. A gold written as a decimal of at least
    /// three significant digits is a rounded number, and right is every exact number that rounds to it. And a response of
    /// at least 15 significant digits stands for a gold without a finite decimal expansion that begins with these digits.
    /// Null where neither applies.
    /// </summary>
    public static Comparison? Image(Num gold, Num response)
    {
        var (g, r) = (gold.Value, response.Value);
        if (g.Sign != r.Sign || g.IsZero)
            return null;
        if (gold.Places > 0 && response.Places < 0 && SignificantDigits(g, gold.Places) >= MeasuredDigits && gold.Places <= 1000 && r.RoundTo(gold.Places) == g && !r.IsFiniteDecimal())
            return Comparison.Equal($"The response rounds to the gold, a decimal of {gold.Places} places.");
        if (response.Places > 0 && gold.Places < 0 && response.Places <= 1000 && SignificantDigits(r, response.Places) >= MachineDigits && !g.IsFiniteDecimal()
            && g.RoundTo(PlacesFor(g)) == r.RoundTo(PlacesFor(g)))
            return Comparison.Equal($"The response gives the first {MachineDigits} digits of the gold.");
        return null;
    }

    /// <summary>The value of a decimal literal, exactly.</summary>
    public static Rational Exact(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var whole = new BigInteger(new ReadOnlySpan<byte>([.. BitConverter.GetBytes(bits[0]), .. BitConverter.GetBytes(bits[1]), .. BitConverter.GetBytes(bits[2])]), isUnsigned: true);
        return Rational.Of(bits[3] < 0 ? -whole : whole, BigInteger.Pow(10, (bits[3] >> 16) & 0xff));
    }

    private static int SignificantDigits(Rational value, int places) =>
        BigInteger.Abs((value * new Rational(BigInteger.Pow(10, places))).Floor()).ToString(CultureInfo.InvariantCulture).Length;

    // The decimals that show MachineDigits significant digits of x
    private static int PlacesFor(Rational x)
    {
        var magnitude = BigInteger.Log10(BigInteger.Abs(x.Numerator)) - BigInteger.Log10(x.Denominator);
        return MachineDigits - 1 - (int)Math.Floor(magnitude);
    }
}
