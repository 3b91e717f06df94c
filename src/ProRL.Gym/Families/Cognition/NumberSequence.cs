using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;

namespace ProRL.Gym.Families.Cognition;

public sealed record NumberSequenceConfig : FamilyConfig
{
    /// <summary>Fewest terms shown, at least 4.</summary>
    public int MinTerms { get; init; } = 4;

    /// <summary>Most terms shown, at most 50.</summary>
    public int MaxTerms { get; init; } = 8;

    /// <summary>The least that a sequence starts with, at least -1000000000.</summary>
    public int MinValue { get; init; } = -100;

    /// <summary>The most that a sequence starts with, at most 1000000000.</summary>
    public int MaxValue { get; init; } = 100;

    /// <summary>How involved the rules may be, from 1 (add or multiply) to 5.</summary>
    public int MaxComplexity { get; init; } = 3;
}

/// <param name="Rule">In words.</param>
/// <param name="Complexity">From 1.</param>
/// <param name="Sequence">The terms that are shown and the one asked for.</param>
/// <param name="Answer">That one as text.</param>
public sealed record NumberSequenceTruth(string Rule, int Complexity, BigInteger[] Sequence, string Answer);

/// <summary>Continue a sequence of whole numbers by the simplest rule that explains it, of which there is only one.</summary>
public sealed class NumberSequence() : TaskFamily<NumberSequenceConfig, NumberSequenceTruth>(
    "cognition/number_sequence-v1", "the next term of a sequence of whole numbers", maxLevel: 8)
{
    private const int Attempts = 100;
    private const int Kinds = (int)SequenceKind.MultiplyAddGrowing + 1;

    protected override NumberSequenceConfig AtLevel(int level)
    {
        int[] most = [9, 20, 50, 100, 500, 1000, 10_000, 100_000, 1_000_000];
        return new()
        {
            MinTerms = level < 5 ? 4 : 6,
            MaxTerms = level < 6 ? 5 + level : 2 * level,
            MinValue = level == 0 ? 0 : -most[level],
            MaxValue = most[level],
            MaxComplexity = Math.Min(5, 1 + level * 2 / 3),
        };
    }

    protected override IEnumerable<string> Validate(NumberSequenceConfig c)
    {
        if (c.MinTerms < 4 || c.MaxTerms < c.MinTerms || c.MaxTerms > 50)
            yield return $"min_terms is {c.MinTerms} and max_terms {c.MaxTerms}; they must satisfy 4 ≤ min_terms ≤ max_terms ≤ 50";
        if (c.MinValue < -1_000_000_000 || c.MaxValue < c.MinValue || c.MaxValue > 1_000_000_000)
            yield return $"min_value is {c.MinValue} and max_value {c.MaxValue}; they must satisfy -1000000000 ≤ min_value ≤ max_value ≤ 1000000000";
        if (c.MaxComplexity is < 1 or > 5)
            yield return $"max_complexity is {c.MaxComplexity}; it must be from 1 to 5";
    }

    protected override NumberSequenceTruth Generate(NumberSequenceConfig c, Rng rng)
    {
        Span<long> buffer = stackalloc long[c.MaxTerms + 1];
        var terms = buffer[..(rng.Int(c.MinTerms, c.MaxTerms) + 1)];
        for (var attempt = 0; ; attempt++)
        {
            // Adding always works: such a sequence is explained in one way only.
            var kind = attempt < Attempts ? (SequenceKind)rng.Int(0, Kinds - 1) : SequenceKind.Add;
            if (SequenceRule.Complexity(kind) > c.MaxComplexity || SequenceRule.Terms(kind) >= terms.Length)
                continue;
            var rule = SequenceRule.Draw(kind, rng);
            if (!Fill(terms, rule, c, rng))
                continue;
            if (kind == SequenceKind.Add || terms[0] != terms[1] && SequenceRule.Determine(terms, SequenceRule.Complexity(kind)))
                return new NumberSequenceTruth(rule.ToString(), SequenceRule.Complexity(kind), Big(terms), terms[^1].ToString(CultureInfo.InvariantCulture));
        }
    }

    protected override string Content(NumberSequenceTruth truth) => Shown(truth);

    protected override double Difficulty(NumberSequenceTruth truth) => truth.Complexity;

    protected override string Ask(NumberSequenceTruth truth) =>
        $"These whole numbers follow one simple rule, by which each comes from those before it or from its place: {Shown(truth)}. Find the simplest such rule and give the number that comes next, alone, between <answer> and </answer>.";

    protected override string AskTersely(NumberSequenceTruth truth) => $"{Shown(truth)}, ?";

    protected override string Solve(NumberSequenceTruth truth) => truth.Answer;

    protected override Verdict Judge(NumberSequenceTruth truth, string answer, Budget budget) =>
        Numbers.JudgeInteger(truth.Sequence[^1], answer, budget);

    protected override JsonObject Describe(NumberSequenceTruth truth) => new()
    {
        ["source_dataset"] = "number_sequence",
        ["rule"] = truth.Rule,
        ["complexity"] = truth.Complexity,
        ["sequence"] = JsonNode.Parse($"[{string.Join(',', truth.Sequence.Select(n => n.ToString(CultureInfo.InvariantCulture)))}]"),
    };

    protected override NumberSequenceTruth Read(string? answer, MetadataReader metadata)
    {
        var sequence = metadata["sequence"].Array(n => n.Json.ValueKind == JsonValueKind.Number && Numbers.ReadGold(n.Json.GetRawText()) is { } value
            ? value
            : throw n.Wrong("a whole number"));
        if (sequence.Length < 2)
            throw metadata["sequence"].Wrong("at least two whole numbers");
        var last = sequence[^1].ToString(CultureInfo.InvariantCulture);
        return new NumberSequenceTruth(metadata["rule"].String, metadata["complexity"].Int, sequence, answer ?? last);
    }

    private static bool Fill(Span<long> terms, SequenceRule rule, NumberSequenceConfig c, Rng rng)
    {
        terms[0] = rng.Long(c.MinValue, c.MaxValue);
        var start = 1;
        if (rule.Kind is SequenceKind.AddPrevious or SequenceKind.AddPreviousPlus or SequenceKind.TwoBefore or SequenceKind.Interleaved)
        {
            terms[1] = rng.Long(c.MinValue, c.MaxValue);
            start = 2;
        }

        for (var n = start; n < terms.Length; n++)
        {
            if (rule.Next(terms, n) is not { } next)
                return false;
            terms[n] = next;
        }

        return true;
    }

    private static BigInteger[] Big(ReadOnlySpan<long> terms)
    {
        var big = new BigInteger[terms.Length];
        for (var i = 0; i < big.Length; i++)
            big[i] = terms[i];
        return big;
    }

    private static string Shown(NumberSequenceTruth truth) =>
        string.Join(", ", truth.Sequence.Take(truth.Sequence.Length - 1).Select(n => n.ToString(CultureInfo.InvariantCulture)));
}
