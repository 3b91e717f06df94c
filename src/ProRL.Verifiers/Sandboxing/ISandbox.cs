namespace ProRL.Verifiers.Sandboxing;

/// <summary>A program as a model wrote it.</summary>
/// <param name="Language">In small letters, for example <c>javascript</c>.</param>
/// <param name="Source">The text of its one file.</param>
public sealed record SourceProgram(string Language, string Source);

/// <summary>What one run of a program is given.</summary>
/// <param name="Stdin">Its standard input.</param>
/// <param name="Arguments">Its command line, without the program's name.</param>
public sealed record ProgramInput(string Stdin, IReadOnlyList<string> Arguments)
{
    /// <summary>Files of its working folder, beside its own.</summary>
    public IReadOnlyList<Boxes.BoxFile> Files { get; init; } = [];

    /// <summary>Files of its working folder that come back; those that are missing don't.</summary>
    public IReadOnlyList<string> Fetch { get; init; } = [];
}

/// <summary>One call of a function of a program.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="Arguments">Plain values.</param>
public sealed record FunctionCall(string Function, IReadOnlyList<PlainValue> Arguments);

/// <summary>Test code that calls a program's functions.</summary>
/// <param name="Source">The text of the test file, in the program's language.</param>
/// <param name="EntryPoint">The function that it tests; null where a whole file is under test.</param>
public sealed record TestCode(string Source, string? EntryPoint)
{
    /// <summary>How the source is to be read.</summary>
    public TestStyle Style { get; init; } = TestStyle.Statements;

    /// <summary>The name under which the test code imports the solution, for example <c>accumulate.py</c>; null for none.</summary>
    public string? SolutionFile { get; init; }

    /// <summary>The name of the test file; null for none in particular.</summary>
    public string? TestFile { get; init; }

    /// <summary>
    /// The code that the task gave to start from; null for none. The whole functions in it that the tests call, beside the
    /// entry point, are the tests' own, so that a solution can't replace what it is measured with. Python and JavaScript only.
    /// </summary>
    public string? Given { get; init; }

    /// <summary>Other files that the test code reads, by name.</summary>
    public IReadOnlyDictionary<string, string> ExtraFiles { get; init; } = new Dictionary<string, string>();
}

/// <summary>How test code is to be read.</summary>
public enum TestStyle
{
    /// <summary>Statements that name the solution's functions and fail by an error, such as asserts.</summary>
    Statements,

    /// <summary>It defines <c>check(candidate)</c>.</summary>
    Check,

    /// <summary>A test file of the language's test framework (unittest, pytest, go test), which imports the solution.</summary>
    Framework,

    /// <summary>It would stand behind the solution in one program.</summary>
    File,

    /// <summary>
    /// The source is a list of calls of the entry point: JSON, each call a list of arguments as
    /// <see cref="Languages.TaggedJson"/> writes them. What they return is reported, and compared elsewhere.
    /// </summary>
    Calls,
}

/// <summary>
/// A place where programs that nobody has read can be run. Each run gets a fresh environment in which nothing of another is
/// left; the program is compiled once for all of them. Whatever a program does, the
/// result is a <see cref="RunResult"/>, and every limit ends it. Thread-safe.
/// </summary>
/// <remarks>
/// A program never learns what is expected of it: expected outputs are no part of any request, and test code runs where
/// the program can't see or change it; the two exchange plain values only.
/// </remarks>
public interface ISandbox
{
    /// <summary>The languages whose programs it runs, in small letters.</summary>
    IReadOnlyList<string> Languages { get; }

    /// <summary>
    /// Runs a program on each input; the results are in the order of the inputs. Who stops reading them stops the runs.
    /// </summary>
    /// <exception cref="SandboxFaultException">The sandbox could not do its work.</exception>
    IAsyncEnumerable<RunResult> RunAsync(SourceProgram program, IReadOnlyList<ProgramInput> inputs, RunLimits limits, CancellationToken cancellation);

    /// <summary>Makes each call; the results are in the order of the calls. Who stops reading them stops the calls.</summary>
    /// <exception cref="SandboxFaultException">The sandbox could not do its work.</exception>
    IAsyncEnumerable<CallResult> CallAsync(SourceProgram program, IReadOnlyList<FunctionCall> calls, RunLimits limits, CancellationToken cancellation);

    /// <summary>Runs test code against a program.</summary>
    /// <exception cref="SandboxFaultException">The sandbox could not do its work.</exception>
    Task<TestCodeResult> TestAsync(SourceProgram program, TestCode tests, RunLimits limits, CancellationToken cancellation);
}
