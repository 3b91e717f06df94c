using System.Globalization;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Checking;

/// <param name="Item">An item.</param>
/// <param name="Snapshot">What it was when it was made.</param>
internal readonly record struct Made(TaskItem Item, string Snapshot);

/// <summary>How items are made: reproducibly, in disjoint splits, with prompts that say how to answer.</summary>
internal static class MakingChecks
{
    private const string Instruction = "<answer> and </answer>.";

    private static readonly CultureInfo Foreign = new("") { NumberFormat = { NegativeSign = "~", NumberDecimalSeparator = ";" } };

    /// <summary>The items to go on with; null where some could not be made.</summary>
    public static IReadOnlyList<Made>? Run(CheckRun run, int level, int items)
    {
        var config = $"{{\"level\":{level}}}";
        var train = Make(run, Split.Train, 42, items, config);
        var eval = Make(run, Split.Eval, 42, items / 4, config);
        var trainNext = Make(run, Split.Train, 43, items, config);
        var evalNext = Make(run, Split.Eval, 43, items / 4, config);
        if (train is null || eval is null || trainNext is null || evalNext is null)
            return null;
        TaskItem[] all = [.. train, .. eval];
        Made[] made = [.. all.Select(item => new Made(item, run.Guard("make", $"{item.Handle}", () => run.Snapshot(item)) ?? ""))];
        CheckSame(run, made);
        CheckSplits(run, [.. train, .. trainNext], [.. eval, .. evalNext]);
        CheckSeeds(run, train, trainNext, level);
        CheckPrompts(run, all);
        CheckTerse(run, config);
        return made;
    }

    private static TaskItem[]? Make(CheckRun run, Split split, ulong seed, int count, string config)
    {
        var items = new TaskItem[count];
        for (var i = 0; i < count; i++)
        {
            var handle = new Handle(run.Family.Info.Id, split, seed, i, config);
            if (run.Guard("make", handle.ToString(), () => run.Family.Make(handle)) is not { } item)
                return null;
            if (item.Handle != handle || item.Family != run.Family.Info.Id || Handle.Parse(handle.ToString()) != item.Handle)
                run.Report("handle", $"{handle} made an item that is called {item.Handle} of {item.Family}.");
            items[i] = item;
        }

        return items;
    }

    // Made once more, in the opposite order and where numbers are written in a foreign way: the bytes must be the same. What
    // differs is made a third time at home, which tells whether the place or the time makes the difference.
    private static void CheckSame(CheckRun run, IReadOnlyList<Made> items)
    {
        var abroad = Changed("culture", Foreign, items.Reverse());
        var home = Changed("same", CultureInfo.InvariantCulture, abroad);
        foreach (var made in abroad)
            run.Report(home.Contains(made) ? "same" : "culture", $"{made.Item.Handle} was made again and differs.");

        List<Made> Changed(string check, CultureInfo culture, IEnumerable<Made> from)
        {
            var changed = new List<Made>();
            var thread = new Thread(() =>
            {
                foreach (var made in from)
                {
                    var again = run.Guard(check, $"{made.Item.Handle}", () => run.Snapshot(run.Family.Make(Handle.Parse(made.Item.Handle!.Value.ToString()))));
                    if (again is not null && again != made.Snapshot)
                        changed.Add(made);
                }
            })
            { CurrentCulture = culture };
            thread.Start();
            thread.Join();
            return changed;
        }
    }

    private static void CheckSplits(CheckRun run, TaskItem[] train, TaskItem[] eval)
    {
        var prompts = train.DistinctBy(i => i.Prompt.Text).ToDictionary(i => i.Prompt.Text, StringComparer.Ordinal);
        foreach (var item in eval)
        {
            if (prompts.TryGetValue(item.Prompt.Text, out var same))
                run.Report("splits", $"{item.Handle} and {same.Handle} are the same task.");
        }
    }

    // Small levels have few tasks, which seeds may well share; a published defect shared them all, shifted by one.
    private static void CheckSeeds(CheckRun run, TaskItem[] one, TaskItem[] next, int level)
    {
        var shared = one.Select(i => i.Prompt.Text).Intersect(next.Select(i => i.Prompt.Text), StringComparer.Ordinal).Count();
        // Where a seed repeats itself the family has few tasks at any level, and two seeds meet by chance about twice as often.
        var repeated = one.Length - one.DistinctBy(i => i.Prompt.Text).Count();
        if (level == run.Family.Info.MaxLevel && shared > one.Length / 5 && shared > 3 * repeated)
            run.Report("seeds", $"Seeds 42 and 43 share {shared} of {one.Length} tasks at level {level}.");
    }

    private static void CheckPrompts(CheckRun run, TaskItem[] items)
    {
        foreach (var item in items)
        {
            var text = item.Prompt.Text;
            if (!text.EndsWith(Instruction, StringComparison.Ordinal))
                run.Report("prompt", $"{item.Handle}: the prompt does not end with '{Instruction}'.");
            if (text.IndexOf("<answer>", StringComparison.Ordinal) != text.LastIndexOf("<answer>", StringComparison.Ordinal))
                run.Report("prompt", $"{item.Handle}: the prompt holds <answer> more than once.");
            if (!double.IsFinite(item.Difficulty))
                run.Report("prompt", $"{item.Handle}: the difficulty {item.Difficulty} is not a number.");
        }
    }

    private static void CheckTerse(CheckRun run, string config)
    {
        if (!run.Family.Info.Defaults.ContainsKey("style"))
            return;
        var handle = new Handle(run.Family.Info.Id, Split.Train, 1, 0, config.Replace("}", ",\"style\":\"terse\"}", StringComparison.Ordinal));
        if (run.Guard("prompt", $"{handle}", () => Terse(run.Family, handle)) is not { } terse)
            return;
        if (terse.Length == 0 || terse.Contains("<answer>", StringComparison.Ordinal) || terse.Any(c => c is < ' ' or > '~'))
            run.Report("prompt", $"{handle}: the terse prompt must be one line of ASCII without tags; it is '{terse}'.");
    }

    // Null where the family has no terse prompts and says so.
    private static string? Terse(ITaskFamily family, Handle handle)
    {
        try
        {
            return family.Make(handle).Prompt.Text;
        }
        catch (TaskFormatException e) when (e.Message.Contains("no terse prompts", StringComparison.Ordinal))
        {
            return null;
        }
    }
}
