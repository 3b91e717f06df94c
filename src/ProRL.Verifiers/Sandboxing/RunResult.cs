namespace ProRL.Verifiers.Sandboxing;

/// <summary>What a program did. What the judge suffered is never among these: that is a <see cref="SandboxFaultException"/>.</summary>
public enum RunOutcome
{
    /// <summary>It ran to its end, or ended itself.</summary>
    Finished,

    /// <summary>It is not a program of its language.</summary>
    CompileError,

    /// <summary>It ended by an error that it did not catch.</summary>
    RuntimeError,

    /// <summary>It used up its steps or its time.</summary>
    TimeLimit,

    /// <summary>It used up its memory, or asked for one array or text beyond all bounds.</summary>
    MemoryLimit,

    /// <summary>It wrote more than allowed.</summary>
    OutputLimit,

    /// <summary>Its calls were nested too deep.</summary>
    RecursionLimit,

    /// <summary>The submission's own budget was used up before this run could begin.</summary>
    NotRun,
}

/// <summary>The result of one run.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Error">The last error in the program's own words; null where there was none.</param>
/// <param name="ExitCode">The exit code; 0 unless the program said otherwise, 1 after an error.</param>
/// <param name="Stdout">What it wrote to standard output, up to the limit.</param>
/// <param name="Stderr">What it wrote to standard error, up to the limit.</param>
/// <param name="Steps">Steps used.</param>
public sealed record RunResult(RunOutcome Outcome, string? Error, int ExitCode, string Stdout, string Stderr, long Steps)
{
    /// <summary>Processor time of all its processes; zero where steps are counted.</summary>
    public TimeSpan CpuTime { get; init; }

    /// <summary>From its start to its end; zero where steps are counted.</summary>
    public TimeSpan WallTime { get; init; }

    /// <summary>Time in which it neither ran nor waited for its turn; zero where it can't sleep.</summary>
    public TimeSpan IdleTime { get; init; }

    /// <summary>The most memory it held; zero where that can't be seen.</summary>
    public long PeakMemoryBytes { get; init; }

    /// <summary>The files that were asked for and found.</summary>
    public IReadOnlyList<Boxes.BoxFile> Files { get; init; } = [];
}

/// <summary>The result of one call of a function.</summary>
/// <param name="Run">How the run around the call ended.</param>
/// <param name="Value">What the function returned; null unless the run finished.</param>
public sealed record CallResult(RunResult Run, PlainValue? Value);

/// <summary>The result of running test code against a program.</summary>
/// <param name="Run">
/// How the test code ended, or the program under it where the program is why. It finished only if the test code came to
/// its own end: a program can't end it.
/// </param>
/// <param name="Parts">The tests that the code consists of, as far as it came.</param>
/// <param name="Calls">Calls that reached the program and came back.</param>
/// <param name="TestsAtFault">Whether the test code itself can't be used: it doesn't parse, or it can't be run.</param>
public sealed record TestCodeResult(RunResult Run, IReadOnlyList<TestPart> Parts, long Calls, bool TestsAtFault = false)
{
    /// <summary>Test code of which nothing ran.</summary>
    public static TestCodeResult NotRun(RunResult run, bool testsAtFault = false) => new(run, [], 0, testsAtFault);
}

/// <summary>One test of test code.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Failure">What was wrong, in one line; null where it was passed.</param>
public sealed record TestPart(string Name, string? Failure);
