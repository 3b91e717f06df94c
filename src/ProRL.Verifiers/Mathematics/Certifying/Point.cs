using System.Numerics;

namespace ProRL.Verifiers.Mathematics.Certifying;

/// <summary>A complex number in a rectangle of two balls. Functions take their principal values.</summary>
internal readonly record struct Point(Ball Re, Ball Im)
{
    public static readonly Point Undefined = new(Ball.Undefined, Ball.Undefined);
    public static readonly Point Zero = new(Ball.Zero, Ball.Zero);
    public static readonly Point One = new(Ball.One, Ball.Zero);
    public static readonly Point I = new(Ball.Zero, Ball.One);

    public bool IsDefined => Re.IsDefined && Im.IsDefined;

    public bool IsReal => Im.IsExactZero;

    public long Magnitude => Math.Max(Re.Magnitude, Im.Magnitude);

    public static Point Real(Ball x) => x.IsDefined ? new Point(x, Ball.Zero) : Undefined;

    public static Point Add(Point a, Point b, int p) => new(Ball.Add(a.Re, b.Re, p), Ball.Add(a.Im, b.Im, p));

    public static Point Negate(Point a) => new(Ball.Negate(a.Re), Ball.Negate(a.Im));

    public static Point Subtract(Point a, Point b, int p) => Add(a, Negate(b), p);

    public static Point Multiply(Point a, Point b, int p)
    {
        if (a.IsReal && b.IsReal)
            return Real(Ball.Multiply(a.Re, b.Re, p));
        return new Point(
            Ball.Subtract(Ball.Multiply(a.Re, b.Re, p), Ball.Multiply(a.Im, b.Im, p), p),
            Ball.Add(Ball.Multiply(a.Re, b.Im, p), Ball.Multiply(a.Im, b.Re, p), p));
    }

    public static Point Inverse(Point a, int p)
    {
        if (a.IsReal)
            return Real(Ball.Divide(Ball.One, a.Re, p));

        // 1/(x + iy) = (x − iy) / (x² + y²)
        var norm = Ball.Add(Ball.Multiply(a.Re, a.Re, p), Ball.Multiply(a.Im, a.Im, p), p);
        return new Point(Ball.Divide(a.Re, norm, p), Ball.Divide(Ball.Negate(a.Im), norm, p));
    }

    public static Point Divide(Point a, Point b, int p) => a.IsReal && b.IsReal ? Real(Ball.Divide(a.Re, b.Re, p)) : Multiply(a, Inverse(b, p), p);

    public static Ball Modulus(Point a, int p) => a.IsReal
        ? Ball.Abs(a.Re)
        : Ball.Sqrt(Ball.Add(Ball.Multiply(a.Re, a.Re, p), Ball.Multiply(a.Im, a.Im, p), p), p);

    public static Point Exp(Point a, int p)
    {
        var size = Elementary.Exp(a.Re, p);
        if (a.IsReal)
            return Real(size);
        var (sin, cos) = Elementary.SinCos(a.Im, p);
        return new Point(Ball.Multiply(size, cos, p), Ball.Multiply(size, sin, p));
    }

    public static Point Ln(Point a, int p)
    {
        if (a.IsReal && a.Re.IsPositive)
            return Real(Elementary.Ln(a.Re, p));
        return new Point(Elementary.Ln(Modulus(a, p), p), Elementary.Angle(a.Im, a.Re, p));
    }

    public static Point Sqrt(Point a, int p)
    {
        if (a.IsReal)
        {
            if (a.Re.IsNegative)
                return new Point(Ball.Zero, Ball.Sqrt(Ball.Negate(a.Re), p));
            return Real(Ball.Sqrt(a.Re, p));
        }

        return Exp(Multiply(Ln(a, p + 8), Real(Ball.One.Scale(-1)), p + 8), p);
    }

    /// <summary>a^n by repeated squaring.</summary>
    public static Point Pow(Point a, BigInteger n, int p)
    {
        if (n.Sign < 0)
            return Inverse(Pow(a, -n, p + 8), p);
        var inner = p + 8 + (int)n.GetBitLength();
        var result = One;
        for (var bit = (int)n.GetBitLength() - 1; bit >= 0; bit--)
        {
            result = Multiply(result, result, inner);
            if (!((n >> bit) & 1).IsZero)
                result = Multiply(result, a, inner);
            if (!result.IsDefined)
                return Undefined;
        }

        return result;
    }

    /// <summary>a^b = e^(b ln a)</summary>
    public static Point Pow(Point a, Point b, int p)
    {
        if (a.Re.IsExactZero && a.Im.IsExactZero)
            return b.IsReal && b.Re.IsPositive ? Zero : Undefined;
        return Exp(Multiply(b, Ln(a, p + 40), p + 40), p);
    }

    public static (Point Sin, Point Cos) SinCos(Point a, int p)
    {
        if (a.IsReal)
        {
            var (s, c) = Elementary.SinCos(a.Re, p);
            return (Real(s), Real(c));
        }

        // cos z = (e^iz + e^−iz)/2, sin z = (e^iz − e^−iz)/2i
        var plus = Exp(Multiply(I, a, p), p);
        var minus = Inverse(plus, p);
        var cos = Add(plus, minus, p);
        var sin = Subtract(plus, minus, p);
        return (new Point(sin.Im.Scale(-1), Ball.Negate(sin.Re.Scale(-1))), new Point(cos.Re.Scale(-1), cos.Im.Scale(-1)));
    }
}
