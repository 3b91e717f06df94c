using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;

namespace ProRL.Server.Tests.Support;

/// <summary>A family whose judge waits until the test opens its gate, and which tells what it judged, in order.</summary>
internal sealed class GateFamily : ITaskFamily
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _judged = new();

    public FamilyInfo Info { get; } = new("test/gate-v1", "logic", "waits for its gate", [], 0);

    /// <summary>The answers that were judged or are being judged, in the order of their beginning.</summary>
    public IReadOnlyList<string> Judged => [.. _judged];

    /// <summary>Completes when the first answer is being judged.</summary>
    public Task Started => _started.Task;

    /// <summary>Completes when a judgement was cancelled.</summary>
    public Task Cancelled => _cancelled.Task;

    public static string Handle(int index) => string.Create(CultureInfo.InvariantCulture, $"test/gate-v1|train|0|{index}|");

    public void Open() => _gate.TrySetResult();

    public TaskItem Make(Handle handle) => new(Info.Id, handle, $"gate {handle.Index}", 0, handle);

    public TaskItem Read(TaskRow row) => new(Info.Id, null, row.Prompt ?? "", 0, row);

    public string? Oracle(TaskItem item) => null;

    public JsonObject Metadata(TaskItem item) => [];

    public string? Demonstrate(TaskItem item, Rng rng) => null;

    public async ValueTask<Verdict> JudgeAsync(TaskItem item, Answer answer, CancellationToken cancellation)
    {
        _judged.Enqueue(answer.Text ?? "");
        _started.TrySetResult();
        try
        {
            await _gate.Task.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            _cancelled.TrySetResult();
            throw;
        }

        return Verdict.Correct(answer.Text);
    }
}
