using System.Numerics;

namespace ProRL.Verifiers.Mathematics.Certifying;

/// <summary>
/// Elementary functions in fixed-point arithmetic: whole numbers of units 2^-bits. Each result is wrong by less than
/// <see cref="Slack"/> units; the callers' bits leave room for that.
/// </summary>
internal static class Series
{
    /// <summary>A bound on the error of every series here, in units.</summary>
    public const int Slack = 1 << 14;

    // All the precision that is ever asked for, with room to spare.
    private const int ConstantBits = 6000;

    // Machin: π = 16 arctan 1/5 − 4 arctan 1/239
    private static readonly BigInteger PiFixed = 16 * ArcTanInverse(5, ConstantBits) - 4 * ArcTanInverse(239, ConstantBits);

    // ln 2 = 2 artanh 1/3
    private static readonly BigInteger Ln2Fixed = 2 * ArTanhInverse(3, ConstantBits);

    public static BigInteger Pi(int bits) => PiFixed >> (ConstantBits - bits);

    public static BigInteger Ln2(int bits) => Ln2Fixed >> (ConstantBits - bits);

    /// <summary>e^x for |x| ≤ 1.</summary>
    public static BigInteger Exp(BigInteger x, int bits)
    {
        // e^x = (e^(x/2^h))^(2^h): fewer terms for a few squarings
        const int Halvings = 6;
        var inner = bits + 12;
        var small = x << (inner - bits) >> Halvings;
        var sum = BigInteger.One << inner;
        var term = sum;
        for (var k = 1; !term.IsZero && k < 4000; k++)
        {
            term = (term * small >> inner) / k;
            sum += term;
        }

        for (var i = 0; i < Halvings; i++)
            sum = sum * sum >> inner;
        return sum >> (inner - bits);
    }

    /// <summary>sin x and cos x for |x| ≤ 1.</summary>
    public static (BigInteger Sin, BigInteger Cos) SinCos(BigInteger x, int bits)
    {
        var square = x * x >> bits;
        var sin = x;
        var cos = BigInteger.One << bits;
        var (s, c) = (sin, cos);
        for (var k = 1; (!s.IsZero || !c.IsZero) && k < 4000; k++)
        {
            c = -(c * square >> bits) / ((2 * k - 1) * 2 * k);
            s = -(s * square >> bits) / (2 * k * (2 * k + 1));
            cos += c;
            sin += s;
        }

        return (sin, cos);
    }

    /// <summary>arctan x for |x| ≤ 1.</summary>
    public static BigInteger ArcTan(BigInteger x, int bits)
    {
        // arctan x = 2 arctan(x / (1 + √(1 + x²)))
        const int Halvings = 3;
        var inner = bits + 12;
        var one = BigInteger.One << inner;
        x <<= inner - bits;
        for (var i = 0; i < Halvings; i++)
            x = (x << inner) / (one + Make.Floor((one + (x * x >> inner)) << inner, 2));
        var square = x * x >> inner;
        var (sum, term) = (x, x);
        for (var k = 3; !term.IsZero && k < 8000; k += 2)
        {
            term = -(term * square >> inner);
            if (term == BigInteger.MinusOne)
                break;
            sum += term / k;
        }

        return sum << Halvings >> (inner - bits);
    }

    private static BigInteger ArcTanInverse(int n, int bits)
    {
        var inner = bits + 32;
        var term = (BigInteger.One << inner) / n;
        var sum = term;
        for (var k = 3; !term.IsZero; k += 2)
        {
            term = -term / (n * n);
            sum += term / k;
        }

        return sum >> 32;
    }

    private static BigInteger ArTanhInverse(int n, int bits)
    {
        var inner = bits + 32;
        var term = (BigInteger.One << inner) / n;
        var sum = term;
        for (var k = 3; !term.IsZero; k += 2)
        {
            term /= n * n;
            sum += term / k;
        }

        return sum >> 32;
    }
}
