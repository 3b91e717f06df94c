namespace ProRL.Verifiers.Sandboxing.Boxes;

/// <summary>A file in a program's working folder.</summary>
/// <param name="Path">Relative, with '/' between folders, without "." or "..".</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Executable">Whether it may be run as a program.</param>
public sealed record BoxFile(string Path, ReadOnlyMemory<byte> Content, bool Executable = false);

/// <summary>One program of a job: it runs as a user of its own, in a working folder that no other program can read.</summary>
public sealed record BoxProgram
{
    /// <summary>
    /// The program and its arguments. <c>python3 FILE ARGUMENTS…</c> is run by a fork of the prepared interpreter where
    /// the image has one; every other program is looked up in the image's PATH, or is a path from the working folder.
    /// </summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>What its working folder holds when it starts.</summary>
    public IReadOnlyList<BoxFile> Files { get; init; } = [];

    public ReadOnlyMemory<byte> Stdin { get; init; }

    /// <summary>Files of its working folder that come back when it has ended; those that are missing don't.</summary>
    public IReadOnlyList<string> Fetch { get; init; } = [];

    public required BoxLimits Limits { get; init; }
}

/// <summary>What a program may use, with all the processes that it starts. No value means "unlimited".</summary>
/// <param name="CpuTime">User and system time; and so long it may sleep, with what runs beside it.</param>
/// <param name="WallTime">From its start to its end.</param>
/// <param name="MemoryBytes">Resident, with the files that it wrote (they lie in memory).</param>
/// <param name="OutputBytes">Of standard output and standard error together.</param>
/// <param name="Processes">Processes and threads at one time.</param>
public sealed record BoxLimits(TimeSpan CpuTime, TimeSpan WallTime, long MemoryBytes, long OutputBytes, int Processes);

/// <summary>
/// One program, or two that run side by side: a solution and the tests that call it. The two are joined by a stream
/// socket, file descriptor 3 of both, and share nothing else: each has its own user, folder, standard streams and limits.
/// Tests have file descriptor 4 besides: what they write there is their report, and nobody else can write to it.
/// </summary>
/// <param name="Program">The program that nobody has read.</param>
/// <param name="Tests">The tests that call it; null where it runs alone.</param>
/// <param name="Keep">
/// A name under which the program's working folder is kept when it ended with exit code 0: later jobs of the same lease
/// find it, read-only, at <c>/kept/NAME</c>. For compiled programs.
/// </param>
public sealed record BoxJob(BoxProgram Program, BoxProgram? Tests = null, string? Keep = null);

/// <summary>How a program ended, as the kernel and the runner saw it.</summary>
public enum BoxEnd
{
    /// <summary>It ended itself, with an exit code.</summary>
    Exited,

    /// <summary>A signal ended it that was not the runner's.</summary>
    Signalled,

    CpuTimeLimit,

    /// <summary>It slept for longer than its processor time may be.</summary>
    IdleTimeLimit,

    WallTimeLimit,
    MemoryLimit,
    OutputLimit,

    /// <summary>It still ran when the tests beside it had ended, and was ended then.</summary>
    NoLongerNeeded,

    /// <summary>There is no such program in the image or in its folder.</summary>
    NotStarted,
}

/// <summary>What one program did.</summary>
/// <param name="End">How it ended.</param>
/// <param name="ExitCode">Its exit code; -1 unless it exited.</param>
/// <param name="Signal">The signal that ended it; 0 for none.</param>
/// <param name="CpuTime">User and system time of all its processes.</param>
/// <param name="WallTime">From its start to its end.</param>
/// <param name="IdleTime">Time in which nothing of the job ran or waited for its turn, by samples of 0.1 s.</param>
/// <param name="PeakMemoryBytes">The most memory it held.</param>
/// <param name="Stdout">Standard output, up to the limit.</param>
/// <param name="Stderr">Standard error, up to the limit.</param>
/// <param name="Fetched">The files asked for.</param>
public sealed record BoxRun(
    BoxEnd End,
    int ExitCode,
    int Signal,
    TimeSpan CpuTime,
    TimeSpan WallTime,
    TimeSpan IdleTime,
    long PeakMemoryBytes,
    ReadOnlyMemory<byte> Stdout,
    ReadOnlyMemory<byte> Stderr,
    IReadOnlyList<BoxFile> Fetched);

/// <summary>What became of a job.</summary>
/// <param name="Program">What the program did.</param>
/// <param name="Tests">What the tests did; null where there were none.</param>
/// <param name="Report">What the tests reported.</param>
public sealed record BoxResult(BoxRun Program, BoxRun? Tests, ReadOnlyMemory<byte> Report);
