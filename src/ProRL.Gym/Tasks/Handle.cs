using System.Globalization;
using ProRL.Gym.Datasets;

namespace ProRL.Gym.Tasks;

/// <summary>
/// The name of one generated item, enough to make it again and to judge an answer to it:
/// <c>family|split|seed|index|config</c>, for example <c>arithmetic/gcd-v1|train|7|42|{"max_value":100}</c>.
/// </summary>
/// <param name="Family">The family's id.</param>
/// <param name="Split">Which side of the held-out line.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Index">The item's number, from 0.</param>
/// <param name="Config">The settings that differ from the family's defaults, as one JSON object; empty where none do.</param>
public readonly record struct Handle(string Family, Split Split, ulong Seed, long Index, string Config)
{
    /// <summary>The longest handle that is read, in characters.</summary>
    public const int MaxLength = 4096;

    /// <exception cref="TaskFormatException">The text is not a handle.</exception>
    public static Handle Parse(string text)
    {
        if (text.Length > MaxLength)
            throw new TaskFormatException($"The handle has {text.Length} characters; the limit is {MaxLength}.");
        var parts = text.Split('|', 5);
        if (parts.Length != 5)
            throw Wrong(text, $"it has {parts.Length} of the 5 parts");
        if (!TrySplit(parts[1], out var split))
            throw Wrong(text, $"the split '{parts[1]}' is neither 'train' nor 'eval'");
        if (!ulong.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
            throw Wrong(text, $"the seed '{parts[2]}' is not a whole number from 0 to {ulong.MaxValue}");
        if (!long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            throw Wrong(text, $"the index '{parts[3]}' is not a whole number from 0 to {long.MaxValue}");
        return new Handle(parts[0], split, seed, index, parts[4]);
    }

    /// <summary>Reads <c>train</c> or <c>eval</c>.</summary>
    public static bool TrySplit(string text, out Split split)
    {
        split = text == "eval" ? Split.Eval : Split.Train;
        return text is "train" or "eval";
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Family}|{(Split == Split.Eval ? "eval" : "train")}|{Seed}|{Index}|{Config}");

    private static TaskFormatException Wrong(string text, string what) =>
        new($"'{TaskRow.Shorten(text)}' is not a handle: {what}; a handle is family|split|seed|index|config.");
}
