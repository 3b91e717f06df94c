using System.Runtime.CompilerServices;
using Acornima.Ast;
using Jint;

namespace ProRL.Verifiers.Sandboxing.JavaScript;

/// <summary>
/// Runs JavaScript inside this process, on an engine written in C# (Jint) that has no way to the host's types, files or
/// network. Each item gets an engine of its own; test code and program get one each, which exchange plain values.
/// Verdicts are decided by counted steps, so they don't depend on the machine's speed.
/// </summary>
/// <remarks>
/// What remains: memory is bounded by what a run allocates in all, which a program that makes much garbage reaches
/// sooner than its live data would. One native operation may take up to about 1 GiB before the limit is looked at
/// (texts that are joined, JSON of shared parts). Native operations that look at no limit (JSON or joins of heavily
/// shared arrays, arithmetic on numbers of millions of digits, source nested for quadratic parsing) keep their thread past
/// the time limit: the caller gets a verdict in time, the thread goes on until the operation ends, and while too many do
/// the sandbox reports faults. For hostile load use a sandbox of processes.
/// </remarks>
public sealed class JavaScriptSandbox : ISandbox, IDisposable
{
    private static readonly ScriptPreparationOptions Preparation = new() { CollectReferencedGlobals = true };

    private readonly JavaScriptLimits _limits;
    private readonly Workers _workers;

    /// <exception cref="ArgumentException">Some limit is wrong; the message names every one.</exception>
    public JavaScriptSandbox(JavaScriptLimits limits)
    {
        var errors = limits.Validate().ToArray();
        if (errors.Length > 0)
            throw new ArgumentException(string.Join("; ", errors) + ".", nameof(limits));
        _limits = limits;
        _workers = new Workers(limits.Concurrency, limits.StackBytes, limits.Grace);
    }

    public IReadOnlyList<string> Languages { get; } = ["javascript"];

    public IAsyncEnumerable<RunResult> RunAsync(SourceProgram program, IReadOnlyList<ProgramInput> inputs, RunLimits limits, CancellationToken cancellation) =>
        inputs.Any(i => i.Files.Count + i.Fetch.Count > 0)
            ? throw new ArgumentException("JavaScript in process has no files.", nameof(inputs))
            : EachAsync(program, inputs, limits, RunOne, static result => result, cancellation);

    public IAsyncEnumerable<CallResult> CallAsync(SourceProgram program, IReadOnlyList<FunctionCall> calls, RunLimits limits, CancellationToken cancellation) =>
        EachAsync(program, calls, limits, CallOne, static result => new CallResult(result, null), cancellation);

    public async Task<TestCodeResult> TestAsync(SourceProgram program, TestCode tests, RunLimits limits, CancellationToken cancellation)
    {
        Check(program, limits);
        return await _workers.RunAsync(
            () => new TestRun(new Run(_limits, new SubmissionBudget(limits), cancellation)).Execute(program, GivenCode.With(tests), _limits),
            limits.Time,
            () => TestCodeResult.NotRun(Overdue),
            cancellation).ConfigureAwait(false);
    }

    public void Dispose() => _workers.Dispose();

    /// <summary>Compiles a source under the limits; the error is null where it is a program.</summary>
    internal static (Prepared<Script> Script, RunResult? Error) Prepare(string source, JavaScriptLimits limits)
    {
        if (source.Length > limits.SourceCharacters)
            return (default, new RunResult(RunOutcome.CompileError, $"The program has {source.Length} characters; the limit is {limits.SourceCharacters}.", 1, "", "", 0));
        try
        {
            return (Engine.PrepareScript(source, "program.js", strict: false, Preparation), null);
        }
#pragma warning disable CA1031 // Every exception is turned into an outcome, or into a fault, by one rule.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var (_, error) = Outcomes.Of(e);
            return (default, new RunResult(RunOutcome.CompileError, error, 1, "", "", 0));
        }
    }

    private static RunResult Overdue { get; } =
        new(RunOutcome.TimeLimit, "The time limit was reached inside one operation.", 1, "", "", 0);

    private static RunResult NotRun { get; } =
        new(RunOutcome.NotRun, "The submission's budget was used up by the tests before this one.", 1, "", "", 0);

    private void Check(SourceProgram program, RunLimits limits)
    {
        if (!Languages.Contains(program.Language))
            throw new ArgumentException($"This sandbox runs {string.Join(", ", Languages)}, not '{program.Language}'.", nameof(program));
        var errors = limits.Validate().ToArray();
        if (errors.Length > 0)
            throw new ArgumentException(string.Join("; ", errors) + ".", nameof(limits));
    }

    // Submissions run side by side; the items of one follow each other, so that they share a budget without a lock.
    private async IAsyncEnumerable<TResult> EachAsync<TItem, TResult>(
        SourceProgram program,
        IReadOnlyList<TItem> items,
        RunLimits limits,
        Func<Prepared<Script>, TItem, Run, TResult> one,
        Func<RunResult, TResult> without,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        Check(program, limits);
        var submission = new SubmissionBudget(limits);
        var (script, error) = await _workers.RunAsync(
            () => Prepare(program.Source, _limits), limits.Time, () => (default, Overdue), cancellation).ConfigureAwait(false);
        foreach (var item in items)
        {
            var skipped = error ?? (submission.Exhausted ? NotRun : null);
            yield return skipped is not null
                ? without(skipped)
                : await _workers.RunAsync(
                    () => one(script, item, new Run(_limits, submission, cancellation)), limits.Time, () => without(Overdue), cancellation).ConfigureAwait(false);
        }
    }

    private static RunResult RunOne(Prepared<Script> script, ProgramInput input, Run run) =>
        run.Guard(() => run.NewRealm(input), realm => realm.Execute(script));

    private static CallResult CallOne(Prepared<Script> script, FunctionCall call, Run run)
    {
        PlainValue? value = null;
        var result = run.Guard(
            () => run.NewRealm(new ProgramInput("", [])),
            realm =>
            {
                realm.Engine.Execute(script);
                var boundary = run.Boundary(realm);
                value = boundary.Take(realm.Call(call.Function, [.. call.Arguments.Select(boundary.Build)]));
            });
        return new CallResult(result, result.Outcome == RunOutcome.Finished ? value : null);
    }
}
