using System.Runtime;

namespace ProRL.Verifiers.Sandboxing.JavaScript;

/// <summary>
/// Runs work on threads of its own, so many at a time, each with a stack of known size. Work that a native operation
/// holds past its deadline is aborted; where even that has no effect the caller gets its answer and the thread is left
/// behind. Some threads left behind cost the others speed; too many are a fault.
/// </summary>
internal sealed class Workers(int concurrency, int stackBytes, TimeSpan grace) : IDisposable
{
    private const int LostPerPlace = 4;

    private readonly SemaphoreSlim _places = new(concurrency);
    private int _lost;

    /// <summary>Runs <paramref name="work"/>; waiting for a place costs no thread and counts toward no limit.</summary>
    /// <param name="work">What to do; it polls <paramref name="cancellation"/> itself.</param>
    /// <param name="time">How long it may take before it is overdue.</param>
    /// <param name="overdue">The result of work that was aborted or left behind.</param>
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
        var abort = new CancellationTokenSource();
        var thread = new Thread(() => Run(work, overdue, done, abort.Token), stackBytes) { IsBackground = true, Name = "javascript" };
        thread.Start();
        if (await EndsWithin(done.Task, time + grace).ConfigureAwait(false))
            return await done.Task.ConfigureAwait(false);

        // The abort waits for the thread, which may never come to a point where it can be aborted.
        new Thread(abort.Cancel) { IsBackground = true, Name = "javascript abort" }.Start();
        if (await EndsWithin(done.Task, grace).ConfigureAwait(false))
            return await done.Task.ConfigureAwait(false);
        Interlocked.Increment(ref _lost);
        _ = done.Task.ContinueWith(_ => Interlocked.Decrement(ref _lost), TaskScheduler.Default);
        return overdue();
    }

    private static void Run<T>(Func<T> work, Func<T> overdue, TaskCompletionSource<T> done, CancellationToken abort)
    {
        try
        {
            var result = default(T);
            try
            {
                // The runtime warns that an abort may leave shared state half changed. What runs here is the engine's own
                // code on the program's own data; the alternative is a core that is lost for ever.
#pragma warning disable SYSLIB0046
                ControlledExecution.Run(() => result = work(), abort);
#pragma warning restore SYSLIB0046
            }
            catch (OperationCanceledException) when (abort.IsCancellationRequested)
            {
                result = overdue();
            }

            done.TrySetResult(result!);
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
