using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;

namespace ProRL.Gym.Families.Algebra;

public sealed record SimpleEquationsConfig : FamilyConfig
{
    /// <summary>Fewest numbers on the left, at least 2.</summary>
    public int MinTerms { get; init; } = 2;

    /// <summary>Most numbers on the left, at most 50.</summary>
    public int MaxTerms { get; init; } = 4;

    /// <summary>Smallest number and solution, at least 1.</summary>
    public long MinValue { get; init; } = 1;

    /// <summary>Largest number and solution, at most 10^12.</summary>
    public long MaxValue { get; init; } = 100;

    /// <summary>Which of + - * join the numbers.</summary>
    public string[] Operators { get; init; } = ["+", "-", "*"];

    /// <summary>How often each of them is drawn.</summary>
    public double[] OperatorsWeights { get; init; } = [0.4, 0.4, 0.2];
}

/// <param name="Equation">As it is shown, for example <c>3*x - 4 = 11</c>.</param>
/// <param name="Variable">The unknown.</param>
/// <param name="Solution">The only one.</param>
public sealed record SimpleEquationsTruth(string Equation, string Variable, BigInteger Solution);

/// <summary>A linear equation with one unknown, which is a whole number.</summary>
public sealed class SimpleEquations() : TaskFamily<SimpleEquationsConfig, SimpleEquationsTruth>(
    "algebra/simple_equations-v1", "the solution of a linear equation", maxLevel: 10)
{
    private const string Letters = "abcdfghkmnpqrstuvwxyz";
    private const int Attempts = 20;

    protected override SimpleEquationsConfig AtLevel(int level)
    {
        int[] terms = [2, 2, 3, 4, 5, 7, 10, 13, 17, 22, 30];
        long[] values = [10, 20, 50, 100, 300, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 1_000_000_000];
        return new() { MinTerms = Math.Max(2, terms[level] / 2), MaxTerms = terms[level], MaxValue = values[level], OperatorsWeights = level == 0 ? [1, 1, 0] : [0.4, 0.4, 0.2] };
    }

    protected override IEnumerable<string> Validate(SimpleEquationsConfig c)
    {
        if (c.MinTerms < 2 || c.MaxTerms < c.MinTerms || c.MaxTerms > 50)
            yield return $"min_terms is {c.MinTerms} and max_terms {c.MaxTerms}; they must satisfy 2 ≤ min_terms ≤ max_terms ≤ 50";
        if (c.MinValue < 1 || c.MaxValue < c.MinValue || c.MaxValue > 1_000_000_000_000)
            yield return $"min_value is {c.MinValue} and max_value {c.MaxValue}; they must satisfy 1 ≤ min_value ≤ max_value ≤ 10^12";
        if (c.Operators.Any(o => o is not ("+" or "-" or "*")))
            yield return "operators must be a list of some of '+', '-' and '*'";
        if (Weights.Mistake("operators", c.Operators.Length, "operators_weights", c.OperatorsWeights) is { } mistake)
            yield return mistake;
    }

    protected override SimpleEquationsTruth Generate(SimpleEquationsConfig c, Rng rng)
    {
        var variable = Letters[rng.Int(0, Letters.Length - 1)].ToString();
        var solution = rng.Long(c.MinValue, c.MaxValue);
        for (var attempt = 0; ; attempt++)
        {
            // In the last attempt the unknown stands in one place only, so that it can't cancel.
            if (Left(c, variable, attempt < Attempts ? 0.3 : 0, rng) is { Coefficient.IsZero: false } left)
                return new($"{left.Text} = {(left.Coefficient * solution + left.Constant).ToString(CultureInfo.InvariantCulture)}", variable, solution);
        }
    }

    // The letter makes no other task.
    protected override string Content(SimpleEquationsTruth truth) => truth.Equation.Replace(truth.Variable, "x", StringComparison.Ordinal);

    protected override double Difficulty(SimpleEquationsTruth truth) => truth.Equation.Length;

    protected override string Ask(SimpleEquationsTruth truth) =>
        $"For which number {truth.Variable} does this equation hold? {truth.Equation} Give the number alone between <answer> and </answer>.";

    protected override string AskTersely(SimpleEquationsTruth truth) => $"{truth.Equation.Replace(" ", "", StringComparison.Ordinal)} {truth.Variable}=";

    protected override string Solve(SimpleEquationsTruth truth) => truth.Solution.ToString(CultureInfo.InvariantCulture);

    protected override Verdict Judge(SimpleEquationsTruth truth, string answer, Budget budget)
    {
        // "x = 7" is how an equation is solved.
        var sides = answer.Split('=');
        return Numbers.JudgeInteger(truth.Solution, sides.Length == 2 && sides[0].Trim() == truth.Variable ? sides[1].Trim() : answer, budget);
    }

    protected override JsonObject Describe(SimpleEquationsTruth truth) => new()
    {
        ["source_dataset"] = "simple_equations",
        ["equation"] = truth.Equation,
        ["variable"] = truth.Variable,
    };

    protected override SimpleEquationsTruth Read(string? answer, MetadataReader metadata) => new(
        metadata["equation"].String,
        metadata["variable"].String is { Length: > 0 } variable ? variable : throw metadata["variable"].Wrong("a letter"),
        Numbers.ReadGold(answer) ?? throw new TaskFormatException($"{Info.Id}: the row's answer is {answer ?? "missing"}; it must be a whole number."));

    // What the coefficient's product is, over the coefficient, then the quotient. Most move the constant to the other side as
    // it stands, which is right where there is none; the rest change its sign.
    protected override string? Demonstrate(SimpleEquationsTruth truth, Rng rng)
    {
        if (truth.Equation.Split(' ') is not [var first, ("+" or "-") and var sign, var second, "=", var right])
            return null;
        var (coefficient, constant) = (BigInteger.Zero, BigInteger.Zero);
        foreach (var (term, negative) in new[] { (first, false), (second, sign == "-") })
        {
            var times = term.EndsWith($"*{truth.Variable}", StringComparison.Ordinal);
            if (Numbers.ReadGold(times ? term[..^(truth.Variable.Length + 1)] : term) is not { } size)
                return null;
            var number = negative ? -size : size;
            (coefficient, constant) = times ? (coefficient + number, constant) : (coefficient, constant + number);
        }

        var product = BigInteger.Parse(right, CultureInfo.InvariantCulture) - (rng.Chance(0.3) ? constant : -constant);
        return string.Create(CultureInfo.InvariantCulture, $"{product}/{coefficient}:<answer>{product / coefficient}</answer>");
    }

    // Numbers joined by operators; one of the products, and some of the others, are multiplied by the unknown.
    private static (string Text, BigInteger Coefficient, BigInteger Constant) Left(SimpleEquationsConfig c, string variable, double chance, Rng rng)
    {
        var count = rng.Int(c.MinTerms, c.MaxTerms);
        var operators = new string[count];
        for (var i = 1; i < count; i++)
            operators[i] = rng.Pick(c.Operators, c.OperatorsWeights);
        var chosen = rng.Int(0, operators.Count(o => o != "*") - 1);
        var (coefficient, constant) = (BigInteger.Zero, BigInteger.Zero);
        var text = new StringBuilder();
        var product = 0;
        for (var i = 0; i < count; product++)
        {
            var value = new BigInteger(operators[i] == "-" ? -1 : 1);
            if (i > 0)
                text.Append(' ').Append(operators[i]).Append(' ');
            var first = i;
            do
            {
                var number = rng.Long(c.MinValue, c.MaxValue);
                value *= number;
                text.Append(i > first ? "*" : "").Append(CultureInfo.InvariantCulture, $"{number}");
                i++;
            }
            while (i < count && operators[i] == "*");
            if (product != chosen && !rng.Chance(chance))
            {
                constant += value;
                continue;
            }

            coefficient += value;
            text.Append('*').Append(variable);
        }

        return (text.ToString(), coefficient, constant);
    }
}
