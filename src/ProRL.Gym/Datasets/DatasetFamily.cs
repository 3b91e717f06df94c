using System.Text.Json.Nodes;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;

namespace ProRL.Gym.Datasets;

/// <summary>
/// A family whose items are rows: those that callers bring, and a small bundled dataset for items by handle. Write the
/// members below and it is complete. It has no settings, and one level.
/// </summary>
/// <typeparam name="TTruth">What the judge needs of a row.</typeparam>
public abstract class DatasetFamily<TTruth> : ITaskFamily
    where TTruth : notnull
{
    private readonly BundledRows _rows;

    /// <param name="id"><c>category/name-vN</c>.</param>
    /// <param name="domain"><c>math</c>, <c>code</c>, <c>stem</c>, <c>logic</c> or <c>instructions</c>.</param>
    /// <param name="summary">What is asked, in one line.</param>
    /// <param name="rows">The bundled rows, from which <see cref="Make"/> picks.</param>
    protected DatasetFamily(string id, string domain, string summary, BundledRows rows)
    {
        Info = new FamilyInfo(id, domain, summary, [], 0);
        _rows = rows;
    }

    public FamilyInfo Info { get; }

    /// <summary>Takes from a row what the judge needs.</summary>
    /// <param name="row">The row; its answer may be missing.</param>
    /// <param name="metadata">The row's metadata; reading a missing value says what is missing.</param>
    /// <exception cref="TaskFormatException">The row lacks what the judge needs.</exception>
    protected abstract TTruth Truth(TaskRow row, MetadataReader metadata);

    /// <summary>Grows with hardness.</summary>
    protected virtual double Difficulty(TTruth truth) => 0;

    /// <summary>A right answer, bare; null where the row gave none.</summary>
    protected abstract string? Solve(TTruth truth);

    /// <summary>The truth as metadata; the opposite of <see cref="Truth"/>.</summary>
    protected abstract JsonObject Describe(TTruth truth);

    /// <summary>Judges an answer, of which something may be missing.</summary>
    protected abstract ValueTask<Verdict> JudgeAsync(TTruth truth, Answer answer, CancellationToken cancellation);

    public TaskItem Make(Handle handle)
    {
        if (handle.Config is not ("" or "{}" or "{\"level\":0}"))
            throw new TaskFormatException($"{Info.Id} has no settings and only level 0; leave the config empty.");
        return Item(handle, _rows.Pick(handle.Split, handle.Seed, handle.Index));
    }

    public TaskItem Read(TaskRow row) => Item(null, row);

    public string? Oracle(TaskItem item) => Solve((TTruth)item.Truth);

    public JsonObject Metadata(TaskItem item) => Describe((TTruth)item.Truth);

    public string? Demonstrate(TaskItem item, Rng rng) => null;

    public ValueTask<Verdict> JudgeAsync(TaskItem item, Answer answer, CancellationToken cancellation) =>
        JudgeAsync((TTruth)item.Truth, answer, cancellation);

    private TaskItem Item(Handle? handle, TaskRow row)
    {
        var truth = Truth(row, new MetadataReader(Info.Id, row.Metadata));
        return new TaskItem(Info.Id, handle, row.Prompt ?? "", Difficulty(truth), truth);
    }
}
