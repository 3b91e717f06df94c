using ProRL.Verifiers.Sandboxing.Languages;

namespace ProRL.Verifiers.Sandboxing.Boxes;

/// <summary>
/// The runs of one submission. They are made as they are asked for, in one box; where they take long, also ahead of that,
/// in boxes that nobody else wants.
/// </summary>
/// <param name="pool">Where boxes come from.</param>
/// <param name="image">The image of the boxes.</param>
/// <param name="build">Makes the submission ready to run in a box.</param>
/// <param name="adapt">The job of a run, given what was built and the run's index.</param>
/// <param name="runs">How many there are.</param>
/// <param name="cancellation">Ends all of them.</param>
internal sealed class BoxLanes(IBoxPool pool, string image, Func<IBox, Task<Built>> build, Func<BoxJob, int, BoxJob> adapt, int runs, CancellationToken cancellation)
    : IAsyncDisposable
{
    // Another box costs as much as some short runs, and more where it must be made.
    private static readonly TimeSpan WorthABox = TimeSpan.FromSeconds(1);
    private const int LeastKnown = 2;

    private readonly BoxLane _first = new(pool, image, build);
    private readonly List<Task> _others = [];
    private readonly TaskCompletionSource<(Built, BoxResult?)>?[] _results =
        [.. Enumerable.Range(0, runs).Select(_ => new TaskCompletionSource<(Built, BoxResult?)>(TaskCreationOptions.RunContinuationsAsynchronously))];

    private int _claimed;
    private int _done;
    private long _ticks; // of the runs done

    /// <summary>The result of a run; null where nothing could be built. To be asked for in the order of the runs.</summary>
    /// <exception cref="SandboxFaultException">Two boxes failed.</exception>
    public async Task<(Built Built, BoxResult? Result)> ResultAsync(int index)
    {
        var result = _results[index]!.Task;
        while (!result.IsCompleted && Claim() is { } next)
        {
            await RunAsync(_first, next).ConfigureAwait(false);
            await SpreadAsync().ConfigureAwait(false);
        }

        _results[index] = null; // outputs can be large, and nobody asks twice
        return await result.ConfigureAwait(false);
    }

    /// <summary>Waits for the runs that have begun; the others are not made.</summary>
    public async ValueTask DisposeAsync()
    {
        Interlocked.Add(ref _claimed, runs);
        await Task.WhenAll(_others).ConfigureAwait(false);
        await _first.DisposeAsync().ConfigureAwait(false);
    }

    private int? Claim() => Interlocked.Increment(ref _claimed) is var next && next <= runs ? next - 1 : null;

    private async Task RunAsync(BoxLane lane, int index)
    {
        var result = _results[index]!;
        try
        {
            var (built, ran) = await lane.RunAsync(job => adapt(job, index), cancellation).ConfigureAwait(false);
            Interlocked.Add(ref _ticks, ran?.Program.WallTime.Ticks ?? 0);
            Interlocked.Increment(ref _done);
            result.SetResult((built, ran));
        }
        catch (Exception e)
        {
            result.SetException(e); // whoever asks for it gets it, whichever lane it was
        }
    }

    /// <summary>Takes another box where what is left would take long at the pace so far.</summary>
    private async Task SpreadAsync()
    {
        var (done, left) = (Volatile.Read(ref _done), runs - Volatile.Read(ref _claimed));
        if (done < LeastKnown || left < 1)
            return;
        var ahead = TimeSpan.FromTicks(Interlocked.Read(ref _ticks) / done * left);
        if (ahead > WorthABox && await _first.TryFollowAsync(cancellation).ConfigureAwait(false) is { } lane)
            _others.Add(WorkAsync(lane));
    }

    private async Task WorkAsync(BoxLane lane)
    {
        await using (lane)
        {
            while (!pool.IsWanted(image) && Claim() is { } next)
                await RunAsync(lane, next).ConfigureAwait(false);
        }
    }
}
