namespace ProRL.Verifiers.Sandboxing;

/// <summary>
/// What one run of a program may use, and what all the runs of one submission may use together. There are no defaults
/// and no value means "unlimited". What a program itself used comes first, so that the same program gets the same
/// verdict on a busy machine: steps where an interpreter counts them, processor time where the kernel does. Wall-clock
/// times stand behind them.
/// </summary>
public sealed record RunLimits
{
    /// <summary>Units of work of one run; for JavaScript in process about one statement each.</summary>
    public required long Steps { get; init; }

    /// <summary>
    /// Processor time of one run, with all the processes that it starts; where steps are counted they take its place. It is
    /// also the time that a run may sleep.
    /// </summary>
    public required TimeSpan CpuTime { get; init; }

    /// <summary>Wall-clock time of one run.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>
    /// Memory of one run in bytes. A sandbox that can't see what is live counts all that was ever allocated, which is
    /// never less.
    /// </summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Characters written to standard output and standard error together, of one run.</summary>
    public required int OutputCharacters { get; init; }

    /// <summary>Steps of all runs of a submission together.</summary>
    public required long SubmissionSteps { get; init; }

    /// <summary>Processor time and sleep of all runs of a submission together.</summary>
    public required TimeSpan SubmissionCpuTime { get; init; }

    /// <summary>Wall-clock time of all runs of a submission together.</summary>
    public required TimeSpan SubmissionTime { get; init; }

    /// <summary>What is wrong with the limits: one clause for each, saying what would be right.</summary>
    public IEnumerable<string> Validate()
    {
        if (Steps < 1 || SubmissionSteps < Steps)
            yield return $"steps is {Steps} and submission steps {SubmissionSteps}; they must satisfy 1 ≤ steps ≤ submission steps";
        if (CpuTime <= TimeSpan.Zero || SubmissionCpuTime < CpuTime)
            yield return $"processor time is {CpuTime} and that of the submission {SubmissionCpuTime}; they must satisfy 0 < time ≤ submission time";
        if (Time <= TimeSpan.Zero || SubmissionTime < Time || SubmissionTime > TimeSpan.FromHours(1))
            yield return $"time is {Time} and submission time {SubmissionTime}; they must satisfy 0 < time ≤ submission time ≤ 1 hour";
        if (MemoryBytes is < 1L << 20 or > 1L << 36)
            yield return $"memory is {MemoryBytes} bytes; it must be from 1 MiB to 64 GiB";
        if (OutputCharacters is < 1 or > 1 << 28)
            yield return $"output is {OutputCharacters} characters; it must be from 1 to {1 << 28}";
    }
}
