using System.Numerics;

namespace ProRL.Verifiers.Mathematics.Certifying;

/// <summary>
/// Encloses the value of an expression at one point with a given precision in bits. What has no value there, or none that
/// this precision can tell, is undefined. Not thread-safe.
/// </summary>
internal sealed class Evaluator(IReadOnlyDictionary<string, Point> variables, int precision, Budget budget)
{
    // A range of a sum or a product that is longer is no answer that people write.
    private const int MaxTerms = 400;

    private readonly Dictionary<string, Point> _bound = [];

    /// <summary>The largest magnitude among the terms of all sums: what cancellation is measured by.</summary>
    public long Scale { get; private set; } = -(1L << 50);

    /// <summary>
    /// Whether some sum had a term too small to be seen next to the others: a difference could hide in it, so that nothing
    /// may be called equal.
    /// </summary>
    public bool Absorbed { get; private set; }

    public Point Value(Expr x)
    {
        // About what an operation on numbers of this precision costs, next to reading a character.
        budget.Spend(4 + precision / 64);
        return x switch
        {
            Num n => Number(n.Value),
            Sym s => _bound.TryGetValue(s.Name, out var b) ? b : variables.TryGetValue(s.Name, out var v) ? v : Point.Undefined,
            Named { Constant: Constant.Pi } => Point.Real(Elementary.Pi(precision)),
            Named { Constant: Constant.E } => Point.Real(Elementary.Exp(Ball.One, precision)),
            Named { Constant: Constant.I } => Point.I,
            Sum s => Add(s),
            Product p => Multiply(p),
            Power p => Raise(p),
            Call c => Apply(c),
            Binder b => Range(b),
            Quantity { Unit: "°" } q => Point.Multiply(Value(q.Value), Point.Real(Ball.Divide(Elementary.Pi(precision), Ball.Of(180), precision)), precision),
            _ => Point.Undefined,
        };
    }

    private Point Number(Rational value)
    {
        // A number of more bits than the precision keeps is rounded: 4^2012 ± 1 look the same.
        Absorbed |= value.Size > precision - 40 && value.Numerator.GetBitLength() > precision - 40;
        return Point.Real(Ball.Of(value, precision));
    }

    private Point Add(Sum s)
    {
        var sum = Point.Zero;
        var (smallest, largest) = (long.MaxValue, long.MinValue);
        foreach (var term in s.Terms)
        {
            var value = Value(term);
            if (!value.IsDefined)
                return Point.Undefined;
            if (!value.Re.IsExactZero || !value.Im.IsExactZero)
                (smallest, largest) = (Math.Min(smallest, value.Magnitude), Math.Max(largest, value.Magnitude));
            Absorbed |= largest - smallest > precision - 40 && smallest != long.MaxValue;
            Scale = Math.Max(Scale, value.Magnitude);
            sum = Point.Add(sum, value, precision);
        }

        return sum;
    }

    private Point Multiply(Product p)
    {
        var product = Point.One;
        foreach (var factor in p.Factors)
        {
            var value = Value(factor);
            if (!value.IsDefined)
                return Point.Undefined;
            product = Point.Multiply(product, value, precision);
        }

        return product;
    }

    private Point Raise(Power p)
    {
        // x^(1/2) as a root is sharper at zero than by logarithms.
        if (p.Exponent is Num { Value: var e })
        {
            var value = Value(p.Base);
            if (!value.IsDefined)
                return Point.Undefined;
            if (e.IsInteger && e.Size <= 24)
            {
                budget.Spend((long)e.Size * 4);
                return Point.Pow(value, e.Numerator, precision);
            }

            if (e.Denominator == 2 && e.Size <= 24)
                return Point.Pow(Point.Sqrt(value, precision + 8), e.Numerator, precision);
            budget.Spend(4 * precision);
            return Point.Pow(value, Point.Real(Ball.Of(e, precision + 64)), precision);
        }

        budget.Spend(4 * precision);
        if (p.Base is Named { Constant: Constant.E })
            return Point.Exp(Value(p.Exponent), precision);
        var (x, y) = (Value(p.Base), Value(p.Exponent));
        if (!x.IsDefined || !y.IsDefined)
            return Point.Undefined;

        // A whole exponent keeps a negative base real.
        if (y.IsReal && y.Re.IsExact && y.Re.Magnitude < 20 && y.Re.Floor() is { } n && Ball.Subtract(y.Re, Ball.Of(n), precision).IsExactZero)
            return Point.Pow(x, n, precision);
        return Point.Pow(x, y, precision);
    }

    private Point Apply(Call c)
    {
        var arguments = new Point[c.Arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Value(c.Arguments[i]);
            if (!arguments[i].IsDefined)
                return Point.Undefined;
        }

        // A series of this precision, in steps of a character each
        budget.Spend(2 * precision);
        return FunctionValues.Of(c.Function, arguments, precision, budget);
    }

    private Point Range(Binder b)
    {
        if (b.Operator is not ("sum" or "prod") || b.From is null || b.To is null)
            return Point.Undefined;
        if (Whole(b.From) is not { } from || Whole(b.To) is not { } to || to - from > MaxTerms)
            return Point.Undefined;
        var saved = _bound.TryGetValue(b.Variable, out var outer) ? outer : (Point?)null;
        var result = b.Operator == "sum" ? Point.Zero : Point.One;
        for (var k = from; k <= to && result.IsDefined; k++)
        {
            _bound[b.Variable] = Point.Real(Ball.Of(k));
            var value = Value(b.Body);
            result = b.Operator == "sum" ? Point.Add(result, value, precision) : Point.Multiply(result, value, precision);
        }

        _bound.Remove(b.Variable);
        if (saved is { } point)
            _bound[b.Variable] = point;
        return result;
    }

    private BigInteger? Whole(Expr x)
    {
        var value = Value(x);
        return value.IsDefined && value.IsReal && value.Re.IsExact && value.Re.Floor() is { } n && Ball.Subtract(value.Re, Ball.Of(n), precision).IsExactZero ? n : null;
    }
}
