using ProRL.Verifiers.Sandboxing;
using ProRL.Verifiers.Sandboxing.JavaScript;

namespace ProRL.Verifiers.Tests.Sandboxing;

/// <summary>One sandbox for all tests, with limits small enough that a bomb takes a second or two.</summary>
internal static class Sandboxes
{
    public static JavaScriptSandbox JavaScript { get; } = new(JavaScriptLimits.ForExercises());

    public static RunLimits Limits { get; } = new()
    {
        Steps = 1_000_000,
        Time = TimeSpan.FromSeconds(15),
        MemoryBytes = 256L << 20,
        OutputCharacters = 10_000,
        CpuTime = TimeSpan.FromSeconds(10),
        SubmissionCpuTime = TimeSpan.FromMinutes(1),
        SubmissionSteps = 5_000_000,
        SubmissionTime = TimeSpan.FromSeconds(30),
    };

    public static async Task<RunResult> RunAsync(string source, string stdin = "", params string[] arguments) =>
        await JavaScript.RunAsync(new SourceProgram("javascript", source), [new ProgramInput(stdin, arguments)], Limits, TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken);

    public static async Task<CallResult> CallAsync(string source, string function, params PlainValue[] arguments) =>
        await JavaScript.CallAsync(new SourceProgram("javascript", source), [new FunctionCall(function, arguments)], Limits, TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken);

    public static Task<TestCodeResult> TestAsync(string source, string tests, string entryPoint = "f") =>
        TestAsync(source, new TestCode(tests, entryPoint));

    public static Task<TestCodeResult> TestAsync(string source, TestCode tests) =>
        JavaScript.TestAsync(new SourceProgram("javascript", source), tests, Limits, TestContext.Current.CancellationToken);
}
