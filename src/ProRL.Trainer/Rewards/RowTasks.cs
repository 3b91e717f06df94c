using System.Text;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Trainer.Recipes;

namespace ProRL.Trainer.Rewards;

/// <summary>Tasks from files of rows (see <see cref="TaskRow"/>), each with a prompt. Immutable.</summary>
internal sealed class RowTasks
{
    private readonly (JsonObject Row, Prompt Prompt)[] _train;
    private readonly (JsonObject Row, Prompt Prompt)[] _eval;

    private RowTasks((JsonObject Row, Prompt Prompt)[] train, (JsonObject Row, Prompt Prompt)[] eval) => (_train, _eval) = (train, eval);

    /// <summary>Reads the files; without a file of held-out rows, the hash of a row's prompt decides on which side it is.</summary>
    /// <exception cref="RecipeException">A file can't be read, or holds a line that is no row, or rows are missing.</exception>
    public static RowTasks Read(string rows, string heldOut)
    {
        var first = rows.Length == 0 ? [] : Lines(rows);
        if (heldOut.Length > 0) return new RowTasks(first, Lines(heldOut));
        var sides = first.ToLookup(row => ContentSplit.Of(row.Prompt.Text));
        if (!sides.Contains(Split.Eval) || !sides.Contains(Split.Train))
            throw new RecipeException($"{rows} has too few rows ({first.Length}) to hold some out; give the rows to evaluate on with 'held_out'.");
        return new RowTasks([.. sides[Split.Train]], [.. sides[Split.Eval]]);
    }

    /// <summary>The family that judges the first row.</summary>
    public string Family => (string)(_eval.Length > 0 ? _eval : _train)[0].Row["family"]!;

    /// <summary>What names the pair of files.</summary>
    public static string Key((string Rows, string HeldOut) files) => $"{files.Rows}\n{files.HeldOut}";

    /// <summary>
    /// Training rows come in an order that the seed decides, a new one each time all have been dealt. Held-out rows come in
    /// the order of their file, once.
    /// </summary>
    public TrainingTask[] Take(string family, Split split, ulong seed, long start, int count)
    {
        if (split == Split.Eval)
            return [.. _eval.Skip((int)Math.Min(start, _eval.Length)).Take(count).Select((row, i) => Task(family, split, start + i, row))];
        var tasks = new List<TrainingTask>(count);
        var order = (Round: -1L, Rows: Array.Empty<int>());
        for (var index = start; index < start + count; index++)
        {
            var round = index / _train.Length;
            if (order.Round != round)
            {
                order = (round, [.. Enumerable.Range(0, _train.Length)]);
                new Rng($"{family}|rows|{seed}|{round}").Shuffle<int>(order.Rows);
            }
            var row = order.Rows[index % _train.Length];
            tasks.Add(Task(family, split, row, _train[row]));
        }
        return [.. tasks];
    }

    private static TrainingTask Task(string family, Split split, long number, (JsonObject Row, Prompt Prompt) row) =>
        new(family, FormattableString.Invariant($"{family}|{(split == Split.Eval ? "eval" : "train")}|row|{(row.Row["id"] is { } id ? id.ToString() : number)}|"), row.Prompt, null, row.Row);

    private static (JsonObject Row, Prompt Prompt)[] Lines(string path)
    {
        if (!File.Exists(path)) throw new RecipeException($"There is no file of rows '{path}'.");
        var lines = File.ReadLines(path).Select((text, i) => (text, Number: i + 1)).Where(l => !string.IsNullOrWhiteSpace(l.text));
        (JsonObject Row, Prompt Prompt)[] rows = [.. lines.Select(line => Row(path, line.Number, line.text))];
        return rows.Length > 0 ? rows : throw new RecipeException($"{path} has no rows.");
    }

    private static (JsonObject, Prompt) Row(string path, int line, string text)
    {
        try
        {
            var row = TaskRow.Parse(Encoding.UTF8.GetBytes(text));
            if (row.Handle is not null) throw new RecipeException($"{path}, line {line}: the row has no \"family\"; it must name one, such as \"math/answer-v1\".");
            var prompt = row.Prompt ?? throw new RecipeException($"{path}, line {line}: the row has no \"prompt\"; there is nothing to show the model.");
            var json = JsonNode.Parse(text)!.AsObject();
            // What somebody answered before is not part of the task.
            json.Remove("response");
            json.Remove("final");
            return (json, prompt);
        }
        catch (TaskFormatException error)
        {
            throw new RecipeException($"{path}, line {line}: {error.Message}");
        }
    }
}
