using ProRL.Gym.Tasks;

namespace ProRL.Gym.Environments;

/// <summary>Which items an environment is about.</summary>
/// <param name="Family">The family's id.</param>
/// <param name="Split">Which side of the held-out line.</param>
/// <param name="Seed">The seed of its items until a reset gives another.</param>
public sealed record TaskEnvironmentOptions(string Family, Split Split, ulong Seed)
{
    /// <summary>The family's level; null for its defaults.</summary>
    public int? Level { get; init; }

    /// <summary>Settings that differ from the level's, as a JSON object; empty for none.</summary>
    public string Config { get; init; } = "";

    /// <summary>Answers that an episode allows, 1 to 100; families with episodes of their own don't look at it.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>The index of the first episode's item, from 0.</summary>
    public long Start { get; init; }

    /// <summary>What is added to the index from one episode to the next: environments that share a seed take turns.</summary>
    public long Stride { get; init; } = 1;
}
