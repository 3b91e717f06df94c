using System.Text.Json;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Protocol;

/// <summary>Which items to make: those numbered <see cref="Start"/> to <see cref="Start"/> + <paramref name="Count"/> - 1.</summary>
/// <param name="Family">The family's id.</param>
/// <param name="Split">Which side of the held-out line.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Count">How many, at least 1.</param>
public sealed record SampleRequest(string Family, Split Split, ulong Seed, int Count)
{
    /// <summary>The number of the first item, from 0.</summary>
    public long Start { get; init; }

    /// <summary>The family's level; null for its defaults.</summary>
    public int? Level { get; init; }

    /// <summary>Settings that differ from the level's, as a JSON object; empty for none.</summary>
    public string Config { get; init; } = "";

    /// <summary>Whether the items come with a right answer and the judge's knowledge.</summary>
    public bool Answers { get; init; }

    /// <summary>Whether the items come with a demonstration, where their family makes one.</summary>
    public bool Demonstrations { get; init; }

    /// <summary>The handles of the items, in order.</summary>
    /// <exception cref="TaskFormatException">The count or the start is out of range, or the config is not a JSON object or repeats the level.</exception>
    public IReadOnlyList<string> Handles()
    {
        if (Count < 1)
            throw new TaskFormatException($"The count is {Count}; it must be at least 1.");
        if (Start < 0 || Start > long.MaxValue - Count)
            throw new TaskFormatException($"The start is {Start}; it must be at least 0, with room for the count.");
        var config = HandleConfig();
        var handles = new string[Count];
        for (var i = 0; i < Count; i++)
            handles[i] = new Handle(Family, Split, Seed, Start + i, config).ToString();
        return handles;
    }

    private string HandleConfig()
    {
        if (Config.Length == 0)
            return Level is { } only ? $"{{\"level\":{only}}}" : "";
        using var json = ParseConfig();
        var members = json.RootElement.EnumerateObject().Select(m => $"{JsonSerializer.Serialize(m.Name)}:{CompactJson.Text(m.Value)}").ToList();
        if (Level is { } level)
        {
            if (json.RootElement.TryGetProperty("level", out _))
                throw new TaskFormatException("The level is given twice: as \"level\" and inside \"config\"; give it once.");
            members.Insert(0, $"\"level\":{level}");
        }

        return members.Count == 0 ? "" : $"{{{string.Join(',', members)}}}";
    }

    private JsonDocument ParseConfig()
    {
        JsonDocument? json = null;
        try
        {
            json = JsonDocument.Parse(Config);
        }
        catch (JsonException)
        {
        }

        return json?.RootElement.ValueKind == JsonValueKind.Object
            ? json
            : throw new TaskFormatException($"The config '{Datasets.TaskRow.Shorten(Config)}' is not a JSON object like {{\"max_value\":100}}.");
    }
}
