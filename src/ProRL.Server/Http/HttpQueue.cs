using System.Collections.Concurrent;
using ProRL.Server.Queueing;

namespace ProRL.Server.Http;

/// <summary>
/// Has the work of requests done by the server's workers. All of HTTP counts as one connection: it has one turn among the
/// others, and half of the queue at most.
/// </summary>
internal sealed class HttpQueue(Admission admission, WorkQueue queue, TimeProvider time) : IJobOwner
{
    private readonly JobSource _source = new(queue);
    private readonly ConcurrentDictionary<Job, TaskCompletionSource> _waiting = new();
    private int _held;

    /// <summary>Does <paramref name="work"/> for each index below <paramref name="count"/>, several at a time.</summary>
    /// <param name="count">How many items there are.</param>
    /// <param name="bytes">The size of the request.</param>
    /// <param name="work">Does one item.</param>
    /// <param name="cancellation">The caller has gone.</param>
    /// <exception cref="Gym.Protocol.GymException">The queue is full, the server is stopping, or there are too many items for one call.</exception>
    public async Task RunAsync(int count, long bytes, Func<int, CancellationToken, ValueTask> work, CancellationToken cancellation)
    {
        if (count == 0)
            return;
        admission.Enter(count, bytes, ref _held);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var job = new Job(0, this, new WorkOrder(WorkAsync, count, bytes, "", false), time);
        try
        {
            _waiting[job] = done;
            await using var registration = cancellation.Register(job.Cancel).ConfigureAwait(false);
            _source.Submit(job);
            await done.Task.ConfigureAwait(false);
        }
        finally
        {
            admission.Leave(count, bytes, ref _held);
        }

        cancellation.ThrowIfCancellationRequested();
        if (job.Error is { } error)
            throw error;

        async ValueTask<byte[]> WorkAsync(int index, TimeSpan queued, CancellationToken stop)
        {
            await work(index, stop).ConfigureAwait(false);
            return [];
        }
    }

    void IJobOwner.ItemDone(Job job, int index, byte[] result)
    {
    }

    void IJobOwner.Ended(Job job)
    {
        if (_waiting.TryRemove(job, out var done))
            done.TrySetResult();
    }
}
