using System.Text.RegularExpressions;
using ProRL.Verifiers.Sandboxing.Boxes;
using ProRL.Verifiers.Sandboxing.JavaScript;

namespace ProRL.Verifiers.Sandboxing.Languages;

/// <summary>
/// JavaScript on Node, under a name of its own: <c>javascript</c> runs in process, without a container. Nothing is built: a solution that is no JavaScript says so when it is loaded. For tests, the names
/// that they use and the solution defines are stand-ins, which carry plain values to the other process and back.
/// </summary>
internal sealed partial class NodeLanguage : ILanguage
{
    public string Name => "node";

    public string Image => "javascript";

    public Task<Built> BuildProgramAsync(IBox box, string source, BoxLimits limits, CancellationToken cancellation)
    {
        var file = Module().IsMatch(SourceText.Blanked(source)) ? "program.mjs" : "program.js";
        return Task.FromResult(new Built(new BoxJob(new BoxProgram { Command = ["node", file], Files = [Compiler.Text(file, source)], Limits = limits })));
    }

    public Task<Built> BuildTestsAsync(IBox box, string source, TestCode tests, BoxLimits limits, CancellationToken cancellation)
    {
        if (tests.EntryPoint is not { } entryPoint || tests.Style == TestStyle.Framework)
            return Task.FromResult(new Built(null, "JavaScript tests need an entry point and are statements that call it; test frameworks are not there.", TestsAtFault: true));
        if (!Identifier().IsMatch(entryPoint))
            return Task.FromResult(new Built(null, $"The entry point '{entryPoint}' is no name.", TestsAtFault: true));
        var style = tests.Style switch { TestStyle.Check => "check", TestStyle.Calls => "calls", _ => "statements" };
        return Task.FromResult(new Built(new BoxJob(
            new BoxProgram { Command = ["node", "/opt/prorl/server.js", "solution.js"], Files = [Compiler.Text("solution.js", source)], Limits = limits },
            new BoxProgram { Command = ["node", "/opt/prorl/tests.js", "tests.js", style, entryPoint], Files = [Compiler.Text("tests.js", GivenCode.With(tests).Source)], Limits = limits })));
    }

    [GeneratedRegex(@"^\s*(import\s+[\w{*""']|export\s)", RegexOptions.Multiline)]
    private static partial Regex Module();

    [GeneratedRegex(@"^[A-Za-z_$][\w$]*\z")]
    private static partial Regex Identifier();
}
