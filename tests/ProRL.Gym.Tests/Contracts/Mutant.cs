using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Extraction;

namespace ProRL.Gym.Tests.Contracts;

/// <summary>A family with one thing done wrong; what is not given works like the family that it is made from.</summary>
internal sealed class Mutant(ITaskFamily inner) : ITaskFamily
{
    public Func<Handle, TaskItem>? OnMake { get; init; }

    public Func<TaskRow, TaskItem>? OnRead { get; init; }

    public Func<TaskItem, string?>? OnOracle { get; init; }

    public Func<TaskItem, JsonObject>? OnMetadata { get; init; }

    /// <summary>Judges instead, where it returns a verdict.</summary>
    public Func<TaskItem, Answer, Verdict?>? OnJudge { get; init; }

    /// <summary>Judges the bare answer instead, where it returns a verdict.</summary>
    public Func<TaskItem, string, Verdict?>? OnAnswer { get; init; }

    public FamilyInfo Info => inner.Info;

    public TaskItem Make(Handle handle) => OnMake?.Invoke(handle) ?? inner.Make(handle);

    public TaskItem Read(TaskRow row) => OnRead?.Invoke(row) ?? inner.Read(row);

    public string? Oracle(TaskItem item) => OnOracle is null ? inner.Oracle(item) : OnOracle(item);

    public JsonObject Metadata(TaskItem item) => OnMetadata?.Invoke(item) ?? inner.Metadata(item);

    public string? Demonstrate(TaskItem item, Rng rng) => inner.Demonstrate(item, rng);

    public ValueTask<Verdict> JudgeAsync(TaskItem item, Answer answer, CancellationToken cancellation)
    {
        if (OnJudge?.Invoke(item, answer) is { } verdict)
            return ValueTask.FromResult(verdict);
        var bare = answer.Text is null ? null : answer.IsFinal ? answer.Text.Trim() : AnswerTags.Extract(answer.Text).Text;
        return bare is not null && OnAnswer?.Invoke(item, bare) is { } own
            ? ValueTask.FromResult(own)
            : inner.JudgeAsync(item, answer, cancellation);
    }
}
