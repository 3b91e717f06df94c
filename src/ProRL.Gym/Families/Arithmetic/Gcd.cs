using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;

namespace ProRL.Gym.Families.Arithmetic;

public sealed record GcdConfig : FamilyConfig
{
    /// <summary>Fewest numbers, at least 2.</summary>
    public int MinNumbers { get; init; } = 2;

    /// <summary>Most numbers.</summary>
    public int MaxNumbers { get; init; } = 2;

    /// <summary>Smallest number, at least 1.</summary>
    public long MinValue { get; init; } = 1;

    /// <summary>Largest number, at most 10^15.</summary>
    public long MaxValue { get; init; } = 1000;
}

public sealed record GcdTruth(long[] Numbers, BigInteger Divisor);

/// <summary>The greatest common divisor of some numbers.</summary>
public sealed class Gcd() : TaskFamily<GcdConfig, GcdTruth>(
    "arithmetic/gcd-v1", "the greatest common divisor of some numbers", maxLevel: 10)
{
    protected override GcdConfig AtLevel(int level) =>
        new() { MaxNumbers = 2 + level / 2, MaxValue = (long)BigInteger.Pow(10, level + 1) };

    protected override IEnumerable<string> Validate(GcdConfig c)
    {
        if (c.MinNumbers < 2 || c.MaxNumbers < c.MinNumbers || c.MaxNumbers > 100)
            yield return $"min_numbers is {c.MinNumbers} and max_numbers {c.MaxNumbers}; they must satisfy 2 ≤ min_numbers ≤ max_numbers ≤ 100";
        if (c.MinValue < 1 || c.MaxValue < c.MinValue || c.MaxValue > 1_000_000_000_000_000)
            yield return $"min_value is {c.MinValue} and max_value {c.MaxValue}; they must satisfy 1 ≤ min_value ≤ max_value ≤ 10^15";
    }

    protected override GcdTruth Generate(GcdConfig c, Rng rng)
    {
        var numbers = new long[rng.Int(c.MinNumbers, c.MaxNumbers)];

        // Random pairs are coprime six times in ten; a common factor in half of the items makes the answer worth finding.
        var factor = rng.Chance(0.5) ? rng.Long(1, Math.Max(1, (long)Math.Sqrt(c.MaxValue))) : 1;
        for (var i = 0; i < numbers.Length; i++)
        {
            var low = (c.MinValue + factor - 1) / factor;
            var high = c.MaxValue / factor;
            numbers[i] = low <= high ? factor * rng.Long(low, high) : rng.Long(c.MinValue, c.MaxValue);
        }

        return new GcdTruth(numbers, Divisor(numbers));
    }

    protected override string Content(GcdTruth truth) => string.Join(',', truth.Numbers.Order());

    protected override double Difficulty(GcdTruth truth) => truth.Numbers.Sum(n => n.ToString(CultureInfo.InvariantCulture).Length);

    protected override string Ask(GcdTruth truth) =>
        $"What is the greatest common divisor of {string.Join(", ", truth.Numbers[..^1])} and {truth.Numbers[^1]}? Give it as a whole number between <answer> and </answer>.";

    protected override string AskTersely(GcdTruth truth) => $"gcd {string.Join(' ', truth.Numbers)}=";

    protected override string Solve(GcdTruth truth) => truth.Divisor.ToString(CultureInfo.InvariantCulture);

    protected override Verdict Judge(GcdTruth truth, string answer, Budget budget) =>
        Numbers.JudgeInteger(truth.Divisor, answer, budget);

    protected override JsonObject Describe(GcdTruth truth) => new()
    {
        ["source_dataset"] = "gcd",
        ["numbers"] = new JsonArray([.. truth.Numbers.Select(n => JsonValue.Create(n))]),
        ["result"] = (long)truth.Divisor,
    };

    protected override GcdTruth Read(string? answer, MetadataReader metadata)
    {
        var numbers = metadata["numbers"].Array(n => n.Long);
        if (numbers.Length < 2 || numbers.Any(n => n < 1))
            throw metadata["numbers"].Wrong("at least two whole numbers above 0");
        return new GcdTruth(numbers, Divisor(numbers));
    }

    // Euclid's remainders down to 0. Most stop after the first and answer with it.
    protected override string? Demonstrate(GcdTruth truth, Rng rng)
    {
        if (truth.Numbers is not [var a, var b])
            return null;
        var (x, y) = (Math.Max(a, b), Math.Min(a, b));
        var steps = new List<long> { x, y };
        var patient = rng.Chance(0.3);
        do
        {
            (x, y) = (y, x % y);
            steps.Add(y);
        }
        while (patient && y > 0);
        return $"{string.Join(',', steps)}:<answer>{(y == 0 ? x : y)}</answer>";
    }

    private static BigInteger Divisor(long[] numbers) =>
        numbers.Aggregate(BigInteger.Zero, (d, n) => BigInteger.GreatestCommonDivisor(d, n));
}
