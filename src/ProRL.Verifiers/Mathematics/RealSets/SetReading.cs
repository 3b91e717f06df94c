namespace ProRL.Verifiers.Mathematics.RealSets;

/// <summary>Takes what was read for a set of real numbers: intervals, inequalities, unions, conditions.</summary>
internal sealed class SetReading
{
    private readonly SetAlgebra _algebra;
    private readonly Inequalities _inequalities;

    public SetReading(Identity identity, Budget budget)
    {
        var ordering = new Ordering(identity, budget);
        _algebra = new SetAlgebra(ordering);
        _inequalities = new Inequalities(ordering, _algebra, budget);
    }

    public SetAlgebra Algebra => _algebra;

    /// <summary>Whether something can only be meant as a set of numbers.</summary>
    public static bool IsSet(Expr x) => x switch
    {
        SetOperation or Builder or Named { Constant: Constant.Reals or Constant.EmptySet } => true,
        Bracketed { Items: [var low, var high] } b => b.Open == '(' != (b.Close == ')') || Infinities.Sign(low) != 0 || Infinities.Sign(high) != 0,
        Relation { Operators: ['∈'], Operands: [Sym, Bracketed { Items.Length: 2 }] } => true,
        Relation r => Array.Exists(r.Operators, o => o is '<' or '>' or '≤' or '≥' or '≠'),
        Listing l => Array.Exists(l.Items, IsSet),
        _ => false,
    };

    /// <summary>The set, in the variable that it is about where it is written with one; null where it is none.</summary>
    public RealSet? Read(Expr x) => x switch
    {
        Bracketed { Items: [var low, var high] } b => RealSet.Of(new Interval(low, b.Open == '[', high, b.Close == ']')),
        SetOf s when !s.Items.Any(i => i is Bracketed or Dots) => new RealSet([.. s.Items.Select(Interval.Point)]),
        Named { Constant: Constant.Reals } => RealSet.All,
        Named { Constant: Constant.EmptySet } => RealSet.Empty,
        SetOperation o => Combine(o),
        Builder { Element: Sym v } b => Conditions(b.Condition, v.Name),
        Builder { Element: Relation { Operands: [Sym v, _], Operators: ['∈'] } } b => Conditions(b.Condition, v.Name),
        Relation { Operands: [Sym, var set], Operators: ['∈'] } => Read(set),
        Relation { Operands: [Sym { Name: [>= 'A' and <= 'Z', ..] }, var set], Operators: ['='] } when IsSet(set) => Read(set),
        Relation r when Variable(r) is { } v => Conditions(r, v),
        Listing { Connective: Connective.Or } l => Union(l.Items),
        // "n = 1, n ≥ 3" is no intersection, which would be empty.
        Listing l when Variable(l) is { } v => Conditions(l, v) is { Parts.Count: > 0 } both ? both : null,
        _ => null,
    };

    private RealSet? Combine(SetOperation o)
    {
        if (Read(o.Left) is not { } left || Read(o.Right) is not { } right)
            return null;
        return o.Operator switch
        {
            // Ends with variables can't be ordered, and a union of such parts stays as it is written.
            '∪' => _algebra.Union(left, right) ?? new RealSet([.. left.Parts, .. right.Parts]),
            '∩' => _algebra.Intersect(left, right),
            _ => _algebra.Subtract(left, right),
        };
    }

    /// <summary>The variable that a condition is about; null where it is written without one.</summary>
    public static string? Subject(Expr x) => x switch
    {
        Relation { Operators: ['∈' or '∉' or '='], Operands: [Sym s, _] } => s.Name,
        Relation r => Variable(r),
        Listing l => l.Items.Select(Subject).FirstOrDefault(s => s is not null),
        _ => null,
    };

    private RealSet? Union(Expr[] items)
    {
        if (items.Select(Subject).Where(s => s is not null).Distinct().Skip(1).Any())
            return null;
        RealSet? all = RealSet.Empty;
        foreach (var item in items)
        {
            var part = item is Relation { Operators: ['='], Operands: [Sym, var value] } ? RealSet.Of(Interval.Point(value)) : Read(item) ?? null;
            if (part is null)
                return null;
            all = _algebra.Union(all, part) ?? new RealSet([.. all.Parts, .. part.Parts]);
        }

        return all;
    }

    private RealSet? Conditions(Expr condition, string x)
    {
        switch (condition)
        {
            case Relation { Operators: ['∈'], Operands: [Sym s, var set] } when s.Name == x:
                return Read(set);
            case Relation { Operators: ['∉'], Operands: [Sym s, var set] } when s.Name == x:
                return Read(set) is { } inside ? _algebra.Complement(inside) : null;
            case Relation { Operators: ['≠'], Operands: [Sym s, Listing or SetOf or PlusMinus] }:
                return null;
            case Relation r:
                return Chain(r, x);
            case Listing { Connective: Connective.Or } l:
                return l.Items.Select(i => Conditions(i, x)).Aggregate((a, b) => a is null || b is null ? null : _algebra.Union(a, b));
            case Listing l:
                return l.Items.Select(i => Conditions(i, x)).Aggregate((a, b) => a is null || b is null ? null : _algebra.Intersect(a, b));
            default:
                return null;
        }
    }

    /// <summary>a &lt; x ≤ b: every link must hold.</summary>
    private RealSet? Chain(Relation r, string x)
    {
        // The usual form is kept as written, so that its ends may hold other variables.
        if (r is { Operands: [var low, Sym s, var high], Operators: [var first and ('<' or '≤' or '>' or '≥'), var second] } && s.Name == x
            && !Symbols.Of(low, high).Contains(x) && Inequalities.Mirror(first) != second && (first is '<' or '≤') == (second is '<' or '≤'))
        {
            var rising = first is '<' or '≤';
            return RealSet.Of(rising
                ? new Interval(low, first == '≤' && Infinities.Sign(low) == 0, high, second == '≤' && Infinities.Sign(high) == 0)
                : new Interval(high, second == '≥' && Infinities.Sign(high) == 0, low, first == '≥' && Infinities.Sign(low) == 0));
        }

        RealSet? all = null;
        for (var i = 0; i < r.Operators.Length; i++)
        {
            if (_inequalities.Solve(r.Operands[i], r.Operators[i], r.Operands[i + 1], x) is not { } link)
                return null;
            all = all is null ? link : _algebra.Intersect(all, link);
            if (all is null)
                return null;
        }

        return all;
    }

    /// <summary>The one variable of an inequality, or the one that stands alone between its bounds.</summary>
    private static string? Variable(Expr x)
    {
        var names = Symbols.Of(x);
        if (names.Count == 1)
            return names.Min;
        if (x is Relation { Operands: [_, Sym s, _] })
            return s.Name;
        if (x is Relation { Operands: [Sym t, var bound] } && !Symbols.Of(bound).Contains(t.Name))
            return t.Name;
        return x is Relation { Operands: [Call { Function: ['·', ..] } f, var b] } && !Symbols.Of(b).Contains(f.Function) ? null : null;
    }
}
