using System.Text.Json.Nodes;
using ProRL.Gym.Environments;
using ProRL.Verifiers;

namespace ProRL.Gym.Tasks;

/// <summary>What a caller may know of a family before asking for items.</summary>
public sealed record FamilyInfo
{
    private readonly Lazy<JsonObject> _defaults;

    /// <inheritdoc cref="FamilyInfo"/>
    /// <param name="id">See <see cref="Id"/>.</param>
    /// <param name="domain">See <see cref="Domain"/>.</param>
    /// <param name="summary">See <see cref="Summary"/>.</param>
    /// <param name="defaults">See <see cref="Defaults"/>.</param>
    /// <param name="maxLevel">See <see cref="MaxLevel"/>.</param>
    public FamilyInfo(string id, string domain, string summary, JsonObject defaults, int maxLevel)
        : this(id, domain, summary, new Lazy<JsonObject>(defaults), maxLevel)
    {
    }

    // Judging needs no defaults, and making them for every family takes longer than judging a thousand rows.
    internal FamilyInfo(string id, string domain, string summary, Lazy<JsonObject> defaults, int maxLevel)
    {
        Id = id;
        Domain = domain;
        Summary = summary;
        _defaults = defaults;
        MaxLevel = maxLevel;
        Version = id[(id.LastIndexOf('-') + 1)..];
    }

    /// <summary><c>category/name-vN</c>. A change to a prompt or to a judgement is a new N.</summary>
    public string Id { get; }

    /// <summary><c>math</c>, <c>code</c>, <c>stem</c>, <c>logic</c> or <c>instructions</c>.</summary>
    public string Domain { get; }

    /// <summary>What is asked, in one line.</summary>
    public string Summary { get; }

    /// <summary>Every setting with its default.</summary>
    public JsonObject Defaults => _defaults.Value;

    /// <summary>The hardest level; levels run from 0, the easiest.</summary>
    public int MaxLevel { get; }

    /// <summary>The version in the id, for example <c>v1</c>.</summary>
    public string Version { get; }
}

/// <summary>
/// A kind of task: makes items, knows a right answer to each, and judges any answer. Thread-safe. Most families derive
/// from <see cref="TaskFamily{TConfig,TTruth}"/> and are one file.
/// </summary>
public interface ITaskFamily
{
    FamilyInfo Info { get; }

    /// <summary>Makes the item that <paramref name="handle"/> names; the same handle gives the same bytes everywhere.</summary>
    /// <exception cref="TaskFormatException">The handle's config is wrong, or leaves no item for its split.</exception>
    TaskItem Make(Handle handle);

    /// <summary>Takes the item of a row that a caller brought (<c>answer</c>, <c>metadata</c>).</summary>
    /// <exception cref="TaskFormatException">The row lacks what the judge needs.</exception>
    TaskItem Read(Datasets.TaskRow row);

    /// <summary>A right answer to the item, bare; null where the family knows none.</summary>
    string? Oracle(TaskItem item);

    /// <summary>The judge's knowledge as a row's <c>metadata</c>: <see cref="Read"/> of it gives an item judged alike.</summary>
    JsonObject Metadata(TaskItem item);

    /// <summary>
    /// A worked response for supervised warm-up, ending in the answer: of mixed quality on purpose, so that there is
    /// something left to learn from rewards. Null where the family makes none.
    /// </summary>
    string? Demonstrate(TaskItem item, Rng rng);

    /// <summary>Judges an answer. Whatever the answer holds, the result is a verdict and not an exception.</summary>
    ValueTask<Verdict> JudgeAsync(TaskItem item, Answer answer, CancellationToken cancellation);

    /// <summary>
    /// Judges as Reasoning Gym does (<see cref="ScoringProfile.ReasoningGym"/>), floors and holes included; null where the
    /// family has no counterpart there, and <see cref="JudgeAsync"/> holds for both profiles.
    /// </summary>
    Verdict? JudgeAsPublished(TaskItem item, Answer answer) => null;

    /// <summary>Begins an episode of several turns; null where the item is answered, as most are.</summary>
    IEpisode? Begin(TaskItem item) => null;
}
