using System.Collections.Concurrent;

namespace ProRL.Server.Queueing;

/// <summary>
/// The jobs of one connection, in order. It stands in the line of the <see cref="WorkQueue"/> once, however much it has to
/// do, so that every connection gets one item done in turn.
/// </summary>
internal sealed class JobSource(WorkQueue queue)
{
    private readonly ConcurrentQueue<Job> _jobs = new();
    private int _inLine;
    private int _begun;

    public void Submit(Job job)
    {
        _jobs.Enqueue(job);
        LineUp();
    }

    /// <summary>Says that an item that was taken is done.</summary>
    public void Done()
    {
        Interlocked.Decrement(ref _begun);
        LineUp();
    }

    /// <summary>Takes the item whose turn it is and lines up again if there is more; false where there was nothing to do.</summary>
    public bool TryTake(out Job job, out int index)
    {
        index = -1;
        while (_jobs.TryPeek(out job!))
        {
            if (!job.Claim(out index))
                _jobs.TryDequeue(out _);
            if (index >= 0)
                break;
        }

        if (index >= 0)
            Interlocked.Increment(ref _begun);
        Volatile.Write(ref _inLine, 0);
        LineUp();
        return index >= 0;
    }

    private void LineUp()
    {
        // Whoever changes one of the three conditions looks at the other two afterwards, so that none is missed.
        Interlocked.MemoryBarrier();
        if (!_jobs.IsEmpty && Volatile.Read(ref _begun) < queue.BegunPerConnection && Interlocked.Exchange(ref _inLine, 1) == 0)
            queue.LineUp(this);
    }
}
