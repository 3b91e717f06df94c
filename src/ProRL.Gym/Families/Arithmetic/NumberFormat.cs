using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;
using ProRL.Verifiers.Puzzles.Published;

namespace ProRL.Gym.Families.Arithmetic;

public sealed record NumberFormatConfig : FamilyConfig
{
    /// <summary>Fewest numbers to choose from, at least 2.</summary>
    public int MinNumCandidates { get; init; } = 2;

    /// <summary>Most numbers to choose from, at most 500.</summary>
    public int MaxNumCandidates { get; init; } = 5;

    /// <summary>Smallest number about which they lie, at least 1.</summary>
    public long MinN { get; init; } = 1000;

    /// <summary>Largest number about which they lie, at most 10^12.</summary>
    public long MaxN { get; init; } = 1_000_000_000;

    /// <summary>How far they may be from it, from 10^-9 to 10^9; they are written as finely as that takes.</summary>
    public double MaxDelta { get; init; } = 10;
}

/// <param name="Candidates">As they are shown.</param>
/// <param name="Largest">Whether the largest is asked for, or the smallest.</param>
/// <param name="Values">Of the candidates, as near as a double can be; what a row says.</param>
/// <param name="Solution">The right one of the values.</param>
/// <param name="Answer">The right number as it is written.</param>
public sealed record NumberFormatTruth(string[] Candidates, bool Largest, double[] Values, double Solution, string Answer);

/// <summary>The largest or smallest of some numbers that are written in different ways.</summary>
public sealed class NumberFormat() : TaskFamily<NumberFormatConfig, NumberFormatTruth>(
    "arithmetic/number_format-v1", "the largest or smallest of numbers written in different ways", maxLevel: 10)
{
    protected override NumberFormatConfig AtLevel(int level)
    {
        int[] candidates = [2, 3, 4, 5, 8, 12, 20, 40, 80, 200, 500];
        double[] delta = [500, 100, 30, 10, 10, 3, 1, 0.1, 0.01, 0.0001, 0.000001];
        return new()
        {
            MinNumCandidates = Math.Max(2, candidates[level] / 2),
            MaxNumCandidates = candidates[level],
            MaxN = (long)BigInteger.Pow(10, Math.Min(12, 4 + level)),
            MaxDelta = delta[level],
        };
    }

    protected override IEnumerable<string> Validate(NumberFormatConfig c)
    {
        if (c.MinNumCandidates < 2 || c.MaxNumCandidates < c.MinNumCandidates || c.MaxNumCandidates > 500)
            yield return $"min_num_candidates is {c.MinNumCandidates} and max_num_candidates {c.MaxNumCandidates}; they must satisfy 2 ≤ min_num_candidates ≤ max_num_candidates ≤ 500";
        if (c.MinN < 1 || c.MaxN < c.MinN || c.MaxN > 1_000_000_000_000)
            yield return $"min_n is {c.MinN} and max_n {c.MaxN}; they must satisfy 1 ≤ min_n ≤ max_n ≤ 10^12";
        if (!(c.MaxDelta >= 1e-9 && c.MaxDelta <= 1e9))
            yield return "max_delta must be from 10^-9 to 10^9";
    }

    protected override NumberFormatTruth Generate(NumberFormatConfig c, Rng rng)
    {
        // So many places that there are ten thousand numbers to draw from on either side, and never fewer than three.
        var places = 3;
        var reach = (decimal)c.MaxDelta * 1000;
        for (; reach < 10_000; reach *= 10)
            places++;
        var unit = BigInteger.Pow(10, places);
        var centre = rng.Long(c.MinN, c.MaxN) * unit;
        var scaled = new HashSet<BigInteger>();
        for (var count = rng.Int(c.MinNumCandidates, c.MaxNumCandidates); scaled.Count < count;)
            scaled.Add(BigInteger.Abs(centre + rng.Long(-(long)reach, (long)reach)));
        var largest = rng.Chance(0.5);
        var solution = largest ? scaled.Max() : scaled.Min();
        return new NumberFormatTruth(
            [.. scaled.Select(s => Written(s, places, rng.Int(0, 2)))],
            largest,
            [.. scaled.Select(s => Double(Numbers.Fixed(s, places)))],
            Double(Numbers.Fixed(solution, places)),
            Numbers.Fixed(solution, places));
    }

    protected override string Content(NumberFormatTruth truth) => string.Join(' ', truth.Candidates.Order(StringComparer.Ordinal));

    protected override double Difficulty(NumberFormatTruth truth) => truth.Candidates.Sum(c => c.Length);

    protected override string Ask(NumberFormatTruth truth) =>
        $"Which of these numbers is the {Size(truth)}? {string.Join(" ", truth.Candidates)} Thousands may have commas, and e+08 stands for times 10 to the 8th. Give that number, in any of these ways but with all its digits, between <answer> and </answer>.";

    protected override string AskTersely(NumberFormatTruth truth) => $"{Size(truth)} {string.Join(' ', truth.Candidates)}=";

    protected override string Solve(NumberFormatTruth truth) => truth.Answer;

    protected override Verdict Judge(NumberFormatTruth truth, string answer, Budget budget)
    {
        // The formatted numbers of rows are rounded here and there: the right one counts as it is shown, too.
        var verdict = Numbers.JudgeDecimal(Numbers.ReadDecimal(truth.Answer)!.Value, answer, budget);
        if (verdict.Score == 1 || Numbers.ReadDecimal(answer) is not { } given)
            return verdict;
        for (var i = 0; i < truth.Candidates.Length; i++)
        {
            if (truth.Values[i] == truth.Solution && Numbers.ReadDecimal(truth.Candidates[i]) == given && IsExtreme(truth, given))
                return Verdict.Correct(verdict.Extracted);
        }

        return verdict;
    }

    protected override double ScoreAsPublished(NumberFormatTruth truth, string? answer, Budget budget) =>
        answer is not null && PythonText.Float(answer.Replace(",", "", StringComparison.Ordinal)) is { } given && Math.Abs(given - truth.Solution) < 0.01 ? 1 : 0;

    protected override JsonObject Describe(NumberFormatTruth truth) => new()
    {
        ["source_dataset"] = "number_format",
        ["candidates"] = new JsonArray([.. truth.Values.Select(v => JsonValue.Create(v))]),
        ["solution"] = truth.Solution,
        ["formatted_candidates"] = new JsonArray([.. truth.Candidates.Select(c => JsonValue.Create(c))]),
        ["size"] = Size(truth),
        ["num_candidates"] = truth.Candidates.Length,
    };

    protected override NumberFormatTruth Read(string? answer, MetadataReader metadata)
    {
        var candidates = metadata["formatted_candidates"].Array(c => Numbers.ReadDecimal(c.String) is not null ? c.String : throw c.Wrong("a number"));
        var values = metadata["candidates"].Array(c => c.Double);
        if (candidates.Length is 0 or > 1000 || values.Length != candidates.Length)
            throw metadata["candidates"].Wrong("a list as long as formatted_candidates, of 1 to 1000 numbers");
        if (metadata["size"].String is not ("largest" or "smallest"))
            throw metadata["size"].Wrong("'largest' or 'smallest'");
        if (answer is null || Numbers.ReadDecimal(answer) is null)
            throw new TaskFormatException($"{Info.Id}: the row's answer is {answer ?? "missing"}; it must be a number.");
        return new NumberFormatTruth(candidates, metadata["size"].String == "largest", values, metadata["solution"].Double, answer);
    }

    private static bool IsExtreme(NumberFormatTruth truth, PythonDecimal given) =>
        truth.Candidates.All(c => Numbers.ReadDecimal(c)!.Value.CompareTo(given) * (truth.Largest ? 1 : -1) <= 0);

    private static string Size(NumberFormatTruth truth) => truth.Largest ? "largest" : "smallest";

    private static double Double(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    // As it is, with thousands commas, or with a power of ten.
    private static string Written(BigInteger scaled, int places, int way)
    {
        var plain = Numbers.Fixed(scaled, places);
        if (way == 0)
            return plain;
        var digits = plain.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        if (way == 2 && digits.Length > places)
            return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}.{digits.AsSpan(1)}e+{digits.Length - places - 1:00}");
        var whole = BigInteger.Parse(plain.AsSpan(0, plain.Length - places - 1), NumberStyles.None, CultureInfo.InvariantCulture);
        return whole.ToString("#,0", CultureInfo.InvariantCulture) + plain[^(places + 1)..];
    }
}
