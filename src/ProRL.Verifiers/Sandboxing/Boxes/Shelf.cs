namespace ProRL.Verifiers.Sandboxing.Boxes;

/// <summary>The boxes of one image: some at work, some idle, never more than allowed. Thread-safe.</summary>
internal sealed class Shelf(int capacity, Func<Task<DockerBox>> create, Func<DockerBox, Task> remove, TimeProvider time) : IAsyncDisposable
{
    private readonly SemaphoreSlim _places = new(capacity, capacity);
    private readonly Stack<DockerBox> _idle = new();
    private readonly HashSet<string> _containers = [];
    private readonly HashSet<Task> _work = [];
    private bool _closed;
    private int _waiting;

    /// <summary>The containers of all boxes, at work or idle.</summary>
    public string[] Containers
    {
        get
        {
            lock (_containers)
                return [.. _containers];
        }
    }

    /// <summary>Whether somebody waits for a box.</summary>
    public bool IsWanted => Volatile.Read(ref _waiting) > 0;

    /// <summary>An idle box, or a new one; waits while all are at work.</summary>
    public async Task<DockerBox> TakeAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _places.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        return await TakePlacedAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>As <see cref="TakeAsync"/>, but null where it would have to wait.</summary>
    public async Task<DockerBox?> TryTakeAsync(CancellationToken cancellation) =>
        !IsWanted && await _places.WaitAsync(0, cancellation).ConfigureAwait(false) ? await TakePlacedAsync(cancellation).ConfigureAwait(false) : null;

    private async Task<DockerBox> TakePlacedAsync(CancellationToken cancellation)
    {
        while (Pop() is { } box)
        {
            if (!box.Channel.Broken)
                return box;
            Do(RemoveAsync(box));
        }
        var made = MakeAsync();
        try
        {
            return await made.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Do(PutLaterAsync(made)); // nobody waits for it any more, but the next will be glad of it
            throw;
        }
    }

    /// <summary>Ends a lease: the box is idle again, or thrown away if it is of no more use.</summary>
    public void Put(DockerBox box, bool usable) => Do(PutAsync(box, usable));

    /// <summary>Throws away what was idle for so long; what was used last is used first, so that under little load the others are.</summary>
    public void GiveUpIdle(TimeSpan idleTime)
    {
        var old = new List<DockerBox>();
        lock (_idle)
        {
            var all = _idle.ToArray();
            _idle.Clear();
            foreach (var box in all.Reverse())
            {
                if (box.Channel.Broken || time.GetElapsedTime(box.IdleSince) >= idleTime)
                    old.Add(box);
                else
                    _idle.Push(box);
            }
        }
        foreach (var box in old)
            Do(RemoveAsync(box));
    }

    /// <summary>Throws away every box, and waits until they have gone.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] work;
        lock (_idle)
            _closed = true;
        while (Pop() is { } box)
            Do(RemoveAsync(box));
        while ((work = Working()).Length > 0)
            await Task.WhenAll(work).ConfigureAwait(false);
        _places.Dispose();
    }

    private async Task<DockerBox> MakeAsync()
    {
        try
        {
            var box = await create().ConfigureAwait(false);
            lock (_containers)
                _containers.Add(box.Container);
            return box;
        }
        catch
        {
            _places.Release();
            throw;
        }
    }

    private async Task PutLaterAsync(Task<DockerBox> made)
    {
        try
        {
            await PutAsync(await made.ConfigureAwait(false), true).ConfigureAwait(false);
        }
        catch (SandboxFaultException)
        {
            // Its place is free again, and there was nobody to be told.
        }
    }

    private async Task PutAsync(DockerBox box, bool usable)
    {
        if (usable && box.HasKept)
        {
            try
            {
                await box.Channel.BeginLeaseAsync(TimeSpan.FromSeconds(20), time, CancellationToken.None).ConfigureAwait(false);
                box.HasKept = false;
            }
            catch (SandboxFaultException)
            {
                usable = false;
            }
        }
        box.IdleSince = time.GetTimestamp();
        lock (_idle)
        {
            usable = usable && !_closed && !box.Channel.Broken;
            if (usable)
                _idle.Push(box);
        }
        // The place is free before the container has gone: a slow engine must not hold up who waits.
        _places.Release();
        if (!usable)
            await RemoveAsync(box).ConfigureAwait(false);
    }

    private Task RemoveAsync(DockerBox box)
    {
        lock (_containers)
            _containers.Remove(box.Container);
        return remove(box);
    }

    private DockerBox? Pop()
    {
        lock (_idle)
            return _idle.TryPop(out var box) ? box : null;
    }

    /// <summary>Keeps sight of work that nobody waits for.</summary>
    private void Do(Task work)
    {
        lock (_work)
            _work.Add(work);
        _ = work.ContinueWith(
            done =>
            {
                lock (_work)
                    _work.Remove(done);
            },
            TaskScheduler.Default);
    }

    private Task[] Working()
    {
        lock (_work)
            return [.. _work];
    }
}
