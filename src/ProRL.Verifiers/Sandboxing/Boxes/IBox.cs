namespace ProRL.Verifiers.Sandboxing.Boxes;

/// <summary>
/// A place in which one job runs at a time. After each job nothing of it is left: no process, no file, no memory; only
/// what was kept on purpose lasts until the lease ends.
/// </summary>
public interface IBox : IAsyncDisposable
{
    /// <summary>Runs a job. Whatever its programs do, this returns what they did.</summary>
    /// <exception cref="SandboxFaultException">The box could not do its work; it can't be used again.</exception>
    Task<BoxResult> RunAsync(BoxJob job, CancellationToken cancellation);
}

/// <summary>Boxes of several kinds, kept ready. Thread-safe.</summary>
public interface IBoxPool
{
    /// <summary>A box of an image (<c>python</c>, <c>cpp</c>, …) for the caller alone, until it disposes of it.</summary>
    /// <exception cref="SandboxFaultException">There is no such image, or no engine to run it.</exception>
    ValueTask<IBox> LeaseAsync(string image, CancellationToken cancellation);

    /// <summary>A box that nobody else wants now; null where there is none.</summary>
    /// <exception cref="SandboxFaultException">As for <see cref="LeaseAsync"/>.</exception>
    ValueTask<IBox?> TryLeaseAsync(string image, CancellationToken cancellation);

    /// <summary>Whether somebody waits for a box of an image.</summary>
    bool IsWanted(string image);
}
