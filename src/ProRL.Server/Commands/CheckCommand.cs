using System.CommandLine;
using ProRL.Gym.Checking;
using ProRL.Gym.Environments;
using ProRL.Gym.Tasks;

namespace ProRL.Server.Commands;

/// <summary><c>prorl-gym check</c>: whether families keep the promises that every family makes; for their authors.</summary>
internal static class CheckCommand
{
    private const int MaxItems = 10_000;

    public static Command Create(Lazy<FamilyCatalog> catalog, FamilyOptions options, CommandConsole console)
    {
        var families = FamilyOptions.Named("check");
        var items = new Option<int>("--items") { HelpName = "N", Description = "Items of each of three levels.", DefaultValueFactory = _ => 200 };
        var command = new Command("check", "Check that families keep their promises: repeatable items, disjoint splits, right answers paid and others not, errors that say what is wrong. Exit code 1 where one does not.") { families, items };
        command.SetAction(async (parsed, cancellation) =>
        {
            var count = parsed.GetValue(items);
            if (count is < 20 or > MaxItems)
                throw new UsageException($"--items is {count}; it must be from 20 to {MaxItems}.");
            var grader = new Grader(catalog.Value, TimeProvider.System);
            var chosen = options.Chosen(parsed.GetValue(families), catalog.Value);
            var broken = 0;
            foreach (var family in chosen)
            {
                var found = (await new FamilyChecker(family).CheckAsync(count, cancellation).ConfigureAwait(false)).Select(v => $"{v.Check}: {v.Message}").ToList();
                if (found.Count == 0)
                    found.AddRange((await EnvironmentCheck.RunAsync(() => new TaskEnvironment(grader, new TaskEnvironmentOptions(family.Info.Id, Split.Train, 1)), reset => Act(family, reset), cancellation).ConfigureAwait(false)).Select(p => $"environment: {p}"));
                broken += found.Count > 0 ? 1 : 0;
                console.Out.WriteLine(found.Count == 0 ? $"{family.Info.Id}: well" : $"{family.Info.Id}:\n  {string.Join("\n  ", found)}");
            }

            console.Error.WriteLine($"{chosen.Count} {(chosen.Count == 1 ? "family" : "families")} checked, {broken} broken.");
            return broken == 0 ? 0 : CommandLine.Failed;
        });
        return command;
    }

    // Right for every other item.
    private static string Act(ITaskFamily family, EnvironmentReset reset) =>
        Handle.Parse(reset.Handle!) is var handle && handle.Index % 2 == 0 ? $"<answer>{family.Oracle(family.Make(handle))}</answer>" : "<answer></answer>";
}
