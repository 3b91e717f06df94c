using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;

namespace ProRL.Server.Commands;

/// <summary><c>prorl-gym sample</c>.</summary>
internal static class SampleCommand
{
    public static Command Create(Lazy<FamilyCatalog> catalog, CommandConsole console)
    {
        var family = new Argument<string>("FAMILY") { Description = "The family's id; prorl-gym list tells them." };
        var count = new Option<int>("--count") { HelpName = "N", Description = "How many items.", DefaultValueFactory = _ => 1 };
        var seed = new Option<ulong>("--seed") { HelpName = "S", Description = "The run's seed.", DefaultValueFactory = _ => 0 };
        var split = new Option<string>("--split") { HelpName = "train|eval", Description = "Which side of the held-out line.", DefaultValueFactory = _ => "train" };
        var start = new Option<long>("--start") { HelpName = "K", Description = "The number of the first item.", DefaultValueFactory = _ => 0 };
        var level = new Option<int?>("--level") { HelpName = "L", Description = "The family's level, from 0; without it, its defaults." };
        var settings = new Option<string[]>("--set") { HelpName = "key=value", Description = "A setting of the family; may be given several times." };
        var answers = new Option<bool>("--answers") { Description = "With a right answer and the judge's knowledge." };
        var json = new Option<bool>("--json") { Description = "One row a line: with a \"response\" added, prorl-gym verify takes it." };
        var command = new Command("sample", "Make items of a family.") { family, count, seed, split, start, level, settings, answers, json };
        command.SetAction(parsed =>
        {
            if (!Handle.TrySplit(parsed.GetValue(split)!, out var side))
                throw new UsageException($"--split is '{parsed.GetValue(split)}'; it must be train or eval.");
            var request = new SampleRequest(parsed.GetValue(family)!, side, parsed.GetValue(seed), parsed.GetValue(count))
            {
                Start = parsed.GetValue(start),
                Level = parsed.GetValue(level),
                Config = Config(parsed.GetValue(settings) ?? []),
            };
            foreach (var handle in request.Handles())
            {
                var item = SampledItem.Make(catalog.Value, handle, parsed.GetValue(answers), demonstrations: false);
                console.Out.WriteLine(parsed.GetValue(json) ? CompactJson.Text(row => SampledItemJson.Write(row, item)) : Readable(item));
            }
        });
        return command;
    }

    private static string Config(string[] settings)
    {
        var config = new JsonObject();
        foreach (var setting in settings)
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
                throw new UsageException($"--set is '{setting}'; it must be key=value, such as max_value=100.");
            if (!config.TryAdd(setting[..equals], Value(setting[(equals + 1)..])))
                throw new UsageException($"--set gives '{setting[..equals]}' twice.");
        }

        return config.Count == 0 ? "" : config.ToJsonString();
    }

    // What is no JSON is a text, so that style=terse needs no quotes.
    private static JsonNode? Value(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static string Readable(SampledItem item) =>
        $"{item.Handle}\n{item.Prompt.Text}\n{(item.Answer is null ? "" : $"Answer: {item.Answer}\n")}";
}
