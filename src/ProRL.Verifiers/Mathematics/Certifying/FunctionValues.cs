using System.Numerics;

namespace ProRL.Verifiers.Mathematics.Certifying;

/// <summary>Values of the named functions.</summary>
internal static class FunctionValues
{
    // 2000! has nineteen thousand bits, of which only the first are kept.
    private const int MaxFactorial = 2000;

    public static Point Of(string name, Point[] x, int p, Budget budget) => (name, x) switch
    {
        ("sin", [var a]) => Point.SinCos(a, p).Sin,
        ("cos", [var a]) => Point.SinCos(a, p).Cos,
        ("tan", [var a]) => Point.SinCos(a, p) is var (s, c) ? Point.Divide(s, c, p) : default,
        ("cot", [var a]) => Point.SinCos(a, p) is var (s, c) ? Point.Divide(c, s, p) : default,
        ("sec", [var a]) => Point.Inverse(Point.SinCos(a, p).Cos, p),
        ("csc", [var a]) => Point.Inverse(Point.SinCos(a, p).Sin, p),
        ("asin", [{ IsReal: true } a]) => Point.Real(ArcSin(a.Re, p)),
        ("acos", [{ IsReal: true } a]) => Point.Real(Ball.Subtract(Elementary.Pi(p).Scale(-1), ArcSin(a.Re, p), p)),
        ("atan", [{ IsReal: true } a]) => Point.Real(Elementary.ArcTan(a.Re, p)),
        ("acot", [{ IsReal: true } a]) => Point.Real(Ball.Subtract(Elementary.Pi(p).Scale(-1), Elementary.ArcTan(a.Re, p), p)),
        ("asec", [{ IsReal: true } a]) => Of("acos", [Point.Inverse(a, p)], p, budget),
        ("acsc", [{ IsReal: true } a]) => Of("asin", [Point.Inverse(a, p)], p, budget),
        ("atan2", [{ IsReal: true } y, { IsReal: true } a]) => Point.Real(Elementary.Angle(y.Re, a.Re, p)),
        ("ln", [var a]) => Point.Ln(a, p),
        ("sinh", [var a]) => Halves(a, p) is var (u, v) ? Point.Subtract(u, v, p) : default,
        ("cosh", [var a]) => Halves(a, p) is var (u, v) ? Point.Add(u, v, p) : default,
        ("tanh", [var a]) => Halves(a, p) is var (u, v) ? Point.Divide(Point.Subtract(u, v, p), Point.Add(u, v, p), p) : default,
        ("coth", [var a]) => Point.Inverse(Of("tanh", [a], p, budget), p),
        ("sech", [var a]) => Point.Inverse(Of("cosh", [a], p, budget), p),
        ("csch", [var a]) => Point.Inverse(Of("sinh", [a], p, budget), p),
        // arsinh x = ln(x + √(x² + 1)), arcosh x = ln(x + √(x² − 1)), artanh x = ½ ln((1 + x)/(1 − x))
        ("asinh", [{ IsReal: true } a]) => Point.Ln(Point.Add(a, Point.Sqrt(Point.Add(Point.Multiply(a, a, p), Point.One, p), p), p), p),
        ("acosh", [{ IsReal: true } a]) => Point.Ln(Point.Add(a, Point.Sqrt(Point.Subtract(Point.Multiply(a, a, p), Point.One, p), p), p), p),
        ("atanh", [{ IsReal: true } a]) => Half(Point.Ln(Point.Divide(Point.Add(Point.One, a, p), Point.Subtract(Point.One, a, p), p), p)),
        ("abs" or "norm", [var a]) => Point.Real(Point.Modulus(a, p)),
        ("floor", [{ IsReal: true } a]) => a.Re.Floor() is { } n ? Point.Real(Ball.Of(n)) : Point.Undefined,
        ("ceil", [{ IsReal: true } a]) => Ball.Negate(a.Re).Floor() is { } n ? Point.Real(Ball.Of(-n)) : Point.Undefined,
        ("sgn", [{ IsReal: true } a]) => a.Re.IsPositive ? Point.One : a.Re.IsNegative ? Point.Negate(Point.One) : a.Re.IsExactZero ? Point.Zero : Point.Undefined,
        ("max" or "min", _) => Extreme(x, name == "max", p),
        ("mod", [{ IsReal: true } a, { IsReal: true } m]) => Of("floor", [Point.Divide(a, m, p)], p, budget) is { IsDefined: true } q ? Point.Subtract(a, Point.Multiply(q, m, p), p) : Point.Undefined,
        ("root", [var a, var n]) => Root(a, n, p),
        ("factorial", [var a]) => Factorial(a, 1, p, budget),
        ("factorial2", [var a]) => Factorial(a, 2, p, budget),
        ("binomial", [var n, var k]) => Binomial(n, k, p, budget),
        ("gcd" or "lcm", _) => Divisors(name, x),
        _ => Point.Undefined,
    };

    // arcsin x = 2 arctan(x / (1 + √(1 − x²)))
    private static Ball ArcSin(Ball x, int p)
    {
        var root = Ball.Sqrt(Ball.Subtract(Ball.One, Ball.Multiply(x, x, p + 16), p + 16), p + 16);
        return Elementary.ArcTan(Ball.Divide(x, Ball.Add(Ball.One, root, p + 16), p + 16), p).Scale(1);
    }

    private static (Point Up, Point Down) Halves(Point a, int p)
    {
        var up = Point.Exp(a, p);
        return (Half(up), Half(Point.Inverse(up, p)));
    }

    private static Point Half(Point a) => new(a.Re.Scale(-1), a.Im.IsExactZero ? a.Im : a.Im.Scale(-1));

    private static Point Extreme(Point[] x, bool largest, int p)
    {
        var best = x[0];
        foreach (var next in x.AsSpan(1))
        {
            if (!next.IsReal || !best.IsReal)
                return Point.Undefined;
            var difference = Ball.Subtract(next.Re, best.Re, p);
            if (largest ? difference.IsPositive : difference.IsNegative)
                best = next;
            else if (difference.ContainsZero && !difference.IsExactZero)
                return Point.Undefined;
        }

        return best;
    }

    private static Point Root(Point a, Point n, int p)
    {
        if (Whole(n) is not { } degree || degree.IsZero)
            return Point.Pow(a, Point.Inverse(n, p), p);

        // The odd root of a negative number is negative, as the radical sign means it.
        if (a.IsReal && a.Re.IsNegative && !degree.IsEven)
            return Point.Negate(Root(Point.Negate(a), n, p));
        if (degree > 2 && degree <= 8 && a is { IsReal: true, Re.IsPositive: true })
            return Point.Real(Ball.Root(a.Re, (int)degree, p));
        return degree == 2 ? Point.Sqrt(a, p) : Point.Pow(a, Point.Real(Ball.Divide(Ball.One, Ball.Of(degree), p + 64)), p);
    }

    private static Point Factorial(Point a, int step, int p, Budget budget)
    {
        if (Whole(a) is not { } n || n.Sign < 0 || n > MaxFactorial)
            return Point.Undefined;
        budget.Spend(20 * (long)n);
        var product = Ball.One;
        for (var k = (int)n; k > 1; k -= step)
            product = Ball.Multiply(product, Ball.Of(k), p);
        return Point.Real(product);
    }

    // n (n−1) … (n−k+1) / k!, for any n
    private static Point Binomial(Point n, Point k, int p, Budget budget)
    {
        if (Whole(k) is not { } count)
            return Point.Undefined;
        if (count.Sign < 0)
            return Point.Zero;
        if (count > MaxFactorial)
            return Point.Undefined;
        budget.Spend(60 * (long)count);
        var result = Point.One;
        for (var i = 0; i < (int)count; i++)
            result = Point.Divide(Point.Multiply(result, Point.Subtract(n, Point.Real(Ball.Of(i)), p), p), Point.Real(Ball.Of(i + 1)), p);
        return result;
    }

    private static Point Divisors(string name, Point[] x)
    {
        var result = BigInteger.Zero;
        for (var i = 0; i < x.Length; i++)
        {
            if (Whole(x[i]) is not { } n)
                return Point.Undefined;
            result = i == 0 ? BigInteger.Abs(n) : name == "gcd" ? BigInteger.GreatestCommonDivisor(result, n) : result.IsZero || n.IsZero ? BigInteger.Zero : result / BigInteger.GreatestCommonDivisor(result, n) * BigInteger.Abs(n);
        }

        return Point.Real(Ball.Of(result));
    }

    private static BigInteger? Whole(Point a) =>
        a.IsReal && a.Re.IsExact && a.Re.Floor() is { } n && Ball.Subtract(a.Re, Ball.Of(n), 64).IsExactZero ? n : null;
}
