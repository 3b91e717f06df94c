using System.CommandLine;
using System.Globalization;
using ProRL.Gym.Datasets;
using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;
using ProRL.Server.Verification;

namespace ProRL.Server.Commands;

/// <summary><c>prorl-gym reverify</c>: a run's log of rollouts against the verifiers of today.</summary>
internal static class ReverifyCommand
{
    private const string LogName = "rollouts.jsonl";

    public static Command Create(Lazy<FamilyCatalog> catalog, TimeProvider time, CommandConsole console)
    {
        var input = new Argument<string>("ROLLOUTS") { Description = $"A run's {LogName}, or the run's folder; - for standard input." };
        var output = new Option<string?>("--output") { HelpName = "OUT.jsonl", Description = "Where the changed rows go, one line each, in the log's order." };
        var show = new Option<int>("--show") { HelpName = "N", Description = "How many of the changed rows to print.", DefaultValueFactory = _ => 20 };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of a table." };
        var judging = new JudgeOptions(catalog, time);
        var command = new Command("reverify", "Judge the rollouts that a run logged again, and show what changed. Exit code 1 where something did, or a row can't be judged.") { input, output, show, json };
        judging.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var shown = parsed.GetValue(show);
            if (shown < 0)
                throw new UsageException($"--show is {shown}; it must be 0 or more.");
            await using var from = JudgeOptions.OpenInput(Log(parsed.GetValue(input)!));
            var result = new Reverification(shown);
            await judging.JudgeAsync(parsed, new RolloutReader(new RowReader(from)), () => parsed.GetValue(output) is { } path ? JudgeOptions.OpenOutput(path) : Stream.Null, result, cancellation).ConfigureAwait(false);
            if (parsed.GetValue(json))
                console.Out.WriteLine(Json(result));
            else
                Print(result, console.Out);
            return result.Count(Change.Same) == result.Rows ? 0 : CommandLine.Failed;
        });
        return command;
    }

    private static string Log(string path)
    {
        if (!Directory.Exists(path))
            return path;
        var log = Path.Combine(path, LogName);
        return File.Exists(log) ? log : throw new UsageException($"'{path}' has no {LogName}; give a run's folder, or the file.");
    }

    private static void Print(Reverification result, TextWriter output)
    {
        var width = result.Families.Keys.Append("family").Max(f => f.Length);
        output.WriteLine($"{"family".PadRight(width)} {"rows",9} {"same",9} {"up",7} {"down",7} {"status",7} {"faults",7}");
        foreach (var (family, counts) in result.Families)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{family.PadRight(width)} {counts.Sum(),9} {counts[0],9} {counts[1],7} {counts[2],7} {counts[3],7} {counts[4],7}"));
        foreach (var row in result.First)
        {
            output.WriteLine();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"line {row.Line}{(row.Before is { } b ? $" ({b.Place}): {TaskRow.Shorten(b.Handle, 160)}" : "")}"));
            if (row.Before is { } before)
                output.WriteLine($"  before  {VerdictText.Name(before.Status)} {Number(before.Score)}: {TaskRow.Shorten(before.Reason ?? "", 300)}");
            output.WriteLine($"  now     {VerdictText.Name(row.After.Status)} {Number(row.After.Score)}: {TaskRow.Shorten(row.After.Reason ?? "", 300)}");
        }

        var changed = result.Rows - result.Count(Change.Same);
        output.WriteLine();
        output.WriteLine(changed == 0
            ? $"{result.Rows} rollouts; every verdict is what it was."
            : $"{result.Rows} rollouts; {changed} {(changed == 1 ? "verdict is" : "verdicts are")} not what {(changed == 1 ? "it was" : "they were")}{(changed > result.First.Count() ? $", the first {result.First.Count()} of them above" : "")}.");
    }

    private static string Json(Reverification result) => CompactJson.Text(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("rows", result.Rows);
        foreach (var change in Enum.GetValues<Change>())
            json.WriteNumber(Reverification.Name(change), result.Count(change));
        json.WriteStartArray("families");
        foreach (var (family, counts) in result.Families)
        {
            json.WriteStartObject();
            json.WriteString("family", family);
            foreach (var change in Enum.GetValues<Change>())
                json.WriteNumber(Reverification.Name(change), counts[(int)change]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("changed");
        foreach (var row in result.First)
            Reverification.Write(json, row);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string Number(double? score) => score?.ToString("0.####", CultureInfo.InvariantCulture) ?? "without a score";
}
