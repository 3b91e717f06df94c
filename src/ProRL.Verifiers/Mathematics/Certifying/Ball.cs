using System.Numerics;

namespace ProRL.Verifiers.Mathematics.Certifying;

/// <summary>
/// A real number known to lie in [(Middle − Radius) · 2^Exponent, (Middle + Radius) · 2^Exponent], or undefined. Every
/// operation encloses all results of its arguments, so what two balls say of their distance is certain.
/// </summary>
internal readonly struct Ball
{
    public static readonly Ball Undefined = new(BigInteger.Zero, BigInteger.MinusOne, 0);
    public static readonly Ball Zero = new(BigInteger.Zero, BigInteger.Zero, 0);
    public static readonly Ball One = new(BigInteger.One, BigInteger.Zero, 0);

    // Exponents stay far from the end of the range, so that sums of them can't overflow.
    private const long MaxExponent = 1L << 58;

    // A radius needs few bits; more of them only slow the arithmetic down.
    private const int RadiusBits = 24;

    public Ball(BigInteger middle, BigInteger radius, long exponent)
    {
        Middle = middle;
        Radius = radius;
        Exponent = exponent;
    }

    public BigInteger Middle { get; }

    public BigInteger Radius { get; }

    public long Exponent { get; }

    public bool IsDefined => Radius.Sign >= 0;

    public bool IsExact => Radius.IsZero;

    public bool IsExactZero => Middle.IsZero && Radius.IsZero;

    public bool ContainsZero => BigInteger.Abs(Middle) <= Radius;

    /// <summary>Whether every number of the ball is above zero.</summary>
    public bool IsPositive => Middle > Radius && IsDefined;

    public bool IsNegative => -Middle > Radius && IsDefined;

    /// <summary>The least e with |x| &lt; 2^e for all x of the ball; a very small number for the exact zero.</summary>
    public long Magnitude => IsExactZero ? -MaxExponent : (BigInteger.Abs(Middle) + Radius).GetBitLength() + Exponent;

    /// <summary>The least e with width &lt; 2^e.</summary>
    public long RadiusMagnitude => Radius.IsZero ? -MaxExponent : Radius.GetBitLength() + Exponent;

    public static Ball Of(BigInteger whole) => new(whole, BigInteger.Zero, 0);

    public static Ball Of(Rational value, int precision) => value.IsInteger
        ? Round(value.Numerator, BigInteger.Zero, 0, precision)
        : Divide(Of(value.Numerator), Of(value.Denominator), precision);

    /// <summary>Drops the bits past <paramref name="precision"/> and widens the radius by what they held.</summary>
    public static Ball Round(BigInteger middle, BigInteger radius, long exponent, int precision)
    {
        var drop = Math.Max(middle.GetBitLength() - precision, radius.GetBitLength() - RadiusBits);
        if (drop > 0)
        {
            middle >>= (int)drop;
            radius = (radius >> (int)drop) + (radius.IsZero ? 1 : 2);
            exponent += drop;
        }

        return Math.Abs(exponent) > MaxExponent ? Undefined : new Ball(middle, radius, exponent);
    }

    public static Ball Negate(Ball a) => a.IsDefined ? new Ball(-a.Middle, a.Radius, a.Exponent) : a;

    public static Ball Abs(Ball a)
    {
        if (!a.IsDefined || a.Middle > a.Radius)
            return a;
        if (a.IsNegative)
            return Negate(a);

        // [−r, s] becomes [0, max]
        var top = BigInteger.Abs(a.Middle) + a.Radius;
        return new Ball(top, top, a.Exponent - 1);
    }

    public static Ball Add(Ball a, Ball b, int precision)
    {
        if (!a.IsDefined || !b.IsDefined)
            return Undefined;
        if (a.IsExactZero)
            return b;
        if (b.IsExactZero)
            return a;
        if (a.Exponent < b.Exponent)
            (a, b) = (b, a);
        var gap = a.Exponent - b.Exponent;
        var room = 2L * precision + 64;
        if (gap <= room)
            return Round((a.Middle << (int)gap) + b.Middle, (a.Radius << (int)gap) + b.Radius, b.Exponent, precision);

        // b lies below all bits of a that are kept, or reaches into them with its top only.
        var bottom = a.Exponent - room;
        var shift = bottom - b.Exponent;
        var size = Math.Max(b.Middle.GetBitLength(), b.Radius.GetBitLength()) + 1;
        var (middle, radius) = shift > size ? (BigInteger.Zero, BigInteger.One) : (b.Middle >> (int)shift, (b.Radius >> (int)shift) + 2);
        return Round((a.Middle << (int)room) + middle, (a.Radius << (int)room) + radius, bottom, precision);
    }

    public static Ball Subtract(Ball a, Ball b, int precision) => Add(a, Negate(b), precision);

    public static Ball Multiply(Ball a, Ball b, int precision)
    {
        if (!a.IsDefined || !b.IsDefined)
            return Undefined;
        var radius = a.IsExact && b.IsExact ? BigInteger.Zero : BigInteger.Abs(a.Middle) * b.Radius + BigInteger.Abs(b.Middle) * a.Radius + a.Radius * b.Radius;
        return Round(a.Middle * b.Middle, radius, a.Exponent + b.Exponent, precision);
    }

    public static Ball Divide(Ball a, Ball b, int precision)
    {
        if (!a.IsDefined || !b.IsDefined || b.ContainsZero)
            return Undefined;
        if (a.IsExactZero)
            return a;
        var divisor = BigInteger.Abs(b.Middle);
        var shift = (int)Math.Max(0, precision + 2 + divisor.GetBitLength() - a.Middle.GetBitLength());

        // |a/b − A/B| ≤ (|A| r_b + |B| r_a) / (|B| (|B| − r_b))
        var radius = a.IsExact && b.IsExact
            ? BigInteger.One
            : ((BigInteger.Abs(a.Middle) * b.Radius + divisor * a.Radius) << shift) / (divisor * (divisor - b.Radius)) + 2;
        return Round((a.Middle << shift) / b.Middle, radius, a.Exponent - b.Exponent - shift, precision);
    }

    /// <summary>The square root of a ball that does not reach below zero; a ball that only touches zero is taken from zero on.</summary>
    public static Ball Sqrt(Ball a, int precision)
    {
        if (!a.IsDefined || a.IsNegative)
            return Undefined;
        if (a.IsExactZero)
            return a;
        if (a.ContainsZero)
        {
            var top = Sqrt(new Ball(a.Middle + a.Radius, BigInteger.Zero, a.Exponent), precision);
            return new Ball(top.Middle + top.Radius, top.Middle + top.Radius, top.Exponent - 1);
        }

        var shift = Math.Max(0, 2L * precision + 4 - a.Middle.GetBitLength());
        if (((a.Exponent - shift) & 1) != 0)
            shift++;
        var middle = a.Middle << (int)shift;
        var root = Make.Floor(middle, 2);

        // √(m + r) − √m ≤ r / √(m − r), well above the true half of it
        var radius = a.IsExact ? BigInteger.One : (a.Radius << (int)shift) / BigInteger.Max(BigInteger.One, Make.Floor((a.Middle - a.Radius) << (int)shift, 2)) + 2;
        return Round(root, radius, (a.Exponent - shift) / 2, precision);
    }

    /// <summary>The root of a ball above zero, of a degree of 2 or more.</summary>
    public static Ball Root(Ball a, int degree, int precision)
    {
        if (!a.IsPositive)
            return Undefined;
        var shift = Math.Max(0, (long)degree * (precision + 2) - a.Middle.GetBitLength());
        while ((a.Exponent - shift) % degree != 0)
            shift++;
        var root = Make.Floor(a.Middle << (int)shift, degree);

        // A root is off by a smaller share of itself than what it is taken of: |ᵏ√(m ± r) − ᵏ√m| ≤ ᵏ√m r / m.
        var radius = a.IsExact ? BigInteger.One : (root + 1) * a.Radius / (a.Middle - a.Radius) + 2;
        return Round(root, radius, (a.Exponent - shift) / degree, precision);
    }

    /// <summary>2^<paramref name="power"/> times the ball.</summary>
    public Ball Scale(long power) => IsDefined && Math.Abs(Exponent + power) < MaxExponent ? new Ball(Middle, Radius, Exponent + power) : Undefined;

    /// <summary>The largest whole number not above any number of the ball, where it is one and the same; else null.</summary>
    public BigInteger? Floor()
    {
        if (!IsDefined || Magnitude > 4096)
            return null;
        var (low, high) = (Shift(Middle - Radius), Shift(Middle + Radius));
        return low == high ? low : null;
    }

    /// <summary>The middle as a whole number of units 2^-<paramref name="bits"/>, rounded down.</summary>
    public BigInteger ToFixed(int bits)
    {
        var shift = Exponent + bits;
        return shift >= 0 ? Middle << (int)shift : shift < -Middle.GetBitLength() - 2 ? BigInteger.Zero : Middle >> (int)-shift;
    }

    private BigInteger Shift(BigInteger value) => Exponent >= 0 ? value << (int)Exponent : Exponent < -value.GetBitLength() - 2 ? value.Sign < 0 ? BigInteger.MinusOne : BigInteger.Zero : value >> (int)-Exponent;
}
