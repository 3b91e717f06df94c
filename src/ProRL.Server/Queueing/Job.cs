namespace ProRL.Server.Queueing;

/// <summary>Does the work of one item and returns its result, encoded.</summary>
internal delegate ValueTask<byte[]> JobWork(int index, TimeSpan queued, CancellationToken cancellation);

/// <summary>What a call wants done.</summary>
/// <param name="Work">Does one item.</param>
/// <param name="Count">How many items there are.</param>
/// <param name="Bytes">The size of the message that asks for it: what it keeps in memory.</param>
/// <param name="ResultKey">The name that the results have in the reply.</param>
/// <param name="Streams">Whether the items' results are told one by one.</param>
internal sealed record WorkOrder(JobWork Work, int Count, long Bytes, string ResultKey, bool Streams);

/// <summary>Hears what becomes of its jobs.</summary>
internal interface IJobOwner
{
    /// <summary>An item is done.</summary>
    void ItemDone(Job job, int index, byte[] result);

    /// <summary>Every item is done, or none will be any more; comes once.</summary>
    void Ended(Job job);
}

/// <summary>The work of one call: items that are done one by one, in any order, by any worker.</summary>
internal sealed class Job(uint id, IJobOwner owner, WorkOrder order, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly long _queuedAt = time.GetTimestamp();
    private readonly byte[][] _results = new byte[order.Count][];
    private int _next;
    private int _remaining = order.Count;
    private Exception? _error;

    public uint Id => id;

    public WorkOrder Order => order;

    public IReadOnlyList<byte[]> Results => _results;

    /// <summary>What made it fail as a whole; null where nothing did.</summary>
    public Exception? Error => _error;

    public bool IsCancelled => _cancellation.IsCancellationRequested;

    /// <summary>Stops what runs and starts nothing more.</summary>
    public void Cancel()
    {
        try
        {
            // Not Cancel: what waits for the token would go on here, in the middle of whatever the caller does.
            _ = _cancellation.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It ended meanwhile.
        }
    }

    /// <summary>Takes the next item. Only whoever has the turn of the job's source may call it.</summary>
    /// <param name="index">The item; -1 where there is none to work on.</param>
    /// <returns>Whether further items are to be taken later.</returns>
    public bool Claim(out int index)
    {
        if (IsCancelled)
        {
            index = -1;
            var rest = order.Count - _next;
            _next = order.Count;
            Finish(rest);
            return false;
        }

        index = _next++;
        return _next < order.Count;
    }

    public async Task RunAsync(int index)
    {
        try
        {
            if (!IsCancelled)
            {
                _results[index] = await order.Work(index, time.GetElapsedTime(_queuedAt), _cancellation.Token).ConfigureAwait(false);
                owner.ItemDone(this, index, _results[index]);
            }
        }
        catch (OperationCanceledException) when (IsCancelled)
        {
        }
        catch (Exception e)
        {
            // The call as a whole is answered with this; its other items would be for nothing.
            Interlocked.CompareExchange(ref _error, e, null);
            Cancel();
        }

        Finish(1);
    }

    public void Dispose() => _cancellation.Dispose();

    private void Finish(int items)
    {
        if (items > 0 && Interlocked.Add(ref _remaining, -items) == 0)
            owner.Ended(this);
    }
}
