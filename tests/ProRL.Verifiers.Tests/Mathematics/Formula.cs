using System.Globalization;

namespace ProRL.Verifiers.Tests.Mathematics;

/// <summary>Random formulas for property tests: written in two notations, rewritten by identities, perturbed, evaluated.</summary>
internal abstract record Formula
{
    internal sealed record Number(int Whole) : Formula;

    internal sealed record Variable(string Name) : Formula;

    internal sealed record Plus(Formula Left, Formula Right) : Formula;

    internal sealed record Minus(Formula Left, Formula Right) : Formula;

    internal sealed record Times(Formula Left, Formula Right) : Formula;

    internal sealed record Over(Formula Left, Formula Right) : Formula;

    internal sealed record Raised(Formula Base, int Exponent) : Formula;

    internal sealed record Apply(string Function, Formula Argument) : Formula;

    public static Formula Random(Dice dice, int depth)
    {
        if (depth == 0)
            return dice.Below(2) == 0 ? new Number(dice.Between(1, 12)) : new Variable(dice.Below(2) == 0 ? "x" : "y");
        Formula Next() => Random(dice, depth - 1);
        return dice.Below(9) switch
        {
            0 or 1 => new Plus(Next(), Next()),
            2 => new Minus(Next(), Next()),
            3 or 4 => new Times(Next(), Next()),

            // Denominators that are never 0
            5 => new Over(Next(), new Plus(new Raised(new Variable("x"), 2), new Number(dice.Between(1, 9)))),
            6 => new Raised(Next(), dice.Between(2, 3)),
            7 => new Apply("sqrt", new Plus(new Raised(Random(dice, 0), 2), new Number(dice.Between(1, 9)))),
            _ => new Apply(dice.Below(2) == 0 ? "sin" : "cos", Random(dice, 0)),
        };
    }

    /// <summary>An equal formula: one identity, or two, at random places.</summary>
    public static Formula Rewrite(Formula f, Dice dice)
    {
        f = f switch
        {
            Plus p => new Plus(Rewrite(p.Left, dice), Rewrite(p.Right, dice)),
            Minus m => new Minus(Rewrite(m.Left, dice), Rewrite(m.Right, dice)),
            Times t => new Times(Rewrite(t.Left, dice), Rewrite(t.Right, dice)),
            Over o => new Over(Rewrite(o.Left, dice), o.Right),
            _ => f,
        };
        if (dice.Below(2) == 0)
            return f;
        return f switch
        {
            Plus(var a, var b) => dice.Below(2) == 0 ? new Plus(b, a) : new Minus(a, new Times(new Number(-1), b)),
            Minus(var a, var b) => new Plus(a, new Times(new Number(-1), b)),
            Times(Plus(var a, var b), var c) => new Plus(new Times(a, c), new Times(c, b)),
            Times(var a, var b) => new Times(b, a),
            Over(var a, var b) => dice.Below(2) == 0 ? new Over(new Times(a, new Number(3)), new Times(new Number(3), b)) : new Times(new Over(new Number(1), b), a),
            Raised(var a, var n) => new Times(a, n == 2 ? a : new Raised(a, n - 1)),
            Number n => new Minus(new Number(n.Whole + 5), new Number(5)),

            // sin x = 2 sin(x/2) cos(x/2)
            Apply("sin", var x) => new Times(new Number(2), new Times(new Apply("sin", new Over(x, new Number(2))), new Apply("cos", new Over(x, new Number(2))))),
            Apply("cos", var x) => new Minus(new Number(1), new Times(new Number(2), new Raised(new Apply("sin", new Over(x, new Number(2))), 2))),
            _ => f,
        };
    }

    /// <summary>The formula with one number, sign, function or exponent changed.</summary>
    public static Formula Perturb(Formula f, Dice dice) => f switch
    {
        Number n => new Number(n.Whole + dice.Between(1, 4)),
        Variable v => new Variable(v.Name == "x" ? "y" : "x"),
        Plus(var a, var b) => dice.Below(3) switch { 0 => new Minus(a, b), 1 => new Plus(Perturb(a, dice), b), _ => new Plus(a, Perturb(b, dice)) },
        Minus(var a, var b) => dice.Below(3) switch { 0 => new Plus(a, b), 1 => new Minus(Perturb(a, dice), b), _ => new Minus(a, Perturb(b, dice)) },
        Times(var a, var b) => dice.Below(2) == 0 ? new Times(Perturb(a, dice), b) : new Times(a, Perturb(b, dice)),
        Over(var a, var b) => dice.Below(2) == 0 ? new Over(Perturb(a, dice), b) : new Over(b, a),
        Raised(var a, var n) => dice.Below(2) == 0 ? new Raised(a, n + 1) : new Raised(Perturb(a, dice), n),
        Apply(var g, var a) => dice.Below(2) == 0 ? new Apply(g == "sin" ? "cos" : g == "cos" ? "sin" : g, Perturb(a, dice)) : new Apply(g, Perturb(a, dice)),
        _ => f,
    };

    public double Value(double x, double y) => this switch
    {
        Number n => n.Whole,
        Variable v => v.Name == "x" ? x : y,
        Plus(var a, var b) => a.Value(x, y) + b.Value(x, y),
        Minus(var a, var b) => a.Value(x, y) - b.Value(x, y),
        Times(var a, var b) => a.Value(x, y) * b.Value(x, y),
        Over(var a, var b) => a.Value(x, y) / b.Value(x, y),
        Raised(var a, var n) => Math.Pow(a.Value(x, y), n),
        Apply("sin", var a) => Math.Sin(a.Value(x, y)),
        Apply("cos", var a) => Math.Cos(a.Value(x, y)),
        Apply(_, var a) => Math.Sqrt(a.Value(x, y)),
        _ => double.NaN,
    };

    public string Latex => this switch
    {
        Number n => n.Whole < 0 ? $"({Text(n.Whole)})" : Text(n.Whole),
        Variable v => v.Name,
        Plus(var a, var b) => $"{a.Latex} + {b.Latex}",
        Minus(var a, var b) => $"{a.Latex} - {Bracketed(b.Latex)}",
        Times(var a, var b) => $"{Bracketed(a.Latex)} \\cdot {Bracketed(b.Latex)}",
        Over(var a, var b) => $"\\frac{{{a.Latex}}}{{{b.Latex}}}",
        Raised(var a, var n) => $"{Bracketed(a.Latex)}^{{{Text(n)}}}",
        Apply("sqrt", var a) => $"\\sqrt{{{a.Latex}}}",
        Apply(var f, var a) => $"\\{f}{Bracketed(a.Latex)}",
        _ => "",
    };

    public string Plain => this switch
    {
        Number n => n.Whole < 0 ? $"({Text(n.Whole)})" : Text(n.Whole),
        Variable v => v.Name,
        Plus(var a, var b) => $"{a.Plain}+{b.Plain}",
        Minus(var a, var b) => $"{a.Plain}-({b.Plain})",
        Times(var a, var b) => $"({a.Plain})*({b.Plain})",
        Over(var a, var b) => $"({a.Plain})/({b.Plain})",
        Raised(var a, var n) => $"({a.Plain})**{Text(n)}",
        Apply(var f, var a) => $"{f}({a.Plain})",
        _ => "",
    };

    private static string Bracketed(string text) => $"\\left({text}\\right)";

    private static string Text(int n) => n.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Chance from a seed: SplitMix64.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public int Below(int n)
    {
        var z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return (int)((z ^ (z >> 31)) % (ulong)n);
    }

    public int Between(int low, int high) => low + Below(high - low + 1);
}
