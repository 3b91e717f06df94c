using System.Text;
using ProRL.Verifiers.Sandboxing.Boxes;

namespace ProRL.Verifiers.Sandboxing.Languages;

/// <summary>Runs a compiler, or another step of a build, as a job of a box.</summary>
internal static class Compiler
{
    private const int LinesShown = 8;
    private const int CharactersShown = 1200;

    /// <summary>What a step did: its fetched files and output, or the reason why there is nothing to run.</summary>
    public readonly record struct Step(BoxRun Run, string? Error)
    {
        public ReadOnlyMemory<byte> File(string path) => Run.Fetched.First(f => f.Path == path).Content;

        public string Output => Encoding.UTF8.GetString(Run.Stdout.Span);
    }

    public static async Task<Step> RunAsync(
        IBox box,
        BoxLimits limits,
        IReadOnlyList<string> command,
        IReadOnlyList<BoxFile> files,
        CancellationToken cancellation,
        string? keep = null,
        params string[] fetch)
    {
        var job = new BoxJob(new BoxProgram { Command = command, Files = files, Fetch = fetch, Limits = limits }, Keep: keep);
        var run = (await box.RunAsync(job, cancellation).ConfigureAwait(false)).Program;
        if (run.End == BoxEnd.NotStarted)
            throw new SandboxFaultException($"The image has no {command[0]}.");
        var missing = run.End == BoxEnd.Exited && run.ExitCode == 0 ? fetch.FirstOrDefault(f => !run.Fetched.Any(g => g.Path == f)) : null;
        return new Step(run, missing is null ? Error(run) : $"The build made no {missing}.");
    }

    /// <summary>Compiles a whole program, and keeps the folder in which that was done as <c>/kept/program</c>.</summary>
    /// <param name="box">Where.</param>
    /// <param name="limits">Of the compiler.</param>
    /// <param name="compile">The compiler and its arguments.</param>
    /// <param name="source">The one file.</param>
    /// <param name="run">What starts the program then.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<Built> ProgramAsync(
        IBox box, BoxLimits limits, IReadOnlyList<string> compile, BoxFile source, IReadOnlyList<string> run, CancellationToken cancellation)
    {
        const string Kept = "program";
        var step = await RunAsync(box, limits, compile, [source], cancellation, Kept).ConfigureAwait(false);
        return step.Error is null ? new Built(new BoxJob(new BoxProgram { Command = run, Limits = limits })) { Kept = Kept } : new Built(null, step.Error) { Limited = step.Run.End != BoxEnd.Exited };
    }

    public static BoxFile Text(string path, string content) => new(path, Encoding.UTF8.GetBytes(content));

    private static string? Error(BoxRun run) => run.End switch
    {
        BoxEnd.Exited when run.ExitCode == 0 => null,
        BoxEnd.Exited => FirstLines(run),
        BoxEnd.CpuTimeLimit or BoxEnd.IdleTimeLimit or BoxEnd.WallTimeLimit => "It takes too long to compile.",
        BoxEnd.MemoryLimit => "It takes too much memory to compile.",
        BoxEnd.OutputLimit => "The compiler has too much to say about it.",
        _ => $"The compiler was ended by signal {run.Signal}. {FirstLines(run)}",
    };

    private static string FirstLines(BoxRun run)
    {
        // Java and Go tools speak on standard error, the C# compiler on standard output.
        var text = Encoding.UTF8.GetString((run.Stderr.Length > 0 ? run.Stderr : run.Stdout).Span);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(LinesShown);
        var shown = string.Join('\n', lines);
        return shown.Length <= CharactersShown ? shown : shown[..CharactersShown] + "…";
    }
}
