using System.Text.Json.Nodes;
using ProRL.Verifiers;

namespace ProRL.Gym.Tasks;

/// <summary>What a caller may know of a family before asking for items.</summary>
/// <param name="Id"><c>category/name-vN</c>. A change to a prompt or to a judgement is a new N.</param>
/// <param name="Domain"><c>math</c>, <c>code</c>, <c>stem</c>, <c>logic</c> or <c>instructions</c>.</param>
/// <param name="Summary">What is asked, in one line.</param>
/// <param name="Defaults">Every setting with its default.</param>
/// <param name="MaxLevel">The hardest level; levels run from 0, the easiest.</param>
public sealed record FamilyInfo(string Id, string Domain, string Summary, JsonObject Defaults, int MaxLevel)
{
    /// <summary>The version in the id, for example <c>v1</c>.</summary>
    public string Version => Id[(Id.LastIndexOf('-') + 1)..];
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
}
