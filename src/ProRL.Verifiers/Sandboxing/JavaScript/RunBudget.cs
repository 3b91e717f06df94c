using System.Diagnostics;
using Jint;

namespace ProRL.Verifiers.Sandboxing.JavaScript;

/// <summary>
/// What is left for one run, shared by every engine that takes part in it. The engine asks it before each statement and
/// inside its own long loops. Once a limit has fired it fires again at every question, and the run's outcome is that
/// limit whatever else happens. Lives on one thread.
/// </summary>
internal sealed class RunBudget : Constraint
{
    // A look at the clock costs more than a statement; a look at the memory does not.
    private const int StepsPerLook = 256;

    private readonly long _steps;
    private readonly long _memory;
    private readonly TimeSpan _time;
    private readonly CancellationToken _cancellation;
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _allocatedBefore;
    private bool _running;

    public RunBudget(SubmissionBudget submission, CancellationToken cancellation)
    {
        _steps = submission.StepsLeft;
        _time = submission.TimeLeft;
        _memory = submission.Limits.MemoryBytes;
        _cancellation = cancellation;
    }

    public long Spent { get; private set; }

    /// <summary>The limit that fired first; null while none has.</summary>
    public LimitFiredException? Fired { get; private set; }

    /// <summary>Starts counting: what was done so far (making the engine ready) costs the program nothing.</summary>
    public void Start()
    {
        _allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        _running = true;
    }

    /// <summary>Fires a limit from outside the engine's own questions.</summary>
    public void Fire(RunOutcome outcome, string message)
    {
        Fired ??= new LimitFiredException(outcome, message);
        throw Fired;
    }

    public override void Check()
    {
        if (!_running)
            return;
        if (Fired is { } fired)
            throw fired;
        if (++Spent > _steps)
            Fire(RunOutcome.TimeLimit, $"The limit of {_steps} steps was reached.");
        if (GC.GetAllocatedBytesForCurrentThread() - _allocatedBefore > _memory)
            Fire(RunOutcome.MemoryLimit, $"The memory limit of {_memory >> 20} MiB was reached.");
        if (Spent % StepsPerLook == 0)
            LookAtTheClock();
    }

    // The engine resets its constraints at every entry; a budget that came back at each call would bound nothing.
    public override void Reset()
    {
    }

    private void LookAtTheClock()
    {
        if (Stopwatch.GetElapsedTime(_start) > _time)
            Fire(RunOutcome.TimeLimit, $"The time limit of {_time.TotalSeconds:0.###} s was reached.");
        _cancellation.ThrowIfCancellationRequested();
    }
}
