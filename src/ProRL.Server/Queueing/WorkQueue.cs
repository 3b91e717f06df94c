using System.Threading.Channels;

namespace ProRL.Server.Queueing;

/// <summary>
/// The line of connections that have work, and the workers that serve it: whoever is at the front gets one item done and
/// goes to the back, so a connection with a thousand items delays one with a single item by one item at most. An item that
/// waits for something else than its worker, a sandbox mostly, goes on without one: programs that sleep hold up nobody.
/// </summary>
internal sealed class WorkQueue
{
    private readonly Channel<JobSource> _line = Channel.CreateUnbounded<JobSource>();
    private readonly Task[] _workers;

    /// <param name="workers">Items that are worked on at a time.</param>
    /// <param name="begunPerConnection">Items of one connection that may be begun and not done, those that wait included; at least <paramref name="workers"/> to keep them busy.</param>
    public WorkQueue(int workers, int begunPerConnection)
    {
        BegunPerConnection = begunPerConnection;

        // Workers occupy a thread each while they judge; reading and writing sockets must not wait for them.
        ThreadPool.GetMinThreads(out var threads, out var ports);
        ThreadPool.SetMinThreads(Math.Max(threads, workers + Environment.ProcessorCount), ports);
        _workers = [.. Enumerable.Range(0, workers).Select(_ => Task.Run(WorkAsync))];
    }

    public int Workers => _workers.Length;

    public int BegunPerConnection { get; }

    /// <summary>Ends the workers when the line is empty.</summary>
    public Task StopAsync()
    {
        _line.Writer.TryComplete();
        return Task.WhenAll(_workers);
    }

    internal void LineUp(JobSource source) => _line.Writer.TryWrite(source);

    private async Task WorkAsync()
    {
        var reader = _line.Reader;
        while (await reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (reader.TryRead(out var source))
            {
                if (source.TryTake(out var job, out var index))
                    _ = RunAsync(source, job, index);
            }
        }
    }

    // Returns to the worker as soon as the item waits.
    private static async Task RunAsync(JobSource source, Job job, int index)
    {
        try
        {
            await job.RunAsync(index).ConfigureAwait(false);
        }
        finally
        {
            source.Done();
        }
    }
}
