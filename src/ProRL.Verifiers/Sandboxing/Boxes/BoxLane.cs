using ProRL.Verifiers.Sandboxing.Languages;

namespace ProRL.Verifiers.Sandboxing.Boxes;

/// <summary>
/// One submission's way through a box: built once, run often. What a box suffers is tried once more in another box, built
/// anew there, before it counts as a fault.
/// </summary>
internal sealed class BoxLane(IBoxPool pool, string image, Func<IBox, Task<Built>> build) : IAsyncDisposable
{
    private const int Attempts = 2;
    private const long MostMoved = 16 << 20;
    private static readonly BoxLimits Moving = new(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(120), 512L << 20, MostMoved, 16);

    private IBox? _box;
    private Built? _built;

    /// <summary>Builds where nothing is built yet, and runs the job that <paramref name="adapt"/> makes of it.</summary>
    /// <returns>What was built, and the result; null where there was nothing to run.</returns>
    /// <exception cref="SandboxFaultException">Two boxes failed.</exception>
    public async Task<(Built Built, BoxResult? Result)> RunAsync(Func<BoxJob, BoxJob> adapt, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _box ??= await pool.LeaseAsync(image, cancellation).ConfigureAwait(false);
                _built ??= await build(_box).ConfigureAwait(false);
                return (_built, _built.Job is { } job ? await _box.RunAsync(adapt(job), cancellation).ConfigureAwait(false) : null);
            }
            catch (SandboxFaultException) when (attempt < Attempts)
            {
                await DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// A second lane for the same submission, with what this one built. Null where no box is free, or what was built can't
    /// be moved.
    /// </summary>
    public async Task<BoxLane?> TryFollowAsync(CancellationToken cancellation)
    {
        if (_box is not { } box || _built is not { Job: not null } built || await pool.TryLeaseAsync(image, cancellation).ConfigureAwait(false) is not { } other)
            return null;
        var lane = new BoxLane(pool, image, build) { _box = other, _built = built };
        try
        {
            if (built.Kept is not { } kept || await MoveAsync(kept, box, other, cancellation).ConfigureAwait(false))
                return lane;
        }
        catch (SandboxFaultException)
        {
            // This lane's next run will find out whether it was its own box.
        }

        await lane.DisposeAsync().ConfigureAwait(false);
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_box is { } box)
            await box.DisposeAsync().ConfigureAwait(false);
        (_box, _built) = (null, null);
    }

    private static async Task<bool> MoveAsync(string kept, IBox from, IBox to, CancellationToken cancellation)
    {
        var packed = await from.RunAsync(
            new BoxJob(new BoxProgram { Command = ["sh", "-c", $"cd /kept/{kept} && exec tar -cf - *"], Limits = Moving }), cancellation).ConfigureAwait(false);
        if (packed.Program is not { End: BoxEnd.Exited, ExitCode: 0 })
            return false;
        var unpacked = await to.RunAsync(
            new BoxJob(new BoxProgram { Command = ["tar", "-xf", "-"], Stdin = packed.Program.Stdout, Limits = Moving }, Keep: kept), cancellation).ConfigureAwait(false);
        return unpacked.Program is { End: BoxEnd.Exited, ExitCode: 0 };
    }
}
