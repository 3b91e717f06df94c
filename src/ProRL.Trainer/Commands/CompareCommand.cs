using System.CommandLine;
using System.Text.Json.Nodes;
using ProRL.Trainer.Runs;

namespace ProRL.Trainer.Commands;

/// <summary><c>compare</c>: two runs on the same evaluation.</summary>
internal sealed class CompareCommand(CommandFrame frame)
{
    private readonly Argument<string> _first = CommandFrame.Run("RUN_A");
    private readonly Argument<string> _second = CommandFrame.Run("RUN_B");
    private readonly Option<string?> _label = new("--label") { Description = "The label of the evaluations to compare; without it, RUN_A's latest that RUN_B has too." };

    public Command Define()
    {
        var command = new Command(
            "compare",
            "Compares the mean scores of two runs by family, with 95 % confidence intervals (bootstrap over items): each alone, and for all comparisons together (single-step maximum). Runs of different seeds have different held-out items: "
            + "'eval RUN --set seed=1' evaluates any run on the same ones.") { _first, _second, _label, frame.Json };
        command.SetAction(result => frame.Carry(() =>
        {
            var comparison = RunComparison.Of(RunFolder.Existing(result.GetValue(_first)!), RunFolder.Existing(result.GetValue(_second)!), result.GetValue(_label));
            if (result.GetValue(frame.Json)) frame.Print(Json(comparison));
            else Print(comparison);
            return 0;
        }));
        return command;
    }

    private void Print(RunComparison comparison)
    {
        var rows = Rows(comparison).Select(f => (string[])
        [
            f.Family, FormattableString.Invariant($"{f.Items}"), Percent(f.First), Percent(f.Second), Points(f.Difference.Mean), Reach(f.Difference), Reach(f.Together),
        ]);
        frame.Output.WriteLine($"Mean score, '{comparison.Label}'");
        foreach (var line in new ScoreTable("", ["family", "items", "A", "B", "B − A", "95 % interval", "all together"], [.. rows]).Lines()) frame.Output.WriteLine(line);
        frame.Output.WriteLine(comparison.Verdict());
        string[] unpaired = [.. comparison.Families.Where(f => !f.Paired).Select(f => f.Family)];
        if (unpaired.Length > 0) frame.Output.WriteLine($"Not the same items in both runs: {string.Join(", ", unpaired)}.");
        if (comparison.Lone.Count > 0) frame.Output.WriteLine($"In one of the runs only, and left out: {string.Join(", ", comparison.Lone)}.");
    }

    private static JsonObject Json(RunComparison comparison) => new()
    {
        ["label"] = comparison.Label,
        ["families"] = new JsonArray([.. comparison.Families.Select(Json)]),
        ["overall"] = Json(comparison.Overall),
        ["left_out"] = new JsonArray([.. comparison.Lone.Select(f => (JsonNode)f)]),
    };

    private static JsonObject Json(ComparedFamily family) => new()
    {
        ["family"] = family.Family,
        ["items"] = family.Items,
        ["paired"] = family.Paired,
        ["a"] = family.First,
        ["b"] = family.Second,
        ["difference"] = family.Difference.Mean,
        ["low"] = family.Difference.Low,
        ["high"] = family.Difference.High,
        ["together_low"] = family.Together.Low,
        ["together_high"] = family.Together.High,
        ["beyond_chance"] = family.BeyondChance,
    };

    private static IEnumerable<ComparedFamily> Rows(RunComparison comparison) =>
        comparison.Families.Count > 1 ? comparison.Families.Append(comparison.Overall) : comparison.Families;

    private static string Reach(Interval interval) => $"{Points(interval.Low)} to {Points(interval.High)}";

    private static string Percent(double share) => FormattableString.Invariant($"{100 * share:0.0} %");

    private static string Points(double share) => FormattableString.Invariant($"{100 * share:+0.0;-0.0;0.0}");
}
