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
    /// Whether something was too small to be seen next to something else: a term in a sum, the distance of a function from
    /// its limit. A difference could hide in it, so that nothing may be called equal.
    /// </summary>
    public bool Absorbed { get; private set; }

    // cos x and 1 differ by x²/2: what is this near to where a function is flat leaves too little of itself to be compared.
    private int Flat => Agreement(precision) / 8;

    // What a series takes grows with the square of its precision where the numbers are long.
    private long Work => precision <= 2000 ? precision : (long)precision * precision / 2000;

    /// <summary>The bits that must agree before two values of this precision are called equal.</summary>
    public static int Agreement(int precision) => precision - (precision > 300 ? 88 : 48);

    public Point Value(Expr x)
    {
        // A step is some 25 ns: what an operation on numbers of this precision costs.
        budget.Spend(12 + precision / 32);
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
            Absorbed |= !e.IsInteger && IsNear(value, Point.One);
            if (e.IsInteger && e.Size <= 24)
            {
                budget.Spend((long)e.Size * (4 + precision / 32));
                return Point.Pow(value, e.Numerator, precision);
            }

            if (e.Denominator == 2 && e.Size <= 24)
            {
                budget.Spend(2 * Work);
                return Point.Pow(Point.Sqrt(value, precision + 8), e.Numerator, precision);
            }

            // Roots of small degrees by whole numbers, which is faster than by logarithms the more digits there are.
            if (e.Denominator <= 8 && e.Size <= 24 && value is { IsReal: true, Re.IsPositive: true })
            {
                budget.Spend(2 * Work);
                return Point.Pow(Point.Real(Ball.Root(value.Re, (int)e.Denominator, precision + 8)), e.Numerator, precision);
            }

            budget.Spend(8 * Work);
            var exponent = Point.Real(Ball.Of(e, precision + 64));
            Absorbed |= IsNear(exponent, Point.Zero);
            return Point.Pow(value, exponent, precision);
        }

        var y = Value(p.Exponent);
        Absorbed |= IsNear(y, Point.Zero);
        if (p.Base is Named { Constant: Constant.E })
        {
            budget.Spend(6 * Work);
            return Point.Exp(y, precision);
        }

        var x = Value(p.Base);
        if (!x.IsDefined || !y.IsDefined)
            return Point.Undefined;
        Absorbed |= IsNear(x, Point.One);

        // A whole exponent keeps a negative base real, and takes a few products only.
        if (y.IsReal && y.Re.IsExact && y.Re.Magnitude < 20 && y.Re.Floor() is { } n && Ball.Subtract(y.Re, Ball.Of(n), precision).IsExactZero)
        {
            budget.Spend((long)n.GetBitLength() * (6 + precision / 24));
            return Point.Pow(x, n, precision);
        }

        // Two series, and more digits
        budget.Spend(12 * Work);
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
            Absorbed |= IsFlat(c.Function, arguments[i]);
        }

        budget.Spend(c.Function switch { "root" => 2, "ln" => 3, "sin" or "cos" or "tan" => 4, _ => 5 } * Work);
        return FunctionValues.Of(c.Function, arguments, precision, budget);
    }

    private bool IsNear(Point value, Point limit)
    {
        var distance = Point.Subtract(value, limit, precision);
        return distance.IsDefined && distance.Magnitude < -Flat && !(distance.Re.IsExactZero && distance.Im.IsExactZero);
    }

    private bool IsFlat(string function, Point x) => function switch
    {
        "abs" or "norm" or "floor" or "ceil" or "sgn" or "max" or "min" or "factorial" or "factorial2" or "binomial" or "gcd" or "lcm" or "mod" => false,
        "ln" or "acosh" => IsNear(x, Point.One),
        "tanh" or "coth" => x.Magnitude > 5 || IsNear(x, Point.Zero),
        "atan" or "acot" or "asec" or "acsc" or "atan2" => x.Magnitude > Flat || IsNear(x, Point.Zero),
        _ => IsNear(x, Point.Zero),
    };

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
