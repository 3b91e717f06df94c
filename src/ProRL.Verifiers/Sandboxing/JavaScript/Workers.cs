using System.Runtime;

namespace ProRL.Verifiers.Sandboxing.JavaScript;

/// <summary>
/// Runs work on threads of its own, so many at a time, each with a stack of known size. Work that a native operation
/// holds past its deadline is aborted; where even that has no effect the caller gets its answer, the thread is left
/// behind and keeps its place until it ends.
/// </summary>
internal sealed class Workers(int concurrency, int stackBytes, TimeSpan grace) : IDisposable
{
    private readonly SemaphoreSlim _places = new(concurrency);
    private int _lost;

    /// <summary>Runs <paramref name="work"/>; waiting for a place costs no thread and counts toward no limit.</summary>
    /// <param name="work">What to do; it polls <paramref name="cancellation"/> itself.</param>
    /// <param name="time">How long it may take before it is overdue.</param>
    /// <param name="overdue">The result of work that was aborted or left behind.</param>
    /// <param name="cancellation">Ends the wait for a place.</param>
    /// <exception cref="SandboxFaultException">Every place is held by work that was left behind.</exception>
    public async Task<T> RunAsync<T>(Func<T> work, TimeSpan time, Func<T> overdue, CancellationToken cancellation)
    {
        if (Volatile.Read(ref _lost) >= concurrency)
            throw new SandboxFaultException($"All {concurrency} places of the JavaScript sandbox are held by programs that can't be stopped; restart the process.");
        await _places.WaitAsync(cancellation).ConfigureAwait(false);
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var abort = new CancellationTokenSource();
        var thread = new Thread(() => Run(work, overdue, done, abort.Token), stackBytes) { IsBackground = true, Name = "javascript" };
        thread.Start();
        if (await EndsWithin(done.Task, time + grace).ConfigureAwait(false))
            return await done.Task.ConfigureAwait(false);

        // The abort waits for the thread, which may never come to a point where it can be aborted.
        new Thread(() => Abort(abort)) { IsBackground = true, Name = "javascript abort" }.Start();
        if (await EndsWithin(done.Task, grace).ConfigureAwait(false))
            return await done.Task.ConfigureAwait(false);
        Interlocked.Increment(ref _lost);
        _ = done.Task.ContinueWith(_ => Interlocked.Decrement(ref _lost), TaskScheduler.Default);
        return overdue();
    }

    public void Dispose() => _places.Dispose();

    private void Run<T>(Func<T> work, Func<T> overdue, TaskCompletionSource<T> done, CancellationToken abort)
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
        finally
        {
            Release();
        }
    }

    private void Release()
    {
        try
        {
            _places.Release();
        }
        catch (ObjectDisposedException)
        {
            // The sandbox was disposed of while a thread that was left behind went on.
        }
    }

    private static void Abort(CancellationTokenSource abort)
    {
        try
        {
            abort.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The work ended by itself at the last moment.
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
