using System.Text;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Datasets;

/// <summary>
/// The rows of a dataset that ships inside this library, each on the side of the held-out line that the hash of its
/// prompt says. Immutable.
/// </summary>
public sealed class BundledRows
{
    private readonly string _name;
    private readonly TaskRow[] _train;
    private readonly TaskRow[] _eval;

    /// <param name="name">Where the rows lie under <c>datasets/</c>, for example <c>code/javascript-basics</c>.</param>
    /// <exception cref="ArgumentException">No such dataset is bundled.</exception>
    public BundledRows(string name)
        : this(name, ReadLines(name).Select(line => TaskRow.Parse(Encoding.UTF8.GetBytes(line))))
    {
    }

    internal BundledRows(string name, IEnumerable<TaskRow> rows)
    {
        _name = name;
        var sides = rows.ToLookup(row => ContentSplit.Of(row.Prompt?.Text ?? ""));
        _train = [.. sides[Split.Train]];
        _eval = [.. sides[Split.Eval]];
    }

    /// <summary>The rows of one side, in the order in which they lie in the file.</summary>
    public IReadOnlyList<TaskRow> Of(Split split) => split == Split.Eval ? _eval : _train;

    /// <summary>
    /// The row at <paramref name="index"/> in the order that <paramref name="seed"/> gives; after the last the first
    /// comes again.
    /// </summary>
    /// <exception cref="TaskFormatException">The side has no row.</exception>
    public TaskRow Pick(Split split, ulong seed, long index)
    {
        var rows = Of(split).ToArray();
        if (rows.Length == 0)
            throw new TaskFormatException($"the dataset {_name} has no row in the {(split == Split.Eval ? "eval" : "train")} split.");
        new Rng($"{_name}|{split}|{seed}").Shuffle<TaskRow>(rows);
        return rows[index % rows.Length];
    }

    private static IEnumerable<string> ReadLines(string name)
    {
        using var stream = typeof(BundledRows).Assembly.GetManifestResourceStream($"datasets/{name}/rows.jsonl")
            ?? throw new ArgumentException($"No dataset '{name}' is bundled.", nameof(name));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
                yield return line;
        }
    }
}
