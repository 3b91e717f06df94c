using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text;
using ProRL.Verifiers.Sandboxing.Languages;

namespace ProRL.Verifiers.Sandboxing.Boxes;

/// <summary>Runs programs of many languages in boxes: compiled once for a submission, each run as if it were the first.</summary>
public sealed class BoxSandbox : ISandbox, IAsyncDisposable
{
    // A compiler has needs of its own, whatever the program is allowed; tests are ours, and small.
    private static readonly BoxLimits Compiling = new(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(180), 2L << 30, 1 << 20, 256);
    private const long TestsMemory = 1L << 30;
    private const int Processes = 128;

    /// <summary>The most memory that one program may be allowed.</summary>
    public const long MaxMemory = 4L << 30;

    private readonly Lazy<IBoxPool> _pool;
    private readonly FrozenDictionary<string, ILanguage> _languages;

    internal BoxSandbox(Func<IBoxPool> pool, params IEnumerable<ILanguage> languages)
    {
        // What can't be made is tried again: images may be built while the server runs.
        _pool = new Lazy<IBoxPool>(pool, LazyThreadSafetyMode.PublicationOnly);
        _languages = languages.ToFrozenDictionary(l => l.Name, StringComparer.Ordinal);
        Languages = [.. _languages.Keys.Order(StringComparer.Ordinal)];
    }

    public IReadOnlyList<string> Languages { get; }

    /// <summary>Boxes that are Docker containers; the engine is asked for when the first program comes.</summary>
    /// <param name="images">The path of <c>images.lock.json</c>, which <c>sandbox-images/build</c> writes.</param>
    /// <param name="time">The clock of waits and idle times.</param>
    public static BoxSandbox InContainers(string images, TimeProvider time) => new(
        () => new DockerBoxes(
            new BoxOptions(BoxOptions.ReadImages(images), Environment.ProcessorCount + 1, MaxMemory + TestsMemory + BoxOptions.RunnerBytes, 2 * Processes + 64), time),
        new CLanguage(),
        new CppLanguage(),
        new CSharpLanguage(),
        new GoLanguage(),
        new JavaLanguage(),
        new NodeLanguage(),
        new PythonLanguage(),
        new RustLanguage());

    public async ValueTask DisposeAsync()
    {
        if (_pool.IsValueCreated && _pool.Value is IAsyncDisposable pool)
            await pool.DisposeAsync().ConfigureAwait(false);
    }

    public async IAsyncEnumerable<RunResult> RunAsync(
        SourceProgram program, IReadOnlyList<ProgramInput> inputs, RunLimits limits, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var language = Language(program, limits);
        var runLimits = BoxLimitsOf(limits);
        await using var lanes = new BoxLanes(
            _pool.Value,
            language.Image,
            box => language.BuildProgramAsync(box, program.Source, Compiling, cancellation),
            (job, i) => Feed(job, inputs[i], runLimits),
            inputs.Count,
            cancellation);

        // Runs that were made ahead count when their turn comes, so that the same ones are left out on every machine.
        var (used, wall) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var i = 0; i < inputs.Count; i++)
        {
            if (used >= limits.SubmissionCpuTime || wall >= limits.SubmissionTime)
            {
                yield return new RunResult(RunOutcome.NotRun, $"the runs before it worked or slept for {used.TotalSeconds:F1} s", 1, "", "", 0);
                continue;
            }

            var (built, result) = await lanes.ResultAsync(i).ConfigureAwait(false);
            if (result is null)
            {
                yield return BoxOutcomes.CompileError(built.Error!);
                continue;
            }

            (used, wall) = (used + result.Program.CpuTime + result.Program.IdleTime, wall + result.Program.WallTime);
            yield return program.Language == "python" ? BoxOutcomes.Interpreted(result.Program) : BoxOutcomes.Result(result.Program);
        }
    }

    /// <remarks>The calls follow each other in one process of the program: starting one for each would take most of the time.</remarks>
    public async IAsyncEnumerable<CallResult> CallAsync(
        SourceProgram program, IReadOnlyList<FunctionCall> calls, RunLimits limits, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (calls.Count == 0)
            yield break;
        if (calls.Any(c => c.Function != calls[0].Function))
            throw new ArgumentException("The calls are of several functions; a submission's calls must be of one.", nameof(calls));
        var tests = new TestCode(TaggedJson.Calls(calls), calls[0].Function) { Style = TestStyle.Calls };
        var (end, report) = await RunTestsAsync(program, tests, limits, cancellation).ConfigureAwait(false);
        if (report?.Fault is { } fault)
            throw new ArgumentException($"The calls can't be made: {fault}", nameof(calls));
        for (var i = 0; i < calls.Count; i++)
        {
            var line = report is not null && i < report.Tests.Count ? report.Tests[i] : null;
            yield return line switch
            {
                { Value: { } value } => new CallResult(Finished, value),
                { Message: { } error } => new CallResult(end.Outcome == RunOutcome.Finished ? Failed(RunOutcome.RuntimeError, error) : end, null),
                _ => new CallResult(end.Outcome == RunOutcome.Finished ? Failed(RunOutcome.RuntimeError, "the call was not made") : end, null),
            };
        }
    }

    public async Task<TestCodeResult> TestAsync(SourceProgram program, TestCode tests, RunLimits limits, CancellationToken cancellation)
    {
        var (end, report) = await RunTestsAsync(program, tests, limits, cancellation).ConfigureAwait(false);
        if (report is null)
            return TestCodeResult.NotRun(end);
        if (report.Fault is { } fault)
            return TestCodeResult.NotRun(Failed(RunOutcome.RuntimeError, fault), testsAtFault: true);

        // Where the program came to an end of its own, that is why tests failed.
        var why = end.Outcome == RunOutcome.Finished ? "" : $"; the program had ended: {end.Error}";
        var parts = report.Tests.Select(t => new TestPart(t.Test, t.Passed ? null : t.Message + why)).ToArray();
        return new TestCodeResult(report.Done ? Finished : end, parts, report.Calls);
    }

    /// <summary>
    /// Runs tests beside a program. Returns how the program ended (it finished where it ran as long as its tests), and the
    /// report; null where there is none, because the program can't be tested.
    /// </summary>
    private async Task<(RunResult End, TestReport? Report)> RunTestsAsync(SourceProgram program, TestCode tests, RunLimits limits, CancellationToken cancellation)
    {
        var language = Language(program, limits);
        await using var lane = new BoxLane(_pool.Value, language.Image, box => language.BuildTestsAsync(box, program.Source, tests, Compiling, cancellation));
        var (built, result) = await lane.RunAsync(job => WithLimits(job, BoxLimitsOf(limits)), cancellation).ConfigureAwait(false);
        if (built.TestsAtFault)
            return (Finished, new TestReport([], null, built.Error, false, 0));
        if (result is null)
            return (BoxOutcomes.CompileError(built.Error!), null);
        var report = TestReport.Read(result.Report);
        if (report.Refused is { } refused)
            return (refused.StartsWith("SyntaxError", StringComparison.Ordinal) ? BoxOutcomes.CompileError(refused) : Failed(RunOutcome.RuntimeError, refused), null);
        var end = result.Program.End is BoxEnd.NoLongerNeeded or BoxEnd.Exited && result.Program.ExitCode <= 0 ? Finished : BoxOutcomes.Result(result.Program);
        if (report.Done || end.Outcome != RunOutcome.Finished)
            return (end, report);

        // Only a limit, or what the program made of them, keeps tests from their end.
        return (BoxOutcomes.Result(result.Tests!) is { Outcome: not RunOutcome.Finished } tested ? tested : Failed(RunOutcome.RuntimeError, "the tests did not come to their end"), report);
    }

    private static RunResult Finished { get; } = new(RunOutcome.Finished, null, 0, "", "", 0);

    private static RunResult Failed(RunOutcome outcome, string error) => new(outcome, error, 1, "", "", 0);

    private static BoxJob WithLimits(BoxJob job, BoxLimits limits) => job with
    {
        Program = job.Program with { Limits = limits },
        Tests = job.Tests! with { Limits = limits with { MemoryBytes = TestsMemory, Processes = Processes } },
    };

    private static BoxJob Feed(BoxJob job, ProgramInput input, BoxLimits limits) => job with
    {
        Program = job.Program with
        {
            Command = [.. job.Program.Command, .. input.Arguments],
            Stdin = Encoding.UTF8.GetBytes(input.Stdin),
            Files = [.. job.Program.Files, .. input.Files],
            Fetch = input.Fetch,
            Limits = limits,
        },
    };

    private static BoxLimits BoxLimitsOf(RunLimits limits) =>
        new(limits.CpuTime, limits.Time, limits.MemoryBytes, limits.OutputCharacters, Processes);

    private ILanguage Language(SourceProgram program, RunLimits limits)
    {
        if (limits.Validate().FirstOrDefault() is { } wrong)
            throw new ArgumentException($"The limits can't be used: {wrong}.", nameof(limits));
        return _languages.TryGetValue(program.Language, out var language)
            ? language
            : throw new ArgumentException($"There is no language '{program.Language}' in the sandbox; there are {string.Join(", ", Languages)}.", nameof(program));
    }
}
