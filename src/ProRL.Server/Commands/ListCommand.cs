using System.CommandLine;
using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;

namespace ProRL.Server.Commands;

/// <summary><c>prorl-gym list</c>.</summary>
internal static class ListCommand
{
    public static Command Create(Lazy<FamilyCatalog> catalog, CommandConsole console)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object a line, with every setting and its default." };
        var command = new Command("list", "List the families.") { json };
        command.SetAction(parsed =>
        {
            var families = catalog.Value.All.Select(f => f.Info).ToArray();
            if (parsed.GetValue(json))
                WriteJson(families, console.Out);
            else
                WriteTable(families, console.Out);
        });
        return command;
    }

    private static void WriteTable(FamilyInfo[] families, TextWriter output)
    {
        var width = families.Max(f => f.Id.Length);
        foreach (var family in families)
            output.WriteLine($"{family.Id.PadRight(width)}  {family.Domain,-12}  levels 0–{family.MaxLevel,-3} {family.Summary}");
    }

    private static void WriteJson(FamilyInfo[] families, TextWriter output)
    {
        foreach (var family in families)
        {
            output.WriteLine(CompactJson.Text(json =>
            {
                json.WriteStartObject();
                json.WriteString("id", family.Id);
                json.WriteString("domain", family.Domain);
                json.WriteString("summary", family.Summary);
                json.WriteNumber("max_level", family.MaxLevel);
                json.WritePropertyName("defaults");
                family.Defaults.WriteTo(json);
                json.WriteEndObject();
            }));
        }
    }
}
