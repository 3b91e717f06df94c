using MessagePack;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;

namespace ProRL.Gym.Protocol;

/// <summary>One scoring that waits for its verdict.</summary>
internal sealed class PendingScore(string handle, Answer answer)
{
    private readonly TaskCompletionSource<Verdict> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _registration;
    private volatile ScoreBatch? _batch;

    public Task<Verdict> Done => _done.Task;

    /// <summary>Characters to send.</summary>
    public int Length => handle.Length + (answer.Text?.Length ?? 0);

    public void CancelWith(CancellationToken cancellation)
    {
        if (cancellation.CanBeCanceled)
            _registration = cancellation.UnsafeRegister(static (state, token) => ((PendingScore)state!).Cancel(token), this);
    }

    /// <summary>Tells where to report a cancellation from now on.</summary>
    public void Join(ScoreBatch batch)
    {
        _batch = batch;
        if (_done.Task.IsCanceled)
            batch.OneLess(this);
    }

    public void Succeed(Verdict verdict)
    {
        if (_done.TrySetResult(verdict))
            _registration.Unregister();
    }

    public void Fail(Exception error)
    {
        if (_done.TrySetException(error))
            _registration.Unregister();
    }

    public void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(2);
        writer.Write("handle");
        writer.Write(handle);
        writer.Write(answer.IsFinal ? "final" : "response");
        writer.Write(answer.Text);
    }

    private void Cancel(CancellationToken cancellation)
    {
        if (_done.TrySetCanceled(cancellation))
            _batch?.OneLess(this);
    }
}

/// <summary>The scorings of one call: when all of them are cancelled, so is the call.</summary>
internal sealed class ScoreBatch(int count, CancellationTokenSource abandoned)
{
    private readonly HashSet<PendingScore> _cancelled = [];
    private bool _closed;

    public void OneLess(PendingScore score)
    {
        lock (_cancelled)
        {
            if (_closed || !_cancelled.Add(score) || _cancelled.Count < count)
                return;
            _ = abandoned.CancelAsync();
        }
    }

    /// <summary>The call is over: cancelling means nothing any more.</summary>
    public void Close()
    {
        lock (_cancelled)
            _closed = true;
    }
}
