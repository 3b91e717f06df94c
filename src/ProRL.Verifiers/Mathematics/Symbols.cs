namespace ProRL.Verifiers.Mathematics;

/// <summary>The free variables of expressions, and their replacement.</summary>
internal static class Symbols
{
    /// <summary>The names of all free variables, in order.</summary>
    public static SortedSet<string> Of(params ReadOnlySpan<Expr> expressions)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var x in expressions)
            Collect(x, names);
        return names;
    }

    /// <summary>Whether a variable is free in an expression.</summary>
    public static bool Occurs(Expr x, string name) => x switch
    {
        Sym s => s.Name == name,
        Num or Named => false,
        Sum s => Among(s.Terms, name),
        Product p => Among(p.Factors, name),
        Power p => Occurs(p.Base, name) || Occurs(p.Exponent, name),
        Call c => Among(c.Arguments, name),
        _ => Of(x).Contains(name),
    };

    /// <summary>The expression with <paramref name="value"/> for the variable <paramref name="name"/>.</summary>
    public static Expr Replace(Expr x, string name, Expr value) => Map(x, e => e is Sym s && s.Name == name ? value : e);

    /// <summary>The expression rebuilt from its leaves up, each node passed through <paramref name="change"/>.</summary>
    public static Expr Map(Expr x, Func<Expr, Expr> change)
    {
        Expr[] All(Expr[] items) => Array.ConvertAll(items, i => Map(i, change));
        return change(x switch
        {
            Sum s => Make.Sum(All(s.Terms)),
            Product p => Make.Product(All(p.Factors)),
            Power p => Make.Power(Map(p.Base, change), Map(p.Exponent, change)),
            Call c => All(c.Arguments) is var arguments && Functions.IsKnown(c.Function) ? Functions.Apply(c.Function, arguments) ?? new Call(c.Function, arguments) : new Call(c.Function, arguments),
            Binder b => b with { From = b.From is null ? null : Map(b.From, change), To = b.To is null ? null : Map(b.To, change), Body = Map(b.Body, change) },
            PlusMinus p => p with { Value = Map(p.Value, change) },
            Matrix m => new Matrix(Array.ConvertAll(m.Rows, All)),
            Quantity q => q with { Value = Map(q.Value, change) },
            Bracketed b => b with { Items = All(b.Items) },
            SetOf s => new SetOf(All(s.Items)),
            Builder b => new Builder(Map(b.Element, change), Map(b.Condition, change)),
            SetOperation s => s with { Left = Map(s.Left, change), Right = Map(s.Right, change) },
            Listing l => l with { Items = All(l.Items) },
            Relation r => r with { Operands = All(r.Operands) },
            Congruence c => new Congruence(Map(c.Left, change), Map(c.Right, change), Map(c.Modulus, change)),
            Ratio r => new Ratio(All(r.Items)),
            Conditional c => c with { Value = Map(c.Value, change) },
            _ => x,
        });
    }

    private static bool Among(Expr[] parts, string name)
    {
        foreach (var part in parts)
        {
            if (Occurs(part, name))
                return true;
        }

        return false;
    }

    private static void Collect(Expr x, SortedSet<string> names)
    {
        if (x is Sym s)
        {
            names.Add(s.Name);
            return;
        }

        if (x is Binder b)
        {
            var inner = new SortedSet<string>(StringComparer.Ordinal);
            Collect(b.Body, inner);
            inner.Remove(b.Variable);
            names.UnionWith(inner);
            foreach (var bound in new[] { b.From, b.To })
            {
                if (bound is not null)
                    Collect(bound, names);
            }

            return;
        }

        foreach (var part in Shapes.Parts(x))
            Collect(part, names);
    }
}
