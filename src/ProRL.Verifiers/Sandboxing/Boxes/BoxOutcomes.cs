using System.Text;

namespace ProRL.Verifiers.Sandboxing.Boxes;

/// <summary>What a program did in a box, in the words that judges use.</summary>
internal static class BoxOutcomes
{
    private const int ShownLines = 3;
    private const int ShownCharacters = 300;

    public static RunResult Result(BoxRun run)
    {
        var stderr = Encoding.UTF8.GetString(run.Stderr.Span);
        var (outcome, error) = run.End switch
        {
            BoxEnd.Exited when run.ExitCode == 0 => (RunOutcome.Finished, (string?)null),
            BoxEnd.Exited => (RunOutcome.RuntimeError, $"exit code {run.ExitCode}{Said(stderr)}"),
            BoxEnd.Signalled => (RunOutcome.RuntimeError, $"{Signal(run.Signal)}{Said(stderr)}"),
            BoxEnd.CpuTimeLimit => (RunOutcome.TimeLimit, $"it used {run.CpuTime.TotalSeconds:F1} s of processor time"),
            BoxEnd.IdleTimeLimit => (RunOutcome.TimeLimit, $"it slept for {run.IdleTime.TotalSeconds:F1} s"),
            BoxEnd.WallTimeLimit => (RunOutcome.TimeLimit, $"it still ran after {run.WallTime.TotalSeconds:F1} s, with {run.CpuTime.TotalSeconds:F1} s of processor time"),
            BoxEnd.MemoryLimit => (RunOutcome.MemoryLimit, $"it held {run.PeakMemoryBytes >> 20} MiB"),
            BoxEnd.OutputLimit => (RunOutcome.OutputLimit, $"it wrote more than {run.Stdout.Length + run.Stderr.Length} bytes"),
            BoxEnd.NotStarted => (RunOutcome.RuntimeError, "there is no such program"),
            _ => (RunOutcome.RuntimeError, "it was ended with its tests"),
        };
        return new RunResult(outcome, error, run.End == BoxEnd.Exited ? run.ExitCode : 1, Encoding.UTF8.GetString(run.Stdout.Span), stderr, 0)
        {
            CpuTime = run.CpuTime,
            WallTime = run.WallTime,
            IdleTime = run.IdleTime,
            PeakMemoryBytes = run.PeakMemoryBytes,
            Files = run.Fetched,
        };
    }

    /// <summary>
    /// A program of a language that is not compiled ahead: where its last words are that it is no program, it did not run.
    /// </summary>
    public static RunResult Interpreted(BoxRun run)
    {
        var result = Result(run);
        var last = result.Stderr.AsSpan().TrimEnd();
        last = last[(last.LastIndexOf('\n') + 1)..];
        return result.Outcome == RunOutcome.RuntimeError && result.Stdout.Length == 0 && (last.StartsWith("SyntaxError: ") || last.StartsWith("IndentationError: ") || last.StartsWith("TabError: "))
            ? CompileError(last.ToString())
            : result;
    }

    public static RunResult CompileError(string error) => new(RunOutcome.CompileError, Short(error), 1, "", error, 0);

    /// <summary>The last lines of what it wrote to standard error: there stands what it died of.</summary>
    private static string Said(string stderr)
    {
        var lines = stderr.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0 ? "" : ": " + Short(string.Join(" | ", lines.TakeLast(ShownLines)));
    }

    private static string Short(string text) => text.Length <= ShownCharacters ? text : text[..ShownCharacters] + "…";

    private static string Signal(int signal) => signal switch
    {
        4 => "illegal instruction (signal 4)",
        6 => "aborted (signal 6)",
        7 => "bus error (signal 7)",
        8 => "arithmetic error (signal 8)",
        11 => "segmentation fault (signal 11)",
        _ => $"signal {signal}",
    };
}
