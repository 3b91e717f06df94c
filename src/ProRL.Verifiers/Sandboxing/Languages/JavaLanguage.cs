using System.Text.RegularExpressions;
using ProRL.Verifiers.Sandboxing.Boxes;

namespace ProRL.Verifiers.Sandboxing.Languages;

/// <summary>
/// Java. For tests, the solution is compiled alone; a tool in the image looks at its classes and writes, for those that
/// the tests name, classes whose methods call the solution in the other process. The tests are compiled with these.
/// </summary>
internal sealed partial class JavaLanguage : ILanguage
{
    private const string Bridge = "/opt/prorl/classes";

    private static readonly string[] Compile = ["javac", "-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-J-Xshare:auto", "-encoding", "UTF-8", "-nowarn", "-proc:none", "-d", "classes"];

    private static readonly string[] Run = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xshare:auto", "-Xms64m"];

    // Descriptors 3 and 4 have no public way to them in Java.
    private const string Opened = "--add-opens=java.base/java.io=ALL-UNNAMED";

    public string Name => "java";

    public string Image => "java";

    // Contest programs run long enough to gain from the second compiler, and recurse deeper than the default allows.
    public Task<Built> BuildProgramAsync(IBox box, string source, BoxLimits limits, CancellationToken cancellation)
    {
        var unit = JavaUnit.Read(source);
        return unit.MainClass is not { } main
            ? Task.FromResult(new Built(null, "No class of the program has a method main."))
            : Compiler.ProgramAsync(
                box, limits, [.. Compile, unit.FileName], Compiler.Text(unit.FileName, source),
                ["java", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto", "-Xms64m", "-Xss256m", "-cp", "/kept/program/classes", main], cancellation);
    }

    public async Task<Built> BuildTestsAsync(IBox box, string source, TestCode tests, BoxLimits limits, CancellationToken cancellation)
    {
        var unit = JavaUnit.Read(source);
        var solution = await Compiler.RunAsync(box, limits, [.. Compile, unit.FileName], [Compiler.Text(unit.FileName, source)], cancellation, keep: "solution").ConfigureAwait(false);
        if (solution.Error is not null)
            return new Built(null, solution.Error);

        var names = string.Join('\n', SourceText.Identifiers(tests.Source).Order(StringComparer.Ordinal));
        var stubs = await Compiler.RunAsync(
            box, limits, [.. Run, "-cp", Bridge, "prorl.Stubs", "/kept/solution/classes", "names.txt", "Stubs.java"], [Compiler.Text("names.txt", names)], cancellation, keep: null, "Stubs.java").ConfigureAwait(false);
        if (stubs.Error is not null)
            return new Built(null, stubs.Error);

        var built = await Compiler.RunAsync(
            box, limits, [.. Compile, "-cp", Bridge, "Main.java", "Stubs.java"],
            [Compiler.Text("Main.java", Imports(source) + tests.Source), new BoxFile("Stubs.java", stubs.File("Stubs.java"))], cancellation, keep: "tests").ConfigureAwait(false);
        return built.Error is not null
            ? new Built(null, $"The tests can't be compiled against the solution: {built.Error}")
            : new Built(new BoxJob(
                new BoxProgram { Command = [.. Run, Opened, "-cp", Bridge + ":/kept/solution/classes", "prorl.Server"], Limits = limits },
                new BoxProgram { Command = [.. Run, Opened, "-ea", "-cp", Bridge + ":/kept/tests/classes", "prorl.Tests"], Limits = limits }));
    }

    // In one line, so that the lines of the tests keep their numbers. Single classes may be the solution's way to another
    // List; only those of the standard library are taken over.
    private static string Imports(string source) =>
        "import java.util.*; " + string.Concat(Import().Matches(SourceText.Blanked(source)).Select(m => m.Value.Trim() + " "));

    [GeneratedRegex(@"^[ \t]*import[ \t]+(static[ \t]+)?javax?(\.\w+)+(\.\*)?[ \t]*;", RegexOptions.Multiline)]
    private static partial Regex Import();
}
