using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles.Published;

namespace ProRL.Gym.Families.Code;

public sealed record CodeioConfig : FamilyConfig
{
    /// <summary>A file of records, see <see cref="CodeRecords"/>, by its name in the <see cref="DataFolder"/>; empty for those that come with this library.</summary>
    public string Data { get; init; } = "";

    /// <summary>How often the input is asked for instead of the output, where only one is right; from 0 to 1.</summary>
    public double InputPredictionProbability { get; init; } = 0.5;

    /// <summary>Only records of this difficulty; null for all.</summary>
    public int? Difficulty { get; init; }
}

/// <param name="Task">What the function does, in words; may be empty.</param>
/// <param name="Code">The function; empty for a row, whose prompt shows it.</param>
/// <param name="Input">Its arguments as JSON.</param>
/// <param name="Output">What it gave as JSON.</param>
/// <param name="AsksInput">Which of the two is asked for.</param>
/// <param name="Answer">That one as JSON.</param>
/// <param name="Level">How hard it is said to be.</param>
public sealed record CodeioTruth(string Task, string Code, string Input, string Output, bool AsksInput, string Answer, int Level);

/// <summary>
/// Tell what a Python function gave for some arguments, or which arguments made it give something. The function is not run:
/// what is right was recorded, so a solver would need Python. Records that say so are only asked for their output.
/// </summary>
public sealed class Codeio(DataFolder data) : TaskFamily<CodeioConfig, CodeioTruth>(
    "code/codeio-v1", "the output, or the input, of a call of a Python function", maxLevel: 3)
{
    protected override CodeioConfig AtLevel(int level) => new() { Difficulty = level + 1 };

    protected override IEnumerable<string> Validate(CodeioConfig c)
    {
        if (!(c.InputPredictionProbability >= 0 && c.InputPredictionProbability <= 1))
            yield return $"input_prediction_probability is {c.InputPredictionProbability}; it must be from 0 to 1";
        if (WrongData(c) is { } wrong)
            yield return wrong;
    }

    protected override CodeioTruth Generate(CodeioConfig c, Rng rng)
    {
        var record = rng.Pick(Records(c));
        var asksInput = rng.Chance(c.InputPredictionProbability) && record.Invertible;
        return new CodeioTruth(record.Task, record.Code, record.Input, record.Output, asksInput, asksInput ? record.Input : record.Output, record.Difficulty ?? 0);
    }

    protected override string Content(CodeioTruth truth) => $"{truth.Code}|{truth.Input}";

    protected override double Difficulty(CodeioTruth truth) => truth.Level;

    protected override string Ask(CodeioTruth truth)
    {
        var text = new StringBuilder("Here is a Python function.\n\n");
        if (truth.Task.Length > 0)
            text.Append("# ").Append(truth.Task).Append('\n');
        text.Append(truth.Code.TrimEnd()).Append("\n\n");
        text.Append(truth.AsksInput
            ? $"For some arguments it returned, written as JSON:\n\n{truth.Output}\n\nWhich arguments? Give them as one JSON object from the name of each argument to its value"
            : $"It is called with these arguments, given by name as JSON:\n\n{truth.Input}\n\nWhat does it return? Give it as one JSON value");
        return text.Append(" between <answer> and </answer>.").ToString();
    }

    protected override string Solve(CodeioTruth truth) => truth.Answer;

    protected override Verdict Judge(CodeioTruth truth, string answer, Budget budget)
    {
        var shown = TaskRow.Shorten(answer);
        if (!PythonValue.TryJson(Unfenced(answer), budget, out var given))
            return Verdict.Incorrect(shown, "The answer is not JSON.");
        return PythonValue.TryJson(truth.Answer, budget, out var right) && AreEqual(given, right)
            ? Verdict.Correct(shown)
            : Verdict.Incorrect(shown, $"The answer is not the {(truth.AsksInput ? "input" : "output")} that was recorded.");
    }

    // The JSON from the first brace to the last counts, less for text around it and for each letter that differs.
    protected override double ScoreAsPublished(CodeioTruth truth, string? answer, Budget budget)
    {
        var right = PythonText.Strip(truth.Answer);
        if (string.IsNullOrEmpty(answer))
            return 0;
        var text = PythonText.Strip(answer);
        if (text == right)
            return 1;
        var (open, close) = (text.IndexOf('{', StringComparison.Ordinal), text.LastIndexOf('}'));
        if (open < 0 || close < 0)
            return 0;
        var length = PythonText.Length(right);
        var around = PythonText.Length(text.AsSpan(0, open)) + PythonText.Length(text.AsSpan(close + 1));
        var most = Math.Max(length / (length + 0.5 * around), 0.2);
        if (close < open || !PythonValue.TryJson(text[open..(close + 1)], budget, out var given) || !PythonValue.TryJson(right, budget, out var oracle))
            return PublishedScore.Containment(right, text);
        return PythonValue.AreEqual(given, oracle) ? most : Math.Max(most * JsonTreeDistance.Similarity(given, oracle, budget), 0.01);
    }

    protected override JsonObject Describe(CodeioTruth truth) => new()
    {
        ["source_dataset"] = "codeio",
        ["input_data"] = JsonNode.Parse(truth.Input),
        ["output_data"] = JsonNode.Parse(truth.Output),
    };

    protected override CodeioTruth Read(string? answer, MetadataReader metadata)
    {
        var (input, output) = (Json(metadata["input_data"]), Json(metadata["output_data"]));
        if (answer is null || !PythonValue.TryJson(answer, new Budget(answer.Length + 1), out _))
            throw new TaskFormatException($"{Info.Id}: the row's answer is {(answer is null ? "missing" : TaskRow.Shorten(answer))}; it must be JSON, the input or the output.");
        return new CodeioTruth("", "", input, output, false, answer, 0);
    }

    private static string Json(MetadataReader value) => value.Json.ValueKind == JsonValueKind.Undefined ? throw value.Wrong("a JSON value") : value.Json.GetRawText();

    private CodeRecord[] Records(CodeioConfig c)
    {
        var all = c.Data.Length == 0 ? CodeRecords.Sample : CodeRecords.Load(data.Resolve(c.Data));
        return c.Difficulty is { } level ? [.. all.Where(r => r.Difficulty == level)] : all;
    }

    private string? WrongData(CodeioConfig c)
    {
        try
        {
            return Records(c).Length > 0 ? null : $"difficulty is {c.Difficulty}, of which data holds no record; it must be one that there is, or null for all";
        }
        catch (TaskFormatException e)
        {
            return e.Message.TrimEnd('.');
        }
    }

    private static string Unfenced(string answer)
    {
        var text = answer.Trim();
        if (!text.StartsWith("```", StringComparison.Ordinal) || !text.EndsWith("```", StringComparison.Ordinal) || text.Length < 7)
            return text;
        var inner = text[3..^3];
        return inner.StartsWith("json", StringComparison.Ordinal) ? inner[4..] : inner;
    }

    // As Python's ==, but for truth values, which are no numbers here.
    private static bool AreEqual(object? a, object? b) => (a, b) switch
    {
        (bool x, bool y) => x == y,
        (bool, BigInteger or double) or (BigInteger or double, bool) => false,
        (List<object?> x, List<object?> y) => x.Count == y.Count && x.Zip(y).All(p => AreEqual(p.First, p.Second)),
        (Dictionary<string, object?> x, Dictionary<string, object?> y) => x.Count == y.Count && x.All(p => y.TryGetValue(p.Key, out var other) && AreEqual(p.Value, other)),
        _ => PythonValue.AreEqual(a, b),
    };
}
