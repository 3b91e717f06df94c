using System.Diagnostics;

namespace ProRL.Verifiers.Sandboxing.JavaScript;

/// <summary>What is left for all the runs of a submission. Not thread-safe: its runs follow one another.</summary>
internal sealed class SubmissionBudget(RunLimits limits)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _steps;

    public RunLimits Limits { get; } = limits;

    public long StepsLeft => Math.Min(Limits.Steps, Limits.SubmissionSteps - _steps);

    public TimeSpan TimeLeft
    {
        get
        {
            var left = Limits.SubmissionTime - Stopwatch.GetElapsedTime(_start);
            return left < Limits.Time ? left : Limits.Time;
        }
    }

    public bool Exhausted => StepsLeft <= 0 || TimeLeft <= TimeSpan.Zero;

    public void Add(long steps) => _steps += steps;
}
