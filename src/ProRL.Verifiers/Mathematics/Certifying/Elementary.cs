using System.Numerics;

namespace ProRL.Verifiers.Mathematics.Certifying;

/// <summary>Elementary functions of real balls. A result that would be too wide to be of use is undefined.</summary>
internal static class Elementary
{
    // Room for reductions and for the error of a series.
    private const int Guard = 32;

    // An exponent of e, or an angle, past this needs more digits of ln 2 or π than are kept.
    private const int MaxArgument = 50;

    public static Ball Pi(int precision) => new(Series.Pi(precision + 8), 2, -precision - 8);

    public static Ball Exp(Ball x, int precision)
    {
        if (!x.IsDefined || x.Magnitude > MaxArgument || x.RadiusMagnitude > -4)
            return Ball.Undefined;
        if (x.IsExactZero)
            return Ball.One;
        var bits = precision + Guard + (int)Math.Max(0, x.Magnitude);
        var middle = x.ToFixed(bits);

        // e^x = 2^n e^(x − n ln 2)
        var n = (middle + (Series.Ln2(bits) >> 1)) / Series.Ln2(bits);
        var result = Series.Exp(middle - n * Series.Ln2(bits), bits);

        // e^(x ± r) = e^x (1 ± 2r) for r < 1/16; n ln 2 is wrong by n units.
        var radius = (result * RadiusIn(x, bits) >> (bits - 1)) + Series.Slack + 2 * BigInteger.Abs(n);
        return Ball.Round(result, radius, (long)n - bits, precision);
    }

    public static Ball Ln(Ball x, int precision)
    {
        if (!x.IsPositive)
            return Ball.Undefined;
        var bits = precision + Guard;

        // x = m 2^k with 1/2 ≤ m < 1
        var k = x.Middle.GetBitLength() + x.Exponent;
        var m = new Ball(x.Middle, BigInteger.Zero, x.Exponent - k).ToFixed(bits);
        var y = new BigInteger(Math.Log((double)(m >> (bits - 52)) / (1L << 52)) * (1L << 52)) << (bits - 52);

        // Halley's step: y + 2 (m − e^y) / (m + e^y) triples the correct digits.
        for (var correct = 45; correct < bits; correct *= 3)
        {
            var power = Series.Exp(y, bits);
            y += ((m - power) << (bits + 1)) / (m + power);
        }

        var result = y + k * Series.Ln2(bits);

        // ln(m ± r) = ln m ± r / (m − r), and m − r > m/2 where r < m/2
        if (x.Radius << 1 > x.Middle)
            return Ball.Undefined;
        var relative = (x.Radius << (bits + 1)) / x.Middle;
        return Ball.Round(result, relative + 4 * Series.Slack + Math.Abs(k), -bits, precision);
    }

    public static (Ball Sin, Ball Cos) SinCos(Ball x, int precision)
    {
        if (!x.IsDefined || x.Magnitude > 2000 || x.RadiusMagnitude > -2)
            return (Ball.Undefined, Ball.Undefined);
        if (x.IsExactZero)
            return (Ball.Zero, Ball.One);
        var bits = precision + Guard + (int)Math.Max(0, x.Magnitude);
        var middle = x.ToFixed(bits);
        var half = Series.Pi(bits + 1) >> 2;

        // x = n π/2 + y with |y| ≤ π/4
        var n = (middle + (half >> 1) - (middle.Sign < 0 ? half : 0)) / half;
        var y = middle - (n * Series.Pi(bits + 64) >> 65);
        var (sin, cos) = Series.SinCos(y, bits);
        (sin, cos) = (int)(((n % 4) + 4) % 4) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
        var radius = RadiusIn(x, bits) + Series.Slack;
        return (Ball.Round(sin, radius, -bits, precision), Ball.Round(cos, radius, -bits, precision));
    }

    public static Ball ArcTan(Ball x, int precision)
    {
        if (!x.IsDefined)
            return Ball.Undefined;
        if (x.IsExactZero)
            return x;
        if (x.Magnitude > 1)
        {
            if (x.ContainsZero)
                return Ball.Undefined;

            // arctan x = ±π/2 − arctan 1/x
            var rest = ArcTan(Ball.Divide(Ball.One, x, precision + Guard), precision + Guard);
            var quarter = Pi(precision + Guard).Scale(-1);
            return Ball.Subtract(x.Middle.Sign > 0 ? quarter : Ball.Negate(quarter), rest, precision);
        }

        var bits = precision + Guard + (int)Math.Min(4 * precision, Math.Max(0, -x.Magnitude));
        var result = Series.ArcTan(x.ToFixed(bits), bits);
        return Ball.Round(result, RadiusIn(x, bits) + Series.Slack, -bits, precision);
    }

    /// <summary>The angle of the point (x, y), in (−π, π]; undefined where it can't be told.</summary>
    public static Ball Angle(Ball y, Ball x, int precision)
    {
        if (x.IsPositive)
            return ArcTan(Ball.Divide(y, x, precision + 8), precision);
        if (y.IsPositive || y.IsNegative)
        {
            var quarter = Pi(precision + 8).Scale(-1);
            var rest = ArcTan(Ball.Divide(x, y, precision + 8), precision + 8);
            return Ball.Subtract(y.IsPositive ? quarter : Ball.Negate(quarter), rest, precision);
        }

        return y.IsExactZero && x.IsNegative ? Pi(precision) : Ball.Undefined;
    }

    // The radius in units 2^-bits, rounded up, with two units for the rounding of the middle
    private static BigInteger RadiusIn(Ball x, int bits)
    {
        var shift = x.Exponent + bits;
        return (shift >= 0 ? x.Radius << (int)shift : shift < -RadiusLimit ? x.Radius.Sign : (x.Radius >> (int)-shift) + 1) + 2;
    }

    private const int RadiusLimit = 100_000;
}
