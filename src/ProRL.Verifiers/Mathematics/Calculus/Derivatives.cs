using System.Runtime.InteropServices;

namespace ProRL.Verifiers.Mathematics.Calculus;

/// <summary>Derivatives by the rules of school, for comparing antiderivatives and derivatives that stand unevaluated.</summary>
internal static class Derivatives
{
    // A derivative of a formula holds it several times over.
    private const int MaxNodes = 400;

    /// <summary>d x / d<paramref name="v"/>; null where a rule is missing or the formula is too large.</summary>
    public static Expr? Of(Expr x, string v) => Shapes.IsSmall(x, MaxNodes) ? Rule(x, v) : null;

    private static Expr? Rule(Expr x, string v)
    {
        if (!Symbols.Occurs(x, v))
            return Expr.Zero;
        switch (x)
        {
            case Sym:
                return Expr.One;
            case Sum s:
                // (f + g)' = f' + g'
                return Add(s, v);
            case Product p:
                return Multiply(p, v);
            case Power { Exponent: var e } p when !Symbols.Occurs(e, v):
                // (f^n)' = n f^(n−1) f'
                return Rule(p.Base, v) is { } inner ? Make.Multiply(Make.Multiply(e, Make.Power(p.Base, Make.Subtract(e, Expr.One))), inner) : null;
            case Power p:
                // (f^g)' = f^g (g ln f)'
                return Rule(p.Base is Named { Constant: Constant.E } ? p.Exponent : Make.Multiply(p.Exponent, new Call("ln", [p.Base])), v) is { } log ? Make.Multiply(p, log) : null;
            case Call { Arguments: [var u] } c:
                return Outer(c.Function, u) is { } outer && Rule(u, v) is { } chain ? Make.Multiply(outer, chain) : null;
            default:
                return null;
        }
    }

    private static Expr? Add(Sum s, string v)
    {
        var terms = new Expr[s.Terms.Length];
        for (var i = 0; i < terms.Length; i++)
        {
            if (Rule(s.Terms[i], v) is not { } term)
                return null;
            terms[i] = term;
        }

        return Make.Sum(terms);
    }

    // (f g)' = f' g + f g'
    private static Expr? Multiply(Product p, string v)
    {
        var terms = new List<Expr>(p.Factors.Length);
        for (var i = 0; i < p.Factors.Length; i++)
        {
            if (Rule(p.Factors[i], v) is not { } factor)
                return null;
            if (factor is Num { Value.IsZero: true } && Array.TrueForAll(p.Factors, f => f is not (Quantity or Matrix)))
                continue;
            Expr[] factors = [.. p.Factors];
            factors[i] = factor;
            terms.Add(Make.Product(factors));
        }

        return Make.Sum(CollectionsMarshal.AsSpan(terms));
    }

    private static Expr? Outer(string function, Expr u) => function switch
    {
        "sin" => new Call("cos", [u]),
        "cos" => Make.Negate(new Call("sin", [u])),
        "tan" => Make.Power(new Call("sec", [u]), Make.Number(2)),
        "cot" => Make.Negate(Make.Power(new Call("csc", [u]), Make.Number(2))),
        "sec" => Make.Multiply(new Call("sec", [u]), new Call("tan", [u])),
        "csc" => Make.Negate(Make.Multiply(new Call("csc", [u]), new Call("cot", [u]))),
        "ln" => Make.Divide(Expr.One, u),
        "asin" => Make.Divide(Expr.One, Make.Sqrt(Make.Subtract(Expr.One, Square(u)))),
        "acos" => Make.Negate(Make.Divide(Expr.One, Make.Sqrt(Make.Subtract(Expr.One, Square(u))))),
        "atan" => Make.Divide(Expr.One, Make.Add(Expr.One, Square(u))),
        "sinh" => new Call("cosh", [u]),
        "cosh" => new Call("sinh", [u]),
        "tanh" => Make.Power(new Call("sech", [u]), Make.Number(2)),

        // |u|' = u / |u|
        "abs" => Make.Divide(u, new Call("abs", [u])),
        _ => null,
    };

    private static Expr Square(Expr u) => Make.Power(u, Make.Number(2));
}
