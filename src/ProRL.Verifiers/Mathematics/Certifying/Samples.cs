using System.Numerics;

namespace ProRL.Verifiers.Mathematics.Certifying;

/// <summary>Values for variables: the same for the same name and number everywhere, and otherwise as if by chance.</summary>
internal static class Samples
{
    /// <summary>64 bits from a name and a number.</summary>
    public static ulong Bits(string name, int point)
    {
        // FNV-1a over the name, then the finaliser of SplitMix64 (Steele, Lea and Flood, 2014)
        var hash = 14695981039346656037UL;
        foreach (var c in name)
            hash = (hash ^ c) * 1099511628211UL;
        hash += 0x9E3779B97F4A7C15UL * (ulong)(point + 1);
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        return hash ^ (hash >> 31);
    }

    /// <summary>
    /// A real value: small and positive at the first points, then of either sign and of growing size. The denominator is
    /// a prime that answers don't contain.
    /// </summary>
    public static Rational Real(string name, int point)
    {
        var bits = Bits(name, point);
        var (unit, negative) = ((long)(bits % 7907) + 1, (bits >> 40 & 1) != 0);
        return (point % 8) switch
        {
            0 => Rational.Of(unit, 7919),
            1 or 4 => Rational.Of(3 * unit + 7919, 7919),
            2 or 5 => Rational.Of(negative ? -4 * unit : 4 * unit, 7919),
            3 => Rational.Of(-2 * unit, 7919),
            6 => Rational.Of(negative ? -90 * unit : 90 * unit, 7919),
            _ => Rational.Of(12 * unit + 7919, 7919),
        };
    }

    /// <summary>A whole value: 1, 2, 3, … for one variable, mixed for several.</summary>
    public static Rational Whole(string name, int point, bool alone) =>
        alone ? new Rational(new BigInteger(point + 1)) : new Rational(new BigInteger((long)(Bits(name, point) % 12) + 1));

}
