namespace ProRL.Verifiers.Mathematics;

/// <summary>
/// What a reader saw, as a tree. The first group are values; the second are the shapes that answers take around values.
/// </summary>
internal abstract record Expr
{
    public static readonly Num Zero = new(Rational.Zero);
    public static readonly Num One = new(Rational.One);
    public static readonly Num MinusOne = new(Rational.MinusOne);
    public static readonly Named Pi = new(Constant.Pi);
    public static readonly Named E = new(Constant.E);
    public static readonly Named I = new(Constant.I);
    public static readonly Named Infinity = new(Constant.Infinity);
}

internal enum Constant
{
    Pi,
    E,
    I,
    Infinity,
    EmptySet,
    Naturals,
    Integers,
    Rationals,
    Reals,
    Complexes,
}

/// <summary>An exact number. Places are its decimals as written; -1 where it was not written as a decimal.</summary>
internal sealed record Num(Rational Value, int Places = -1) : Expr;

internal sealed record Sym(string Name) : Expr;

internal sealed record Named(Constant Constant) : Expr;

internal sealed record Sum(Expr[] Terms) : Expr;

internal sealed record Product(Expr[] Factors) : Expr;

internal sealed record Power(Expr Base, Expr Exponent) : Expr;

/// <summary>A known function (its name is in <see cref="Functions"/>) or an unknown one, as in f(x).</summary>
internal sealed record Call(string Function, Expr[] Arguments) : Expr;

/// <summary>
/// A sum (<c>sum</c>) or a product (<c>prod</c>) over a range, a definite or indefinite integral (<c>int</c>), a limit
/// (<c>lim</c>, whose point is From) or a derivative (<c>diff</c>).
/// </summary>
internal sealed record Binder(string Operator, string Variable, Expr? From, Expr? To, Expr Body) : Expr;

/// <summary>± (<paramref name="Sign"/> = 1) or ∓ (-1): both signs of a value at once.</summary>
internal sealed record PlusMinus(Expr Value, int Sign) : Expr;

internal sealed record Matrix(Expr[][] Rows) : Expr;

/// <summary>A value with a unit, as written: <c>m/s^2</c>.</summary>
internal sealed record Quantity(Expr Value, string Unit) : Expr;

/// <summary>Several things in brackets, in order: a tuple, a point, or an interval; which one depends on the other side.</summary>
internal sealed record Bracketed(char Open, char Close, Expr[] Items) : Expr;

internal sealed record SetOf(Expr[] Items) : Expr;

internal sealed record Builder(Expr Element, Expr Condition) : Expr;

/// <summary>∪, ∩ or ∖ of two sets.</summary>
internal sealed record SetOperation(char Operator, Expr Left, Expr Right) : Expr;

/// <summary>Several answers, in whatever order.</summary>
internal sealed record Listing(Expr[] Items, Connective Connective) : Expr;

internal enum Connective
{
    Comma,
    And,
    Or,
}

/// <summary>Operands with a relation between each and the next: =, ≠, &lt;, ≤, &gt;, ≥, ∈, ∉, ≈, ⊂, ≡, :.</summary>
internal sealed record Relation(Expr[] Operands, char[] Operators) : Expr;

internal sealed record Congruence(Expr Left, Expr Right, Expr Modulus) : Expr;

internal sealed record Ratio(Expr[] Items) : Expr;

/// <summary>A value with a condition beside it: <c>2k, k ∈ ℤ</c>.</summary>
internal sealed record Conditional(Expr Value, Expr Condition) : Expr;

/// <summary>Words that are the answer, or part of it.</summary>
internal sealed record Words(string Text) : Expr;

/// <summary>An ellipsis.</summary>
internal sealed record Dots : Expr;
