using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ProRL.Gym.Checking;
using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;

namespace ProRL.Server.Commands;

/// <summary><c>prorl-gym audit</c>: what a cheater can earn, family by family.</summary>
internal static class AuditCommand
{
    private const int MaxItems = 10_000;

    public static Command Create(Lazy<FamilyCatalog> catalog, FamilyOptions options, CommandConsole console)
    {
        var families = FamilyOptions.Named("attack");
        var items = new Option<int>("--items") { HelpName = "N", Description = "Items of each family.", DefaultValueFactory = _ => 40 };
        var profile = new Option<string>("--profile") { HelpName = "P", Description = "What is paid for: default or reasoning-gym.", DefaultValueFactory = _ => "default" };
        var output = new Option<string>("--output") { HelpName = "DIR", Description = "Where audit.md and audit.json are written.", DefaultValueFactory = _ => Path.Combine("runs", "audit") };
        var json = new Option<bool>("--json") { Description = "One JSON object a line instead of the table." };
        var command = new Command("audit", "Attack families, and show what an attacker earns. Exit code 1 where a judge pays for what is not right.") { families, items, profile, output, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var count = parsed.GetValue(items);
            if (count is < 2 or > MaxItems)
                throw new UsageException($"--items is {count}; it must be from 2 to {MaxItems}.");
            var pays = ScoringProfiles.Parse(parsed.GetValue(profile)!);
            var chosen = options.Chosen(parsed.GetValue(families), catalog.Value);
            var folder = parsed.GetValue(output)!;
            Directory.CreateDirectory(folder);

            var results = new AuditResult[chosen.Count];
            await Parallel.ForAsync(0, chosen.Count, cancellation, async (i, stop) =>
                results[i] = await new FamilyAudit(chosen[i], pays).RunAsync(count, stop).ConfigureAwait(false)).ConfigureAwait(false);

            var lines = results.Select(r => CompactJson.Text(writer => Write(writer, r))).ToArray();
            var table = Table(results);
            await File.WriteAllTextAsync(Path.Combine(folder, "audit.md"), $"# What a cheater can earn\n\nOn average over {count} items of each family, default settings, profile {pays.Name()}. `constant` (the most frequent answer of 1,000 other items, tried on 1,000) and `others` (right answers to other items) may be right by luck, `near misses` by a tolerance or an equal value (up to 0.6), and `all options` where moves go on after the end (up to 0.15); anything else above 0 is a hole.\n\n{table}", cancellation).ConfigureAwait(false);
            await File.WriteAllTextAsync(Path.Combine(folder, "audit.json"), $"[\n{string.Join(",\n", lines)}\n]\n", cancellation).ConfigureAwait(false);

            console.Out.Write(parsed.GetValue(json) ? string.Join("\n", lines) + "\n" : table);
            var holes = results.SelectMany(r => r.Holes.Select(h => $"{r.Family}: {h}")).ToArray();
            foreach (var hole in holes)
                console.Error.WriteLine(hole);
            console.Error.WriteLine($"{chosen.Count} {(chosen.Count == 1 ? "family" : "families")} attacked, {holes.Length} {(holes.Length == 1 ? "hole" : "holes")}; written to {folder}.");
            return holes.Length == 0 ? 0 : CommandLine.Failed;
        });
        return command;
    }

    private static string Table(AuditResult[] results)
    {
        var names = results.SelectMany(r => r.Classes.Select(c => c.Name)).Distinct(StringComparer.Ordinal).ToArray();
        var width = Math.Max(6, results.Max(r => r.Family.Length));
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"| {"family".PadRight(width)} | {string.Join(" | ", names)} | holes |");
        text.AppendLine(CultureInfo.InvariantCulture, $"|{new string('-', width + 2)}|{string.Concat(names.Select(n => new string('-', n.Length + 1) + ":|"))}------:|");
        foreach (var result in results)
        {
            var cells = names.Select(n => Earned(result.Classes.FirstOrDefault(c => c.Name == n)).PadLeft(n.Length));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {result.Family.PadRight(width)} | {string.Join(" | ", cells)} | {result.Holes.Count(),5} |");
        }

        return text.ToString();
    }

    private static string Earned(AttackClass? attack) => attack switch
    {
        null or { Tried: 0 } => "",
        { Most: 0 } => "0",
        _ => attack.Earned.ToString("0.000", CultureInfo.InvariantCulture),
    };

    private static void Write(Utf8JsonWriter json, AuditResult result)
    {
        json.WriteStartObject();
        json.WriteString("family", result.Family);
        json.WriteStartObject("attacks");
        foreach (var attack in result.Classes)
        {
            json.WriteStartObject(attack.Name);
            json.WriteNumber("tried", attack.Tried);
            json.WriteNumber("earned", attack.Earned);
            json.WriteNumber("most", attack.Most);
            json.WriteNumber("tolerated", attack.Tolerated);
            json.WriteString("example", attack.Example);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartArray("holes");
        foreach (var hole in result.Holes)
            json.WriteStringValue(hole);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
