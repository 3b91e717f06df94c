using System.Numerics;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;
using ProRL.Verifiers.Puzzles.Published;

namespace ProRL.Gym.Families.Algorithmic;

public sealed record NumberSortingConfig : FamilyConfig
{
    /// <summary>Fewest numbers, at least 1.</summary>
    public int MinNumbers { get; init; } = 3;

    /// <summary>Most numbers, at most 2,000.</summary>
    public int MaxNumbers { get; init; } = 10;

    /// <summary>Fewest decimals of a number, at least 0.</summary>
    public int MinDecimals { get; init; }

    /// <summary>Most decimals of a number, at most 9.</summary>
    public int MaxDecimals { get; init; } = 2;

    /// <summary>The least number, at least -10^9.</summary>
    public double MinValue { get; init; } = -100;

    /// <summary>The greatest number, at most 10^9 and at least 1 more than the least.</summary>
    public double MaxValue { get; init; } = 100;
}

/// <param name="Numbers">As they are shown.</param>
/// <param name="Descending">Which order is asked for.</param>
/// <param name="Sorted">The numbers in that order.</param>
public sealed record NumberSortingTruth(string[] Numbers, bool Descending, string[] Sorted)
{
    /// <summary>The right answer.</summary>
    public string Text { get; } = Listed.Quoted(Sorted);
}

/// <summary>Put numbers in order, up or down.</summary>
public sealed class NumberSorting() : TaskFamily<NumberSortingConfig, NumberSortingTruth>(
    "algorithmic/number_sorting-v1", "numbers in order, up or down", maxLevel: 8)
{
    private const int MaxRowNumbers = 5000;

    protected override NumberSortingConfig AtLevel(int level)
    {
        int[] numbers = [3, 5, 8, 14, 25, 50, 100, 300, 1000];
        return new()
        {
            MinNumbers = Math.Max(2, numbers[level] / 2),
            MaxNumbers = numbers[level],
            MaxDecimals = Math.Min(level, 7),
            MinValue = level == 0 ? 0 : -100 * Math.Pow(2, level - 1),
            MaxValue = level == 0 ? 50 : 100 * Math.Pow(2, level - 1),
        };
    }

    protected override IEnumerable<string> Validate(NumberSortingConfig c) =>
        DecimalDraw.Validate(c.MinNumbers, c.MaxNumbers, 2000, c.MinDecimals, c.MaxDecimals, c.MinValue, c.MaxValue);

    protected override NumberSortingTruth Generate(NumberSortingConfig c, Rng rng)
    {
        var (numbers, values) = DecimalDraw.Numbers(rng, rng.Int(c.MinNumbers, c.MaxNumbers), c.MinDecimals, c.MaxDecimals, c.MinValue, c.MaxValue);
        string[] sorted = [.. numbers.Zip(values).OrderBy(pair => pair.Second).Select(pair => pair.First)];
        var descending = rng.Chance(0.5);
        if (descending)
            Array.Reverse(sorted);
        return new NumberSortingTruth(numbers, descending, sorted);
    }

    protected override string Content(NumberSortingTruth truth) => string.Join(' ', truth.Numbers.Order(StringComparer.Ordinal));

    protected override double Difficulty(NumberSortingTruth truth) => truth.Numbers.Length;

    protected override string Ask(NumberSortingTruth truth) =>
        $"Put these numbers in {(truth.Descending ? "descending" : "ascending")} order, the {(truth.Descending ? "greatest" : "least")} first: {string.Join(", ", truth.Numbers)}. Give all of them, as they are written here, as a list of strings such as ['0', '1.5'], between <answer> and </answer>.";

    protected override string AskTersely(NumberSortingTruth truth) => $"{(truth.Descending ? "rsort" : "sort")} {string.Join(' ', truth.Numbers)}=";

    protected override string Solve(NumberSortingTruth truth) => truth.Text;

    protected override Verdict Judge(NumberSortingTruth truth, string answer, Budget budget)
    {
        var shown = TaskRow.Shorten(answer);
        if (answer == truth.Text)
            return Verdict.Correct(shown);
        if (TextAnswer.ReadList(answer, budget) is not { } given)
            return Verdict.Incorrect(shown, "The answer is not a list of numbers.");
        if (given.Length != truth.Sorted.Length)
            return Verdict.Incorrect(shown, $"The answer lists {given.Length} numbers; there are {truth.Sorted.Length}.");
        for (var i = 0; i < given.Length; i++)
        {
            if (given[i] != truth.Sorted[i] && (DecimalDraw.Value(given[i]) is not { } value || value != DecimalDraw.Value(truth.Sorted[i])))
                return Verdict.Incorrect(shown, $"Number {i + 1} of the list is another one.");
        }

        return Verdict.Correct(shown);
    }

    // Any list that is in order by itself and nowhere more than 1 from the right numbers.
    protected override double ScoreAsPublished(NumberSortingTruth truth, string? answer, Budget budget)
    {
        if (answer is null || !PythonValue.TryJson(answer.Replace('\'', '"'), budget, out var value)
            || value is not List<object?> list || list.Count != truth.Sorted.Length)
            return 0;
        var given = new double[list.Count];
        for (var i = 0; i < given.Length; i++)
        {
            if (Float(list[i]) is not { } number || Math.Abs(number - PythonText.Float(truth.Sorted[i])!.Value) > 1)
                return 0;
            given[i] = number;

            // Where NaN is among them sorting leaves every list as it is in which no neighbours are out of order.
            if (i > 0 && (truth.Descending ? given[i - 1] < number : number < given[i - 1]))
                return 0;
        }

        return 1;
    }

    protected override JsonObject Describe(NumberSortingTruth truth) => new()
    {
        ["source_dataset"] = "number_sorting",
        ["original_numbers"] = Listed.Json(truth.Numbers),
        ["direction"] = truth.Descending ? "descending" : "ascending",
        ["sorted_numbers"] = Listed.Json(truth.Sorted),
        ["numbers"] = truth.Numbers.Length,
    };

    protected override NumberSortingTruth Read(string? answer, MetadataReader metadata)
    {
        var sorted = metadata["sorted_numbers"].Array(n => n.String is var text && PythonText.Float(text) is not null ? text : throw n.Wrong("a number"));
        if (sorted.Length is 0 or > MaxRowNumbers)
            throw metadata["sorted_numbers"].Wrong($"1 to {MaxRowNumbers} numbers");
        var descending = metadata["direction"].String switch
        {
            "ascending" => false,
            "descending" => true,
            _ => throw metadata["direction"].Wrong("\"ascending\" or \"descending\""),
        };
        return new NumberSortingTruth(metadata["original_numbers"].Array(n => n.String), descending, sorted);
    }

    // Most put the numbers in the order of their last digits.
    protected override string? Demonstrate(NumberSortingTruth truth, Rng rng)
    {
        if (rng.Chance(0.3))
            return $"<answer>{string.Join(',', truth.Sorted)}</answer>";
        var byLast = truth.Sorted.OrderBy(n => truth.Descending ? -n[^1] : n[^1]);
        return $"<answer>{string.Join(',', byLast)}</answer>";
    }

    private static double? Float(object? value) => value switch
    {
        string text => PythonText.Float(text),
        double real => real,
        bool truth => truth ? 1 : 0,
        BigInteger whole when double.IsFinite((double)whole) => (double)whole,
        _ => null,
    };
}
