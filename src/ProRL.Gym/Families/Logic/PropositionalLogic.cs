using System.Text;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;

namespace ProRL.Gym.Families.Logic;

public sealed record PropositionalLogicConfig : FamilyConfig
{
    /// <summary>Fewest variables, at least 2.</summary>
    public int MinVars { get; init; } = 2;

    /// <summary>Most variables, at most 11.</summary>
    public int MaxVars { get; init; } = 4;

    /// <summary>Fewest premises, at least 1.</summary>
    public int MinStatements { get; init; } = 2;

    /// <summary>Most premises, at most 20.</summary>
    public int MaxStatements { get; init; } = 4;

    /// <summary>The least depth of a premise, at least 1: a variable or its negation.</summary>
    public int MinComplexity { get; init; } = 1;

    /// <summary>The greatest depth of a premise, at most 6.</summary>
    public int MaxComplexity { get; init; } = 3;
}

/// <param name="Names">The variables.</param>
/// <param name="Written">The premises as they are written.</param>
/// <param name="Premises">The same, read.</param>
/// <param name="Complexity">How deep a premise may be; only told.</param>
/// <param name="Example">One right conclusion.</param>
/// <param name="Joint">Whether only a conclusion that tells more than the premises one by one will do; <see cref="Premises.IsInferred"/>.</param>
public sealed record PropositionalLogicTruth(string[] Names, string[] Written, Proposition[] Premises, int Complexity, string Example, bool Joint = false);

/// <summary>
/// A conclusion from premises: any statement that must hold where they do, but for single variables and for what always
/// holds. It must tell more than the premises one by one where the item has such a conclusion, so that copying and joining
/// them is no answer; published rows, and items of a single premise, take what repeats premises too.
/// </summary>
public sealed class PropositionalLogic() : TaskFamily<PropositionalLogicConfig, PropositionalLogicTruth>(
    "logic/propositional_logic-v1", "a conclusion that follows from premises in propositional logic", maxLevel: 8)
{
    private const string Letters = "PQRSTUVWXYZ";
    private const int MaxRowPremises = 100;
    private const int MaxRowLength = 2000;
    private const int MaxRowNames = 16;

    protected override PropositionalLogicConfig AtLevel(int level)
    {
        int[] variables = [2, 2, 3, 4, 5, 6, 8, 10, 11];
        int[] statements = [2, 2, 3, 4, 5, 6, 8, 12, 20];
        int[] depth = [2, 2, 2, 3, 3, 4, 4, 5, 6];
        return new()
        {
            MinVars = Math.Max(2, variables[level] - 1),
            MaxVars = variables[level],
            MinStatements = Math.Max(2, statements[level] - 1),
            MaxStatements = statements[level],
            MinComplexity = Math.Max(1, depth[level] - 2),
            MaxComplexity = depth[level],
        };
    }

    protected override IEnumerable<string> Validate(PropositionalLogicConfig c)
    {
        if (c.MinVars < 2 || c.MaxVars < c.MinVars || c.MaxVars > Letters.Length)
            yield return $"min_vars is {c.MinVars} and max_vars {c.MaxVars}; they must satisfy 2 ≤ min_vars ≤ max_vars ≤ {Letters.Length}";
        if (c.MinStatements < 1 || c.MaxStatements < c.MinStatements || c.MaxStatements > 20)
            yield return $"min_statements is {c.MinStatements} and max_statements {c.MaxStatements}; they must satisfy 1 ≤ min_statements ≤ max_statements ≤ 20";
        if (c.MinComplexity < 1 || c.MaxComplexity < c.MinComplexity || c.MaxComplexity > 6)
            yield return $"min_complexity is {c.MinComplexity} and max_complexity {c.MaxComplexity}; they must satisfy 1 ≤ min_complexity ≤ max_complexity ≤ 6";
    }

    protected override PropositionalLogicTruth Generate(PropositionalLogicConfig c, Rng rng)
    {
        var variables = rng.Int(c.MinVars, c.MaxVars);
        // From variables and negations alone nothing new follows.
        var complexity = rng.Int(Math.Min(Math.Max(2, c.MinComplexity), c.MaxComplexity), c.MaxComplexity);
        var statements = rng.Int(c.MinStatements, c.MaxStatements);
        var (premises, conclusion) = Premises.Draw(rng, variables, statements, c.MinComplexity, complexity);
        string[] names = [.. Letters.Take(variables).Select(letter => $"{letter}")];
        return new PropositionalLogicTruth(
            names,
            [.. premises.Select(p => PropositionText.Write(p, names))],
            premises,
            complexity,
            PropositionText.Write(conclusion, names),
            Premises.IsInferred(premises, conclusion, variables, new Budget(long.MaxValue)));
    }

    protected override string Content(PropositionalLogicTruth truth) => $"{truth.Names.Length}|{string.Join('|', truth.Written)}";

    protected override double Difficulty(PropositionalLogicTruth truth) => truth.Names.Length + truth.Written.Sum(w => w.Length) / 10.0;

    protected override string Ask(PropositionalLogicTruth truth)
    {
        var text = new StringBuilder("The signs are ¬ (not), ∧ (and), ∨ (or), → (implies) and ↔ (if and only if). These statements about ")
            .AppendJoin(", ", truth.Names).Append(" hold:\n\n");
        foreach (var premise in truth.Written)
            text.Append("- ").Append(premise).Append('\n');
        text.Append("\nName another statement that must hold then. It must not be a single variable, and not a statement that holds always, such as (")
            .Append(truth.Names[0]).Append(" → ").Append(truth.Names[0]).Append("). ");
        if (truth.Joint)
            text.Append("It must tell more than the statements tell one by one: what follows from one of them alone, or only joins such parts, is not enough, and no variable may stand in it twice. ");
        return text.Append("Use only these variables and signs, with brackets that leave no doubt, and put the statement between <answer> and </answer>.").ToString();
    }

    protected override string Solve(PropositionalLogicTruth truth) => truth.Example;

    protected override Verdict Judge(PropositionalLogicTruth truth, string answer, Budget budget)
    {
        var shown = TaskRow.Shorten(answer);
        var names = truth.Names.ToList();
        var stopped = answer.EndsWith('.') ? answer[..^1] : answer;
        if (PropositionText.Read(Signs(stopped), names, budget) is not { } conclusion)
            return Verdict.Incorrect(shown, "The answer is not a statement: a sign lacks one of its parts.");
        if (names.Count > truth.Names.Length)
            return Verdict.Incorrect(shown, $"The answer holds '{TaskRow.Shorten(names[truth.Names.Length])}', which is neither a variable nor a sign.");
        if (conclusion is Proposition.Variable)
            return Verdict.Incorrect(shown, "The answer is a single variable.");
        return Premises.Judge(truth.Premises, conclusion, names.Count, stopped.Length, budget) switch
        {
            Premises.Standing.Open => Verdict.Incorrect(shown, "The answer does not follow from the premises."),
            Premises.Standing.Always => Verdict.Incorrect(shown, "The answer holds always, whatever the premises say."),
            _ when truth.Joint && !Premises.IsInferred(truth.Premises, conclusion, names.Count, budget) => Verdict.Incorrect(shown, "The answer has a variable twice, or only joins what follows from single premises."),
            _ => Verdict.Correct(shown),
        };
    }

    // Whatever is no sign is a variable there, with a letter or not, of which nothing is known.
    protected override double ScoreAsPublished(PropositionalLogicTruth truth, string? answer, Budget budget)
    {
        if (answer is null || answer.Any(c => char.IsAsciiLetterUpper(c) && !truth.Names.Contains($"{c}")))
            return 0;
        var names = truth.Names.ToList();
        if (PropositionText.Read(answer, names, budget) is not { } conclusion)
            return 0;
        return Premises.Judge(truth.Premises, conclusion, names.Count, answer.Length, budget) switch
        {
            Premises.Standing.Open => 0.05,
            Premises.Standing.Always => 0.25,
            _ => conclusion is Proposition.Variable ? 0.25 : 1,
        };
    }

    protected override JsonObject Describe(PropositionalLogicTruth truth) => new()
    {
        ["source_dataset"] = "propositional_logic",
        ["premises"] = new JsonArray([.. truth.Written.Select(p => JsonValue.Create(p))]),
        ["variables"] = new JsonArray([.. truth.Names.Select(n => JsonValue.Create(n))]),
        ["complexity"] = truth.Complexity,
        ["example_answer"] = truth.Example,
        ["joint"] = truth.Joint,
    };

    protected override PropositionalLogicTruth Read(string? answer, MetadataReader metadata)
    {
        var names = metadata["variables"].Array(v => v.String is { Length: 1 } name && char.IsAsciiLetterUpper(name[0]) ? name : throw v.Wrong("a letter from A to Z"));
        var written = metadata["premises"].Array(p => p.String);
        if (names.Length is 0 or > MaxRowNames || names.Distinct().Count() < names.Length)
            throw metadata["variables"].Wrong($"1 to {MaxRowNames} different letters");
        if (written.Length is 0 or > MaxRowPremises || written.Any(w => w.Length > MaxRowLength))
            throw metadata["premises"].Wrong($"1 to {MaxRowPremises} statements of at most {MaxRowLength} characters");
        var known = names.ToList();
        var premises = metadata["premises"].Array(p => PropositionText.Read(p.String, known, new Budget(MaxRowLength * MaxRowLength)) is { } premise && known.Count == names.Length
            ? premise
            : throw p.Wrong("a statement about the variables in the signs ¬ ∧ ∨ → ↔"));
        var complexity = metadata["complexity"] is { Exists: true } depth ? depth.Int : 1;
        var example = answer ?? (metadata["example_answer"] is { Exists: true } given ? given.String : null);
        var joint = metadata["joint"] is { Exists: true } must && must.Bool;
        var truth = new PropositionalLogicTruth(names, written, premises, complexity, example ?? "", joint);
        return example is null ? truth with { Example = PropositionText.Write(Premises.Conclusion(premises, names.Length, new Rng(string.Join('|', written))), names) } : truth;
    }

    // What keyboards have for the signs.
    private static string Signs(string text) => text
        .Replace("<->", "↔", StringComparison.Ordinal).Replace("<=>", "↔", StringComparison.Ordinal)
        .Replace("->", "→", StringComparison.Ordinal).Replace("=>", "→", StringComparison.Ordinal)
        .Replace('&', '∧').Replace('|', '∨').Replace('~', '¬');
}
