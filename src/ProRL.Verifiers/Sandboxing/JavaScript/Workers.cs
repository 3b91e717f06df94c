namespace ProRL.Verifiers.Sandboxing.JavaScript;

/// <summary>
/// Runs work on threads of its own, so many at a time, each with a stack of known size. Where one operation of the engine
/// holds a thread past its deadline, the caller gets its answer and the thread is left behind until the operation ends.
/// Some threads left behind cost the others speed; too many are a fault.
/// </summary>
internal sealed class Workers(int concurrency, int stackBytes, TimeSpan grace) : IDisposable
{
    private const int LostPerPlace = 4;

    private readonly SemaphoreSlim _places = new(concurrency);
    private int _lost;

    /// <summary>Runs <paramref name="work"/>; waiting for a place costs no thread and counts toward no limit.</summary>
    /// <param name="work">What to do; it polls <paramref name="cancellation"/> itself.</param>
    /// <param name="time">How long it may take before it is overdue.</param>
    /// <param name="overdue">The result of work that was left behind.</param>
    /// <param name="cancellation">Ends the wait for a place.</param>
    /// <exception cref="SandboxFaultException">Too much work was left behind.</exception>
    public async Task<T> RunAsync<T>(Func<T> work, TimeSpan time, Func<T> overdue, CancellationToken cancellation)
    {
        if (Volatile.Read(ref _lost) >= concurrency * LostPerPlace)
            throw new SandboxFaultException($"{concurrency * LostPerPlace} programs of the JavaScript sandbox can't be stopped; it takes no more until some end.");
        await _places.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await OnThreadAsync(work, time, overdue).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task<T> OnThreadAsync<T>(Func<T> work, TimeSpan time, Func<T> overdue)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Run(work, done), stackBytes) { IsBackground = true, Name = "javascript" }.Start();
        if (await EndsWithin(done.Task, time + grace).ConfigureAwait(false))
            return await done.Task.ConfigureAwait(false);

        // The thread is not aborted: where its stack is deep, an abort can end the process.
        Interlocked.Increment(ref _lost);
        _ = done.Task.ContinueWith(_ => Interlocked.Decrement(ref _lost), TaskScheduler.Default);
        return overdue();
    }

    private static void Run<T>(Func<T> work, TaskCompletionSource<T> done)
    {
        try
        {
            done.TrySetResult(work());
        }
#pragma warning disable CA1031 // An exception that left this method would end the process; it is handed to the caller instead.
        catch (Exception e)
#pragma warning restore CA1031
        {
            done.TrySetException(e);
        }
    }

    private static async Task<bool> EndsWithin(Task task, TimeSpan time)
    {
        try
        {
            await task.WaitAsync(time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            return false;
        }
#pragma warning disable CA1031 // Whatever the task ended with is seen where it is awaited.
        catch (Exception)
#pragma warning restore CA1031
        {
            return true;
        }
    }
}
