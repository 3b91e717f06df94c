namespace ProRL.Verifiers.Mathematics;

/// <summary>Brings answers to the form in which they are compared: what only presents the answer is dropped.</summary>
internal static class Forms
{
    // ± makes two answers of one; more signs than this are no answer.
    private const int MaxSigns = 4;

    public static Expr Simplify(Expr x) => x switch
    {
        Conditional c => Simplify(c.Value),
        Listing l => SimplifyList(l),
        Relation r => SimplifyRelation(r),
        Matrix { Rows: [[var only]] } => Simplify(only),
        Bracketed b when b.Items.All(i => i is Relation { Operators: ['='], Operands: [Sym, _] }) => new Bracketed(b.Open, b.Close, Array.ConvertAll(b.Items, WithoutName)),
        _ => x,
    };

    /// <summary>The value of "x = value" where x is no more than a name for it, else the whole.</summary>
    public static Expr WithoutName(Expr x) => x is Relation { Operators: ['='], Operands: [var name, var value] } && IsName(name) ? value : x;

    /// <summary>Whether an expression names what is asked for: a variable, f(x), AB, ∠ABC, S/T, cos α.</summary>
    public static bool IsName(Expr x) => x switch
    {
        Sym => true,
        Call { Function: ['·', ..] } => true,
        Call { Arguments: [Sym], Function: not ("abs" or "floor" or "ceil") } => true,
        Call { Function: "abs", Arguments: [Sym or Product] } c => IsName(c.Arguments[0]),
        Product p => p.Factors.All(f => IsCapital(f) || f is Power { Exponent: Num { Value: var e } } q && e == Rational.MinusOne && (IsCapital(q.Base) || q.Base is Product && IsName(q.Base))),
        Bracketed b => b.Items.All(i => i is Sym or Call { Function: ['·', ..] }),
        Ratio r => r.Items.All(IsName),
        Quantity { Unit: not "°" } q => IsName(q.Value),
        Words => true,
        _ => false,
    };

    /// <summary>Whether an expression is dy/dx or d²y/dx² for some letters, which names a derivative.</summary>
    public static bool IsDerivative(Expr x) => x is Product { Factors: [var d, Sym, Power { Base: Product { Factors: [Sym { Name: "d" }, var v] }, Exponent: Num { Value: var minus } }] } && minus == Rational.MinusOne
        && (d is Sym { Name: "d" } && v is Sym
            || d is Power { Base: Sym { Name: "d" }, Exponent: Num { Value: var n } } && v is Power { Base: Sym, Exponent: Num { Value: var order } } && n == order);

    /// <summary>All values that an expression with ± stands for; null where it has none of it or too many.</summary>
    public static List<Expr>? Signs(Expr x)
    {
        var (count, opposite) = (0, false);
        Shapes.Any(x, e =>
        {
            count += e is PlusMinus ? 1 : 0;
            opposite |= e is PlusMinus { Sign: < 0 };
            return false;
        });
        if (count is 0 or > MaxSigns)
            return null;

        // The components of a point take their signs independently; within one formula all signs go together.
        if (x is Bracketed b && !opposite)
            return Combine(b);
        return [Fix(x, 1), Fix(x, -1)];
    }

    private static Expr Fix(Expr x, int sign) => Symbols.Map(x, e => e is PlusMinus p ? p.Sign * sign > 0 ? p.Value : Make.Negate(p.Value) : e);

    private static List<Expr> Combine(Bracketed b)
    {
        var all = new List<Expr[]> { Array.Empty<Expr>() };
        foreach (var item in b.Items)
        {
            List<Expr> values = Signs(item) ?? [item];
            all = [.. all.SelectMany(_ => values, (head, value) => (Expr[])[.. head, value])];
        }

        return [.. all.Select(items => (Expr)new Bracketed(b.Open, b.Close, items))];
    }

    private static Expr SimplifyList(Listing l)
    {
        var items = new List<Expr>();
        foreach (var item in l.Items)
        {
            switch (Simplify(item))
            {
                case Listing inner when inner.Connective == l.Connective || inner.Connective == Connective.Comma:
                    items.AddRange(inner.Items);
                    break;
                case var simple:
                    items.Add(simple);
                    break;
            }
        }

        // "2k, k ∈ ℤ": where a parameter lives is no second answer.
        if (items.Count > 1)
        {
            var kept = items.Where(i => i is not Relation { Operators: ['∈'], Operands: [Sym or Listing, Named or Sym { Name: ['N' or 'Z' or 'I' or 'R' or 'Q' or 'C', ..] }] }).ToList();
            if (kept.Count is > 0 && kept.Count < items.Count && kept[0] is not Relation { Operators: ['<' or '>' or '≤' or '≥' or '≠'] })
                items = kept;
        }

        return items.Count == 1 ? items[0] : new Listing([.. items], l.Connective);
    }

    private static bool IsCapital(Expr x) => x is Sym { Name: [>= 'A' and <= 'Z', ..] };

    private static Expr SimplifyRelation(Relation r)
    {
        // a ≈ 1.41 says a; what it is near to is a service to the reader.
        var near = Array.IndexOf(r.Operators, '≈');
        if (near == 0)
            return IsName(r.Operands[0]) ? new Relation([r.Operands[0], r.Operands[1]], ['=']) : r.Operands[0];
        if (near > 0)
            r = new Relation(r.Operands[..(near + 1)], r.Operators[..near]);

        // S : T = 7 : 32
        var equals = Array.IndexOf(r.Operators, '=');
        if (Array.IndexOf(r.Operators, ':') >= 0 && equals >= 0 && r.Operators[(equals + 1)..].All(o => o == ':') && equals + 2 < r.Operands.Length)
            return new Ratio(r.Operands[(equals + 1)..]);

        if (r.Operators is [':'])
            return new Ratio(r.Operands);
        if (!r.Operators.All(o => o == '='))
            return r;
        if (r.Operands.Length > 2)
            r = new Relation([r.Operands[0], r.Operands[^1]], ['=']);
        return r.Operands switch
        {
            // 1/2 + 1/3 = 5/6: a computation ends in its result, where it is one.
            [Num left, Num right] => left.Value == right.Value ? right : r,
            [var left, var right] when left is not (Num or Words or Bracketed) && Symbols.Of(left).Count == 0 && Symbols.Of(right).Count == 0 && !Shapes.Any(left, e => e is Words or Call { Function: ['·', ..] }) => Simplify(right),
            _ => r,
        };
    }
}
