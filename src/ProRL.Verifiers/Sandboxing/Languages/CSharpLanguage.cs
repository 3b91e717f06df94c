using ProRL.Verifiers.Sandboxing.Boxes;

namespace ProRL.Verifiers.Sandboxing.Languages;

/// <summary>
/// C#. A small tool in the image compiles with Roslyn; nothing is ever compiled or run in this process. For tests, the tool
/// looks at the class of the solution that holds the entry point and writes a class of the same name whose static methods
/// call the solution in the other process.
/// </summary>
internal sealed class CSharpLanguage : ILanguage
{
    private static readonly string[] Dotnet = ["dotnet", "exec", "--runtimeconfig", "/opt/prorl/runtimeconfig.json"];

    public string Name => "csharp";

    public string Image => "csharp";

    public Task<Built> BuildProgramAsync(IBox box, string source, BoxLimits limits, CancellationToken cancellation) => Compiler.ProgramAsync(
        box, limits, [.. Dotnet, "/opt/prorl/build.dll", "program"],
        Compiler.Text("program.cs", source), [.. Dotnet, "/kept/program/program.dll"], cancellation);

    public async Task<Built> BuildTestsAsync(IBox box, string source, TestCode tests, BoxLimits limits, CancellationToken cancellation)
    {
        if (tests.EntryPoint is not { } entryPoint)
            return new Built(null, "The tests name no entry point; C# tests need one.", TestsAtFault: true);
        var solution = await Compiler.RunAsync(
            box, limits, [.. Dotnet, "/opt/prorl/build.dll", "solution", entryPoint], [Compiler.Text("solution.cs", source)], cancellation, keep: "solution", "Stubs.cs").ConfigureAwait(false);
        if (solution.Error is not null)
            return new Built(null, solution.Error);
        var built = await Compiler.RunAsync(
            box, limits, [.. Dotnet, "/opt/prorl/build.dll", "tests"],
            [Compiler.Text("tests.cs", tests.Source), new BoxFile("Stubs.cs", solution.File("Stubs.cs"))], cancellation, keep: "tests").ConfigureAwait(false);
        return built.Error is not null
            ? new Built(null, $"The tests can't be compiled against the solution: {built.Error}")
            : new Built(new BoxJob(
                new BoxProgram { Command = [.. Dotnet, "/opt/prorl/bridge.dll", "solution", "/kept/solution/solution.dll"], Limits = limits },
                new BoxProgram { Command = [.. Dotnet, "/opt/prorl/bridge.dll", "tests", "/kept/tests/tests.dll"], Limits = limits }));
    }
}
