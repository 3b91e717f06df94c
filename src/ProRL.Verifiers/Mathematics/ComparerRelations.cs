using ProRL.Verifiers.Mathematics.Algebra;
using ProRL.Verifiers.Mathematics.Certifying;

namespace ProRL.Verifiers.Mathematics;

/// <summary>Equations, inequalities in several variables, congruences, and values given as "x = …".</summary>
internal sealed partial class Comparer
{
    private Comparison Relations(Expr g, Expr r)
    {
        _budget.Spend(60);
        if ((ResidueClass(g, r) ?? ResidueClass(r, g)) is { } classes)
            return classes;
        if (g is Relation { Operators: ['='] } a && r is Relation { Operators: ['='] } b)
            return Equations(a, b);
        if (g is Congruence c && r is Congruence d)
            return Congruences(c, d);
        if (g is Relation x && r is Relation y)
            return Chains(x, y);

        // x ∈ {1, 2} names the values of x.
        if (g is Relation { Operators: ['∈'], Operands: [Sym, SetOf members] } && r is SetOf or Listing)
            return Answers(members, r);
        if (r is Relation { Operators: ['∈'], Operands: [Sym, SetOf others] } && g is SetOf or Listing)
            return Answers(g, others);
        if (g is Relation { Operators: ['='] } gold)
            return ValueOf(gold, r);
        if (r is Relation { Operators: ['='] } response)
            return ValueOf(response, g);
        return SameForm(g, r);
    }

    /// <summary>n = 7k + 3 against n ≡ 3 (mod 7); null for all else.</summary>
    private Comparison? ResidueClass(Expr x, Expr y)
    {
        if (x is not Relation { Operators: ['='], Operands: [Sym n, var form] } || y is not Congruence { Left: Sym m, Right: Num { Value: { IsInteger: true } rest }, Modulus: Num { Value: { IsInteger: true, IsZero: false } modulus } } || n.Name != m.Name)
            return null;
        if (Symbols.Of(form) is not { Count: 1 } names || names.Min is not [>= 'a' and <= 'z'] || names.Min == n.Name)
            return null;
        if (RationalFunction.Of(form, new Atoms(), _budget) is not { } f || !f.Denominator.SameAs(Polynomial.One) || f.Numerator.Coefficients(0) is not [{ IsInteger: true } first, { IsInteger: true } step])
            return null;
        return step.Abs() == modulus.Abs() && ((first - rest) / modulus).IsInteger
            ? Comparison.Equal("The numbers of this form are the residue class.")
            : Comparison.Different("The numbers of this form are another residue class.");
    }

    /// <summary>An equation against a bare value.</summary>
    private Comparison ValueOf(Relation equation, Expr value)
    {
        if (Forms.IsName(equation.Operands[0]) || Forms.IsDerivative(equation.Operands[0]))
            return Answers(equation.Operands[1], value);
        if (value is Listing or SetOf or Bracketed or Ratio or Congruence)
            return Comparison.Different("One is an equation and the other is not.");

        // 5 = x
        if (equation.Operands[1] is Sym && Symbols.Of(equation.Operands[0]).Count == 0)
            return Answers(equation.Operands[0], value);

        // The value may be the equation solved for the one variable that it does not contain.
        var missing = Symbols.Of(equation).Except(Symbols.Of(value)).ToArray();
        if (missing is [var name] && Symbols.Of(value).Count > 0 && IsLinear(equation, name))
        {
            var solved = _identity.Compare(Symbols.Replace(equation.Operands[0], name, value), Symbols.Replace(equation.Operands[1], name, value));
            if (solved.IsEqual)
                return solved with { Reason = $"The value solves the equation for {name}." };
        }

        return Comparison.Different("One is an equation and the other a value.");
    }

    private bool IsLinear(Relation equation, string name)
    {
        var atoms = new Atoms();
        return atoms.Index(new Sym(name)) is { } index
            && RationalFunction.Of(Make.Subtract(equation.Operands[0], equation.Operands[1]), atoms, _budget) is { } f
            && f.Numerator.DegreeIn(index) == 1 && f.Denominator.DegreeIn(index) == 0;
    }

    private Comparison Equations(Relation g, Relation r)
    {
        var (goldName, responseName) = (g.Operands[0], r.Operands[0]);
        if (goldName is Call { Function: ['·', ..] } f && responseName is Call { Function: ['·', ..] } h)
            return Definitions(f, g.Operands[1], h, r.Operands[1]);
        if (Forms.IsName(goldName) && Forms.IsName(responseName) && Printer.Print(goldName) == Printer.Print(responseName))
        {
            var values = Answers(g.Operands[1], r.Operands[1]);
            if (values.IsEqual || goldName is not Sym)
                return values;
        }
        else if (Forms.IsName(goldName) && Forms.IsName(responseName) && (Symbols.Of(g.Operands[1]).Count == 0 || Symbols.Of(r.Operands[1]).Count == 0))
        {
            return Comparison.Different("The values are given to different variables.");
        }

        // y(x) = … and f(x) = … against y = …
        if (goldName is Call { Function: ['·', .. var call], Arguments: [Sym] } && responseName is Sym { Name: var plain } && (call == plain || (call, plain) is ("f" or "f^-1", "y"))
            || responseName is Call { Function: ['·', .. var other], Arguments: [Sym] } && goldName is Sym { Name: var same } && (other == same || (other, same) is ("f" or "f^-1", "y")))
            return Answers(g.Operands[1], r.Operands[1]);
        if (Opaque.Hide(g.Operands[0]) is not { } a || Opaque.Hide(g.Operands[1]) is not { } b || Opaque.Hide(r.Operands[0]) is not { } c || Opaque.Hide(r.Operands[1]) is not { } d)
            return SameForm(g, r);
        // An identity says what its sides are.
        if (_identity.Compare(a, c).IsEqual && _identity.Compare(b, d) is { IsEqual: true } sides)
            return sides with { Reason = "Both sides of the equations are equal." };
        return Proportional(Unsign(a, b), Unsign(c, d), positive: false);
    }

    // |u| = |v| where u² = v²
    private static Expr Unsign(Expr left, Expr right) => left is Call { Function: "abs", Arguments: [var u] } && right is Call { Function: "abs", Arguments: [var v] }
        ? Make.Subtract(Make.Multiply(u, u), Make.Multiply(v, v))
        : Make.Subtract(left, right);

    /// <summary>f(x) = … and f(z) = … define the same function where their bodies agree with one name for the argument.</summary>
    private Comparison Definitions(Call f, Expr body, Call h, Expr other)
    {
        if (f.Function != h.Function || f.Arguments.Length != h.Arguments.Length)
            return Comparison.Different("The equations are about different functions.");
        for (var i = 0; i < f.Arguments.Length; i++)
        {
            if (f.Arguments[i] is Sym x && h.Arguments[i] is Sym y)
            {
                // f(q) = x + 1 is no definition of f(x) = x + 1.
                if (x.Name != y.Name && Symbols.Of(other).Contains(x.Name))
                    return Comparison.Different("The function is given with another argument than its body has.");
                other = Symbols.Replace(other, y.Name, x);
            }
            else if (!Answers(f.Arguments[i], h.Arguments[i]).IsEqual)
                return Comparison.Different("The functions have different arguments.");
        }

        return Answers(body, other);
    }

    /// <summary>f = 0 and h = 0 say the same where f is a multiple of h by a number other than 0 (above 0 for inequalities).</summary>
    private Comparison Proportional(Expr f, Expr h, bool positive)
    {
        var atoms = new Atoms();
        if (RationalFunction.Of(f, atoms, _budget) is { } a && RationalFunction.Of(h, atoms, _budget) is { } b)
        {
            // What is divided by is not 0 where the equation has a meaning.
            var (x, y) = (a.Numerator, b.Numerator);
            if (!x.IsZero && !y.IsZero && x.Monic().SameAs(y.Monic()) && (!positive || x.Leading.Sign == y.Leading.Sign && a.Denominator.Degree == 0 && b.Denominator.Degree == 0))
                return Comparison.Equal("The equations are multiples of each other.");
            if (!atoms.HasOpaque && a.Denominator.Degree == 0 && b.Denominator.Degree == 0)
                return Comparison.Different("The equations are no multiples of each other.");
        }

        return ConstantRatio(f, h, positive);
    }

    private Comparison ConstantRatio(Expr f, Expr h, bool positive)
    {
        var symbols = Symbols.Of(f, h);
        if (symbols.Count == 0 || !symbols.SetEquals(Symbols.Of(f)) || !symbols.SetEquals(Symbols.Of(h)))
            return Comparison.Different("The equations have different variables.", Proof.Sampled);
        const int Precision = 160;
        var agreed = 0;
        Point? ratio = null;
        for (var point = 0; point < 24 && agreed < 7; point++)
        {
            var values = symbols.ToDictionary(s => s, s => Point.Real(Ball.Of(Samples.Real(s, point), 400)));
            var evaluator = new Evaluator(values, Precision, _budget);
            var quotient = Point.Divide(evaluator.Value(f), evaluator.Value(h), Precision);
            if (!quotient.IsDefined)
                continue;
            if (ratio is not { } first)
            {
                ratio = quotient;
                continue;
            }

            var (re, im) = (Ball.Subtract(quotient.Re, first.Re, Precision), Ball.Subtract(quotient.Im, first.Im, Precision));
            if (!re.ContainsZero || !im.ContainsZero)
                return Comparison.Different("The equations are no multiples of each other.", Proof.Certified);
            if (Math.Max(re.Magnitude, im.Magnitude) < first.Magnitude - 90)
                agreed++;
        }

        if (agreed < 5 || positive && ratio is not { IsReal: true, Re.IsPositive: true })
            return Comparison.Undecided("No rule compares these equations.");
        return Comparison.Equal("The equations are multiples of each other at random points.", Proof.Sampled);
    }

    /// <summary>Inequalities and other relations that were not solved as sets.</summary>
    private Comparison Chains(Relation g, Relation r)
    {
        if (g.Operators.Length != r.Operators.Length)
            return Comparison.Different("The relations have different forms.");

        // a < b < c is c > b > a
        if (!g.Operators.AsSpan().SequenceEqual(r.Operators))
        {
            var mirrored = Array.ConvertAll(r.Operators, RealSets.Inequalities.Mirror);
            Array.Reverse(mirrored);
            if (!g.Operators.AsSpan().SequenceEqual(mirrored))
                return Comparison.Different("The relations have different signs.");
            r = new Relation([.. r.Operands.Reverse()], mirrored);
        }

        if (Symbols.Of(g).Count > 0 && g is { Operators: ['<' or '≤' or '>' or '≥'], Operands: [var a, var b] } && Opaque.Hide(a) is { } left && Opaque.Hide(b) is { } right
            && Opaque.Hide(r.Operands[0]) is { } otherLeft && Opaque.Hide(r.Operands[1]) is { } otherRight)
            return Proportional(Make.Subtract(left, right), Make.Subtract(otherLeft, otherRight), positive: true);
        return InOrder(g.Operands, r.Operands);
    }

    private Comparison Congruences(Congruence g, Congruence r)
    {
        if (!Answers(g.Left, r.Left).IsEqual)
            return Comparison.Different("The congruences are about different numbers.");
        if (Make.Add(g.Modulus, Expr.Zero) is not Num m || r.Modulus is not Num n || m.Value != n.Value || m.Value.IsZero)
            return Answers(g.Modulus, r.Modulus) is { IsEqual: true } ? Answers(g.Right, r.Right) : Comparison.Different("The moduli differ.");
        return Make.Subtract(g.Right, r.Right) is Num difference
            ? (difference.Value / m.Value).IsInteger ? Comparison.Equal("The residues are the same.") : Comparison.Different("The residues differ.")
            : Answers(g.Right, r.Right);
    }
}
