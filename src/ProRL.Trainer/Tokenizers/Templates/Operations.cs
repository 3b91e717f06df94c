using System.Globalization;

namespace ProRL.Trainer.Tokenizers.Templates;

/// <summary><c>and</c> and <c>or</c>: the value of the side that decides.</summary>
internal sealed class Junction(int offset, Expression left, Expression right, bool and) : Expression(offset, left, right)
{
    protected override object? Compute(Rendering rendering)
    {
        var value = left.Evaluate(rendering);
        return Values.Truth(value) == and ? right.Evaluate(rendering) : value;
    }
}

internal sealed class Not(int offset, Expression part) : Expression(offset, part)
{
    protected override object? Compute(Rendering rendering) => !Values.Truth(part.Evaluate(rendering));
}

internal sealed class Sign(int offset, Expression part, bool minus) : Expression(offset, part)
{
    protected override object? Compute(Rendering rendering) => part.Evaluate(rendering) switch
    {
        // As objects: otherwise both arms would become doubles.
        long n => (object)(minus ? -n : n),
        double d => minus ? -d : d,
        var other => throw new TemplateException(Offset, $"{Values.Kind(other)} has no sign"),
    };
}

/// <summary>Comparisons in a row: <c>a &lt; b &lt;= c</c> holds where each of them does.</summary>
internal sealed class Comparison(int offset, Expression first, (string Operator, Expression Right)[] rest) : Expression(offset, [first, .. rest.Select(r => r.Right)])
{
    protected override object? Compute(Rendering rendering)
    {
        var left = first.Evaluate(rendering);
        foreach (var (symbol, expression) in rest)
        {
            var right = expression.Evaluate(rendering);
            var holds = symbol switch
            {
                "==" => Values.Same(left, right),
                "!=" => !Values.Same(left, right),
                "<" => Values.Order(left, right, Offset) < 0,
                "<=" => Values.Order(left, right, Offset) <= 0,
                ">" => Values.Order(left, right, Offset) > 0,
                ">=" => Values.Order(left, right, Offset) >= 0,
                "in" => Values.Contains(right, left, Offset),
                _ => !Values.Contains(right, left, Offset),
            };
            if (!holds) return false;
            left = right;
        }
        return true;
    }
}

/// <summary><c>~</c>: both sides as they would be written, one after the other.</summary>
internal sealed class Concatenation(int offset, Expression left, Expression right) : Expression(offset, left, right)
{
    protected override object? Compute(Rendering rendering)
    {
        var start = Values.Print(left.Evaluate(rendering), left.Offset);
        var end = Values.Print(right.Evaluate(rendering), right.Offset);
        rendering.Allow((long)start.Length + end.Length, Offset);
        return start + end;
    }
}

internal sealed class Arithmetic(int offset, string symbol, Expression left, Expression right) : Expression(offset, left, right)
{
    protected override object? Compute(Rendering rendering)
    {
        var a = left.Evaluate(rendering);
        var b = right.Evaluate(rendering);
        switch (symbol, a, b)
        {
            case ("+", string s, string t):
                rendering.Allow((long)s.Length + t.Length, Offset);
                return s + t;
            case ("+", List<object?> s, List<object?> t):
                rendering.AllowItems((long)s.Count + t.Count, Offset);
                return (List<object?>)[.. s, .. t];
            case ("*", string s, long n):
                n = Math.Clamp(n, 0, int.MaxValue);
                rendering.Allow(s.Length * n, Offset);
                return string.Concat(Enumerable.Repeat(s, s.Length == 0 ? 0 : (int)n));
        }
        if (Values.Number(a) is not { } x || Values.Number(b) is not { } y)
            throw new TemplateException(Offset, $"'{symbol}' does not go between {Values.Kind(a)} and {Values.Kind(b)}");
        if (symbol is "/" or "//" or "%" && y == 0) throw new TemplateException(Offset, "a division by zero");
        try
        {
            return symbol == "/" || a is double || b is double ? Real(x, y) : Whole(Values.Integer(a), Values.Integer(b));
        }
        catch (OverflowException)
        {
            throw new TemplateException(Offset, string.Create(CultureInfo.InvariantCulture, $"{x} {symbol} {y} is too large"));
        }
    }

    // Python's division and remainder go towards minus infinity.
    private double Real(double x, double y) => symbol switch
    {
        "+" => x + y,
        "-" => x - y,
        "*" => x * y,
        "/" => x / y,
        "//" => Math.Floor(x / y),
        "%" => x - y * Math.Floor(x / y),
        _ => Math.Pow(x, y),
    };

    private object Whole(long x, long y)
    {
        switch (symbol)
        {
            case "+": return checked(x + y);
            case "-": return checked(x - y);
            case "*": return checked(x * y);
            case "//": return x == long.MinValue && y == -1 ? throw new OverflowException() : x / y - (x % y != 0 && x < 0 != y < 0 ? 1 : 0);
            case "%": return y == -1 ? 0L : x % y + (x % y != 0 && x < 0 != y < 0 ? y : 0);
            case "**" when y < 0: return Math.Pow(x, y);
        }
        if (y > 63 && x is not (0 or 1 or -1)) throw new OverflowException();
        var power = 1L;
        for (var i = 0L; i < (y > 63 ? y % 2 : y); i++) power = checked(power * x);
        return power;
    }
}
