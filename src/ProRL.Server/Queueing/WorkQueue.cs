using System.Threading.Channels;

namespace ProRL.Server.Queueing;

/// <summary>
/// The line of connections that have work, and the workers that serve it: whoever is at the front gets one item done and
/// goes to the back, so a connection with a thousand items delays one with a single item by one item at most.
/// </summary>
internal sealed class WorkQueue
{
    private readonly Channel<JobSource> _line = Channel.CreateUnbounded<JobSource>();
    private readonly Task[] _workers;

    public WorkQueue(int workers)
    {
        // Workers occupy a thread each while they judge; reading and writing sockets must not wait for them.
        ThreadPool.GetMinThreads(out var threads, out var ports);
        ThreadPool.SetMinThreads(Math.Max(threads, workers + Environment.ProcessorCount), ports);
        _workers = [.. Enumerable.Range(0, workers).Select(_ => Task.Run(WorkAsync))];
    }

    public int Workers => _workers.Length;

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
                    await job.RunAsync(index).ConfigureAwait(false);
            }
        }
    }
}
