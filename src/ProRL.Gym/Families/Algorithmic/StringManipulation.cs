using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;

namespace ProRL.Gym.Families.Algorithmic;

public sealed record StringManipulationConfig : FamilyConfig
{
    /// <summary>Fewest letters, at least 5.</summary>
    public int MinStringLength { get; init; } = 5;

    /// <summary>Most letters, at most 1,000.</summary>
    public int MaxStringLength { get; init; } = 20;

    /// <summary>Fewest rules, at least 1.</summary>
    public int MinNumRules { get; init; } = 3;

    /// <summary>Most rules, at most 20.</summary>
    public int MaxNumRules { get; init; } = 8;
}

/// <param name="Rules">As they are told.</param>
/// <param name="States">The string at first and after each change.</param>
public sealed record StringManipulationTruth(string[] Rules, string[] States);

/// <summary>Rewrite a string by rules, until none applies or a string comes again.</summary>
public sealed class StringManipulation() : TaskFamily<StringManipulationConfig, StringManipulationTruth>(
    "algorithmic/string_manipulation-v1", "a string rewritten by rules until nothing changes", maxLevel: 8)
{
    // Long enough for nearly every string; the prompt names it too, so that there is an answer to all.
    private const int MaxChanges = 200;
    private const int MaxRowStates = 10_000;
    private const int MaxDraws = 4;

    protected override StringManipulationConfig AtLevel(int level)
    {
        int[] lengths = [5, 7, 12, 20, 35, 60, 100, 200, 500];
        return new()
        {
            MinStringLength = Math.Max(5, lengths[level] / 2),
            MaxStringLength = lengths[level],
            MinNumRules = level == 0 ? 1 : 2 + level,
            MaxNumRules = level == 0 ? 3 : Math.Min(4 + 2 * level, 20),
        };
    }

    protected override IEnumerable<string> Validate(StringManipulationConfig c)
    {
        if (c.MinStringLength < 5 || c.MaxStringLength < c.MinStringLength || c.MaxStringLength > 1000)
            yield return $"min_string_length is {c.MinStringLength} and max_string_length {c.MaxStringLength}; they must satisfy 5 ≤ min_string_length ≤ max_string_length ≤ 1000";
        if (c.MinNumRules < 1 || c.MaxNumRules < c.MinNumRules || c.MaxNumRules > StringRule.All.Count)
            yield return $"min_num_rules is {c.MinNumRules} and max_num_rules {c.MaxNumRules}; they must satisfy 1 ≤ min_num_rules ≤ max_num_rules ≤ {StringRule.All.Count}";
    }

    protected override StringManipulationTruth Generate(StringManipulationConfig c, Rng rng)
    {
        var text = new char[rng.Int(c.MinStringLength, c.MaxStringLength)];
        var rules = StringRule.All.ToArray();
        var count = rng.Int(c.MinNumRules, c.MaxNumRules);
        List<string>? states = null;

        // Strings that no rule changes are dull, and those that change for ever are tedious; both come now and then.
        for (var draw = 0; draw < MaxDraws && (states is null || states.Count == 1 || states.Count > MaxChanges); draw++)
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = (char)('a' + rng.Int(0, 2));
            for (var i = 0; i < count; i++)
            {
                var j = rng.Int(i, rules.Length - 1);
                (rules[i], rules[j]) = (rules[j], rules[i]);
            }

            states = Rewrite(new string(text), rules.AsSpan(0, count));
        }

        return new StringManipulationTruth([.. rules.Take(count).Select(rule => rule.Text)], [.. states!]);
    }

    protected override string Content(StringManipulationTruth truth) => $"{truth.States[0]}|{string.Join('|', truth.Rules)}";

    protected override double Difficulty(StringManipulationTruth truth) => truth.States.Length * 5 + truth.Rules.Length;

    protected override string Ask(StringManipulationTruth truth) =>
        $"Change the string {truth.States[0]} by these rules:\n\n{string.Join('\n', truth.Rules.Select((rule, i) => $"{i + 1}. {rule}"))}\n\nEach time, apply the first rule of the list that applies, once, and then begin at the top of the list again. Stop when no rule applies, or after {MaxChanges} changes. Stop as well before a change that would lead to a string that you had before; the string before that change is then the last one. Give the last string between <answer> and </answer>.";

    protected override string Solve(StringManipulationTruth truth) => truth.States[^1];

    protected override Verdict Judge(StringManipulationTruth truth, string answer, Budget budget) => TextAnswer.Judge(truth.States[^1], answer, budget);

    protected override JsonObject Describe(StringManipulationTruth truth) => new()
    {
        ["source_dataset"] = "string_manipulation",
        ["string"] = truth.States[0],
        ["solution"] = truth.States[^1],
        ["states"] = Listed.Json(truth.States),
        ["selected_rules"] = Listed.Json(truth.Rules),
        ["string_length"] = truth.States[0].Length,
        ["num_rules"] = truth.Rules.Length,
    };

    // The rules of a row are words, and what they do is taken from its states.
    protected override StringManipulationTruth Read(string? answer, MetadataReader metadata)
    {
        var states = metadata["states"] is { Exists: true } all ? all.Array(s => s.String) : [metadata["string"].String, metadata["solution"].String];
        if (states.Length is 0 or > MaxRowStates)
            throw metadata["states"].Wrong($"1 to {MaxRowStates} strings");
        return states[^1] == metadata["solution"].String
            ? new StringManipulationTruth(metadata["selected_rules"].Array(r => r.String), states)
            : throw metadata["solution"].Wrong("the last of states");
    }

    private static List<string> Rewrite(string text, ReadOnlySpan<StringRule> rules)
    {
        var states = new List<string> { text };
        var seen = new HashSet<string>(StringComparer.Ordinal) { text };
        while (states.Count <= MaxChanges && Next(states[^1], rules) is { } next && seen.Add(next))
            states.Add(next);
        return states;
    }

    private static string? Next(string text, ReadOnlySpan<StringRule> rules)
    {
        foreach (var rule in rules)
        {
            if (rule.Apply(text) is { } next)
                return next;
        }

        return null;
    }
}
