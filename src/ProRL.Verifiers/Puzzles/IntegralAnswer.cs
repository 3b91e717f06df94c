using ProRL.Verifiers.Mathematics;
using ProRL.Verifiers.Mathematics.Calculus;

namespace ProRL.Verifiers.Puzzles;

/// <summary>
/// Judges indefinite integrals by their derivative: any antiderivative is right, whatever it looks like and whatever
/// constant it ends with.
/// </summary>
public static class IntegralAnswer
{
    // What SymPy calls them, and what they are called here. Those in Ours are not known there.
    private static readonly Dictionary<string, string> Functions = new(StringComparer.Ordinal)
    {
        ["sin"] = "sin",
        ["cos"] = "cos",
        ["tan"] = "tan",
        ["cot"] = "cot",
        ["sec"] = "sec",
        ["csc"] = "csc",
        ["asin"] = "asin",
        ["acos"] = "acos",
        ["atan"] = "atan",
        ["sinh"] = "sinh",
        ["cosh"] = "cosh",
        ["tanh"] = "tanh",
        ["exp"] = "exp",
        ["log"] = "ln",
        ["ln"] = "ln",
        ["sqrt"] = "sqrt",
        ["arcsin"] = "asin",
        ["arccos"] = "acos",
        ["arctan"] = "atan",
        ["Abs"] = "abs",
        ["abs"] = "abs",
    };

    private static readonly HashSet<string> Ours = ["arcsin", "arccos", "arctan", "Abs", "abs"];

    // Names that mean something else than a symbol there.
    private static readonly HashSet<string> Taken = ["S", "N", "O", "Q", "None", "True", "False", "and", "or", "not", "if", "else", "in", "is", "for", "lambda", "oo", "zoo", "nan"];

    // Far past any right answer; longer sums take quadratic time in places.
    private const int MaxLength = 5000;

    /// <summary>Whether a text is a formula that <see cref="Judge"/> can read.</summary>
    public static bool IsFormula(string text, Budget budget) => SympyReader.Read(text, lenient: false, budget) is { } node && Build(node, lenient: false) is not null;

    /// <summary>
    /// Right is every formula whose derivative by <paramref name="variable"/> is <paramref name="integrand"/>: in the
    /// notation of Python, with ^ for ** or not, and with any constant behind it or none.
    /// </summary>
    public static Verdict Judge(string integrand, string variable, string answer, Budget budget)
    {
        var shown = answer.Length <= 200 ? answer : answer[..200] + "…";
        var bare = answer.EndsWith('.') ? answer[..^1] : answer;
        if (bare.Length > MaxLength || SympyReader.Read(bare, lenient: true, budget) is not { } node || Build(node, lenient: true) is not { } given)
            return Verdict.Incorrect(shown, "The answer is not a formula in Python's notation.");
        if (Derivatives.Of(given, variable) is not { } derivative)
            return Verdict.Incorrect(shown, "The answer is no formula of elementary functions that are known here, or too long.");
        return Compare(integrand, variable, derivative, budget) switch
        {
            Outcome.Equal => Verdict.Correct(shown),
            Outcome.Different => Verdict.Incorrect(shown, "Its derivative is another function."),
            _ => Verdict.Undecided(shown, "Its derivative could not be compared with the integrand."),
        };
    }

    /// <summary>Whether the published scorer takes a text for an integral: strictly in its notation, which may stand in quotes.</summary>
    public static bool IsRightAsPublished(string integrand, string variable, string answer, Budget budget)
    {
        // A text in quotes is a string in Python, which is read once more.
        var bare = answer.Trim();
        if (bare.Length > MaxLength)
            return false;
        var quoted = bare is ['"', .., '"'] or ['\'', .., '\''] && bare.Length > 1;
        var node = quoted
            ? bare.AsSpan().ContainsAny('\n', '\r') ? null : SympyReader.Read(bare[1..^1], lenient: true, budget)
            : SympyReader.Read(answer, lenient: false, budget);
        return node is not null && Build(node, lenient: false) is { } given && Derivatives.Of(given, variable) is { } derivative
            && Compare(integrand, variable, derivative, budget) == Outcome.Equal;
    }

    // A formula that has no value at most points, such as the inverse of a sine, is looked at closer to 0.
    private static Outcome Compare(string integrand, string variable, Expr derivative, Budget budget)
    {
        var right = Build(SympyReader.Read(integrand, lenient: false, budget) ?? throw new ArgumentException("The integrand is not a formula.", nameof(integrand)), lenient: false)!;
        var outcome = Outcome.Undecided;
        foreach (var closer in new[] { 1L, 100, 10_000 })
        {
            outcome = new Identity(new EquivalenceOptions(), budget).Compare(At(right, closer), At(derivative, closer)).Outcome;
            if (outcome is Outcome.Equal or Outcome.Different)
                break;
        }

        return outcome;

        Expr At(Expr x, long closer) => closer == 1 ? x : Symbols.Replace(x, variable, Make.Divide(new Sym(variable), Make.Number(closer)));
    }

    // The formula in terms of the algebra; null where a function is not known, or a power is too large.
    private static Expr? Build(SympyNode node, bool lenient)
    {
        switch (node)
        {
            case SympyNode.Number n:
                return Make.Number(n.Value);
            case SympyNode.Symbol { Name: "E" }:
                return Expr.E;
            case SympyNode.Symbol { Name: "pi" }:
                return Expr.Pi;
            case SympyNode.Symbol { Name: "I" }:
                return Expr.I;
            case SympyNode.Symbol s:
                // Here a constant has one letter: words are no formulas.
                return lenient && s.Name.Length > 1 || Taken.Contains(s.Name) || Functions.ContainsKey(s.Name) ? null : new Sym(s.Name);
            case SympyNode.Negative n:
                return Build(n.Of, lenient) is { } of ? Make.Negate(of) : null;
            case SympyNode.Call { Arguments: [var argument] } c:
                return Functions.TryGetValue(c.Function, out var name) && (lenient || !Ours.Contains(c.Function)) && Build(argument, lenient) is { } x
                    ? Mathematics.Functions.Apply(name, [x])
                    : null;
            case SympyNode.Power p:
                return Build(p.Base, lenient) is { } x1 && Build(p.Exponent, lenient) is { } e ? Make.Power(x1, e) : null;
            case SympyNode.Chain c:
                var parts = new Expr[c.Others.Length + 1];
                for (var i = 0; i < parts.Length; i++)
                {
                    if (Build(i == 0 ? c.First : c.Others[i - 1].Operand, lenient) is not { } part)
                        return null;
                    parts[i] = (i == 0 ? '+' : c.Others[i - 1].Operator) switch { '-' => Make.Negate(part), '/' => Make.Divide(Expr.One, part), _ => part };
                }

                return c.IsSum ? Make.Sum(parts) : Make.Product(parts);
            default:
                return null;
        }
    }
}
