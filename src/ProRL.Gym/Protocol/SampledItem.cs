using System.Text.Json;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Protocol;

/// <summary>An item as a learner gets it.</summary>
/// <param name="Handle">Its name: enough to have an answer to it judged.</param>
/// <param name="Family">The id of its family.</param>
/// <param name="Prompt">What the learner is shown.</param>
/// <param name="Difficulty">Grows with hardness within the family.</param>
public sealed record SampledItem(string Handle, string Family, Prompt Prompt, double Difficulty)
{
    /// <summary>A right answer, bare; null where none was asked for or the family knows none.</summary>
    public string? Answer { get; init; }

    /// <summary>The judge's knowledge, as a row's metadata; null where it was not asked for.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>A worked response of mixed quality; null where none was asked for or the family makes none.</summary>
    public string? Demonstration { get; init; }

    /// <summary>Makes the item that <paramref name="handle"/> names.</summary>
    /// <exception cref="TaskFormatException">It names none.</exception>
    internal static SampledItem Make(FamilyCatalog catalog, string handle, bool answers, bool demonstrations)
    {
        var parsed = Tasks.Handle.Parse(handle);
        var family = catalog[parsed.Family];
        var item = family.Make(parsed);
        return new SampledItem(handle, parsed.Family, item.Prompt, item.Difficulty)
        {
            Answer = answers ? family.Oracle(item) : null,
            Metadata = answers ? JsonSerializer.SerializeToElement(family.Metadata(item)) : null,

            // Keyed by the handle, so that an item's demonstration is as reproducible as the item.
            Demonstration = demonstrations ? family.Demonstrate(item, new Rng(handle + "|demonstration")) : null,
        };
    }
}
