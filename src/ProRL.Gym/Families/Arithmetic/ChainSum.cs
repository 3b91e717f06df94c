using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;
using ProRL.Verifiers.Puzzles.Published;

namespace ProRL.Gym.Families.Arithmetic;

public sealed record ChainSumConfig : FamilyConfig
{
    /// <summary>Fewest numbers, at least 2.</summary>
    public int MinTerms { get; init; } = 2;

    /// <summary>Most numbers.</summary>
    public int MaxTerms { get; init; } = 6;

    /// <summary>Fewest digits of a number, at least 1.</summary>
    public int MinDigits { get; init; } = 1;

    /// <summary>Most digits of a number.</summary>
    public int MaxDigits { get; init; } = 4;

    /// <summary>Whether numbers may be negative.</summary>
    public bool AllowNegation { get; init; }

    /// <summary>Which of + and - join the numbers.</summary>
    public string Operators { get; init; } = "+-";
}

/// <param name="Expression">As it is shown, for example <c>12 - 7 + 340</c>.</param>
/// <param name="Sum">Its value.</param>
public sealed record ChainSumTruth(string Expression, BigInteger Sum);

/// <summary>A chain of additions and subtractions of whole numbers.</summary>
public sealed class ChainSum() : TaskFamily<ChainSumConfig, ChainSumTruth>(
    "arithmetic/chain_sum-v1", "the value of a chain of sums and differences", maxLevel: 10)
{
    protected override ChainSumConfig AtLevel(int level) =>
        new() { MaxTerms = level < 10 ? Math.Max(2, level + 1) : 12, MinDigits = Math.Max(1, level / 2), MaxDigits = level + 1 };

    protected override IEnumerable<string> Validate(ChainSumConfig c)
    {
        if (c.MinTerms < 2 || c.MaxTerms < c.MinTerms || c.MaxTerms > 1000)
            yield return $"min_terms is {c.MinTerms} and max_terms {c.MaxTerms}; they must satisfy 2 ≤ min_terms ≤ max_terms ≤ 1000";
        if (c.MinDigits < 1 || c.MaxDigits < c.MinDigits || c.MaxDigits > 100)
            yield return $"min_digits is {c.MinDigits} and max_digits {c.MaxDigits}; they must satisfy 1 ≤ min_digits ≤ max_digits ≤ 100";
        if (c.Operators is not ("+" or "-" or "+-"))
            yield return $"operators is '{c.Operators}'; it must be '+', '-' or '+-'";
    }

    protected override ChainSumTruth Generate(ChainSumConfig c, Rng rng)
    {
        var terms = rng.Int(c.MinTerms, c.MaxTerms);
        var digits = rng.Int(c.MinDigits, c.MaxDigits);
        var text = new StringBuilder();
        var sum = BigInteger.Zero;
        for (var i = 0; i < terms; i++)
        {
            var subtract = i > 0 && c.Operators[rng.Int(0, c.Operators.Length - 1)] == '-';
            var term = Digits.Draw(digits, c.AllowNegation, rng);
            if (i > 0)
                text.Append(subtract ? " - " : " + ");
            text.Append(term.ToString(CultureInfo.InvariantCulture));
            sum += subtract ? -term : term;
        }

        return new ChainSumTruth(text.ToString(), sum);
    }

    // The signed numbers in order: moving them about makes no other task.
    protected override string Content(ChainSumTruth truth)
    {
        var parts = truth.Expression.Split(' ');
        var signed = parts.Index().Where(p => p.Index % 2 == 0)
            .Select(p => Signed(p.Item, p.Index > 0 && parts[p.Index - 1] == "-"));
        return string.Join(' ', signed.Order(StringComparer.Ordinal));
    }

    protected override double Difficulty(ChainSumTruth truth) => truth.Expression.Count(char.IsAsciiDigit);

    protected override string Ask(ChainSumTruth truth) =>
        $"Work out {truth.Expression}. Give the result as a whole number between <answer> and </answer>.";

    protected override string AskTersely(ChainSumTruth truth) => truth.Expression.Replace(" ", "", StringComparison.Ordinal) + "=";

    protected override string Solve(ChainSumTruth truth) => truth.Sum.ToString(CultureInfo.InvariantCulture);

    protected override Verdict Judge(ChainSumTruth truth, string answer, Budget budget) =>
        Numbers.JudgeInteger(truth.Sum, answer, budget);

    protected override double ScoreAsPublished(ChainSumTruth truth, string? answer, Budget budget) =>
        PublishedScore.Number(Solve(truth), answer);

    protected override JsonObject Describe(ChainSumTruth truth) => new()
    {
        ["source_dataset"] = "chain_sum",
        ["expression"] = truth.Expression,
    };

    protected override ChainSumTruth Read(string? answer, MetadataReader metadata) => new(
        metadata["expression"] is { Exists: true } expression ? expression.String : "",
        Numbers.ReadGold(answer) ?? throw new TaskFormatException($"{Info.Id}: the row's answer is {answer ?? "missing"}; it must be a whole number."));

    // Column sums from the units up, then the number that they make. Most forget to carry, which is right where nothing is
    // carried; the rest remember.
    protected override string? Demonstrate(ChainSumTruth truth, Rng rng)
    {
        if (truth.Expression.Split(' ') is not [var a, "+", var b] || a.Length != b.Length || a[0] == '-' || b[0] == '-')
            return null;
        var remembers = rng.Chance(0.25);
        var slip = rng.Chance(0.02) ? rng.Int(0, a.Length - 1) : -1;
        var columns = new int[a.Length];
        for (int k = 0, carry = 0; k < columns.Length; k++)
        {
            columns[k] = k == slip ? rng.Int(0, 18) : a[^(k + 1)] - '0' + b[^(k + 1)] - '0' + (remembers ? carry : 0);
            carry = columns[k] / 10;
        }

        var sum = string.Concat(columns.Reverse().Select((c, i) => i == 0 ? c : c % 10));
        return $"{string.Join(',', columns)}:<answer>{sum}</answer>";
    }

    private static string Signed(string number, bool subtracted) =>
        (number[0] == '-') != subtracted ? $"-{number.TrimStart('-')}" : number.TrimStart('-');
}
