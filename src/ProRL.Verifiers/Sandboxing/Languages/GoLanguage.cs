using System.Text;
using System.Text.RegularExpressions;
using ProRL.Verifiers.Sandboxing.Boxes;

namespace ProRL.Verifiers.Sandboxing.Languages;

/// <summary>
/// Go. The compiler and the linker are called directly: they need no cache, no module and no network. For tests, a tool in
/// the image reads the solution and writes a package of the same name for the tests, in which every function and method
/// calls the solution in the other process; the tests are compiled with that package and never with the solution.
/// </summary>
internal sealed partial class GoLanguage : ILanguage
{
    private const string Packages = "/opt/prorl/packages";

    public string Name => "go";

    public string Image => "go";

    public Task<Built> BuildProgramAsync(IBox box, string source, BoxLimits limits, CancellationToken cancellation) => Compiler.ProgramAsync(
        box, limits, Script("go tool compile -p main -pack -o program.a program.go && go tool link -s -w -o program program.a"),
        Compiler.Text("program.go", source), ["/kept/program/program"], cancellation);

    public async Task<Built> BuildTestsAsync(IBox box, string source, TestCode tests, BoxLimits limits, CancellationToken cancellation)
    {
        var files = tests.ExtraFiles.Where(f => f.Key.EndsWith("_test.go", StringComparison.Ordinal)).Select(f => f.Value).Prepend(tests.Source).ToArray();
        var names = string.Join('\n', files.SelectMany(SourceText.Identifiers).Distinct(StringComparer.Ordinal));
        var stubs = await Compiler.RunAsync(
            box, limits, ["/opt/prorl/gostubs", "solution.go", "names.txt"],
            [Compiler.Text("solution.go", source), Compiler.Text("names.txt", names)], cancellation, keep: null, "stubs.go", "served.go").ConfigureAwait(false);
        if (stubs.Error is not null)
            return new Built(null, stubs.Error);

        var solution = await Compiler.RunAsync(
            box, limits, Script($"go tool compile -p prog -pack -I {Packages} -o prog.a solution.go served.go && go tool compile -p main -pack -I . -I {Packages} -o main.a main.go && go tool link -s -w -L . -L {Packages} -o solution main.a"),
            [Compiler.Text("solution.go", source), new BoxFile("served.go", stubs.File("served.go")), Compiler.Text("main.go", "package main\n\nimport p \"prog\"\n\nfunc main() { p.ProrlSolution().Serve() }\n")],
            cancellation, keep: "solution").ConfigureAwait(false);
        if (solution.Error is not null)
            return new Built(null, solution.Error);

        var units = files.Select((text, i) => Compiler.Text($"t{i}_test.go", text)).ToArray();
        var built = await Compiler.RunAsync(
            box, limits, Script($"go tool compile -p prog -pack -I {Packages} -o prog.a stubs.go t*_test.go && go tool compile -p main -pack -I . -I {Packages} -o main.a main.go && go tool link -s -w -L . -L {Packages} -o tests main.a"),
            [.. units, new BoxFile("stubs.go", stubs.File("stubs.go")), Compiler.Text("main.go", Main(files))], cancellation, keep: "tests").ConfigureAwait(false);
        return built.Error is not null
            ? new Built(null, $"The tests can't be compiled against the solution: {built.Error}")
            : new Built(new BoxJob(
                new BoxProgram { Command = ["/kept/solution/solution"], Limits = limits },
                new BoxProgram { Command = ["/kept/tests/tests"], Limits = limits }));
    }

    private static string[] Script(string commands) => ["sh", "-c", commands];

    // The tests' main is ours; it names every test function, so none is left out.
    private static string Main(IEnumerable<string> files)
    {
        var text = new StringBuilder("package main\n\nimport (\n\tp \"prog\"\n\t\"prorl\"\n\t\"testing\"\n)\n\nfunc main() {\n\tprorl.Main([]testing.InternalTest{\n");
        foreach (var name in files.SelectMany(f => TestFunction().Matches(f)).Select(m => m.Groups[1].Value).Where(n => n != "TestMain"))
            text.Append("\t\t{\"").Append(name).Append("\", p.").Append(name).Append("},\n");
        return text.Append("\t})\n}\n").ToString();
    }

    [GeneratedRegex(@"^func[ \t]+(Test(?:[A-Z0-9_]\w*)?)[ \t]*\(", RegexOptions.Multiline)]
    private static partial Regex TestFunction();
}
