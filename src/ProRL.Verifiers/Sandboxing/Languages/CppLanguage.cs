using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ProRL.Verifiers.Sandboxing.Boxes;

namespace ProRL.Verifiers.Sandboxing.Languages;

/// <summary>
/// C++17; a whole program may be C++20 where only that compiles. For tests, the solution is compiled with a loop that answers calls, and asked for the types of the functions
/// that the tests name; the tests are compiled with functions of the same names and types that call that loop.
/// </summary>
internal sealed partial class CppLanguage : ILanguage
{
    private const string Bridge = "/opt/prorl";

    public string Name => "cpp";

    public string Image => "cpp";

    // Newer programs may be C++20; whoever needs no more than C++17 is compiled as that, with the header read ahead.
    public async Task<Built> BuildProgramAsync(IBox box, string source, BoxLimits limits, CancellationToken cancellation)
    {
        string[] options = ["-O2", "-I" + Bridge + "/standard", "-o", "program", "program.cpp", "-Wl,--as-needed", "-lcrypto", "-pthread"];
        var built = await CompileAsync(Gcc(options)).ConfigureAwait(false);
        return built.Job is not null || built.Limited ? built : await CompileAsync(["g++", "-std=gnu++20", .. Gcc(options)[2..]]).ConfigureAwait(false) is { Job: not null } newer ? newer : built;

        Task<Built> CompileAsync(string[] compile) => Compiler.ProgramAsync(box, limits, compile, Compiler.Text("program.cpp", source), ["/kept/program/program"], cancellation);
    }

    public async Task<Built> BuildTestsAsync(IBox box, string source, TestCode tests, BoxLimits limits, CancellationToken cancellation)
    {
        var mentioned = SourceText.Identifiers(tests.Source);
        var functions = CppFunctions.Defined(source).Where(f => mentioned.Contains(f.Name) && (f.Name == tests.EntryPoint || !CppFunctions.IsLibraryName(f.Name))).ToArray();
        if (functions.Length == 0)
            return new Built(null, "The solution defines no function that the tests call (a template is none).");

        var solution = await Compiler.RunAsync(
            box, limits, Gcc("-O2", "-I" + Bridge, "-o", "solution", "solution.cpp", Bridge + "/server.o", "-Wl,--as-needed", "-lcrypto", "-pthread"),
            [Compiler.Text("solution.cpp", Offered(source, functions))], cancellation, keep: "solution").ConfigureAwait(false);
        if (solution.Error is not null)
            return new Built(null, solution.Error);
        var described = await Compiler.RunAsync(box, limits, ["/kept/solution/solution", "describe"], [], cancellation).ConfigureAwait(false);
        if (Stubs(described, [.. functions.Select(f => f.Name)], out var stubs) is { } refused)
            return new Built(null, refused);

        var text = $"#include \"tests.hpp\"\n{Includes(source)}namespace prorl_solution {{\n{stubs}const bool takes_nan = prorl::takes_nan = {(mentioned.Overlaps(["nan", "nanf", "NAN", "isnan", "quiet_NaN"]) ? "true" : "false")};\n}}\nusing namespace prorl_solution;\n#line 1 \"tests.cpp\"\n{Directed(tests.Source, tests.EntryPoint)}\n";
        var built = await Compiler.RunAsync(
            box, limits, Gcc("-O0", "-D_GLIBCXX_ASSERTIONS", "-I" + Bridge + "/include", "-I" + Bridge, "-o", "tests", "tests.cpp", "-Wl,--as-needed", "-lcrypto", "-pthread"),
            [Compiler.Text("tests.cpp", text)], cancellation, keep: "tests").ConfigureAwait(false);
        return built.Error is not null
            ? new Built(null, $"The tests can't be compiled against the solution: {built.Error}")
            : new Built(new BoxJob(
                new BoxProgram { Command = ["/kept/solution/solution"], Limits = limits },
                new BoxProgram { Command = ["/kept/tests/tests"], Limits = limits }));
    }

    private static string[] Gcc(params string[] arguments) => ["g++", "-std=gnu++17", "-pipe", "-w", "-fmax-errors=5", .. arguments];

    // The bridge stands first, so that no macro of the solution changes it; what stands behind is too plain to be bent
    // into more than a compile error, and runs in the solution's own process anyway.
    private static string Offered(string source, CppFunction[] functions)
    {
        var types = string.Concat(functions.Select((f, i) => HasOwnType(f) ? $"typedef {f.Head.Before} prorl_type_{i}{f.Head.After};\n" : ""));
        var entries = string.Concat(functions.Select((f, i) => $"prorl::entry(\"{f.Name}\", {(HasOwnType(f) ? $"static_cast<prorl_type_{i}*>(&::{f.Name})" : $"&::{f.Name}")}),"));
        return $"#include \"solution.hpp\"\n#define main prorl_unused_main\n#line 1 \"solution.cpp\"\n{source}\n\n{types}std::vector<prorl::Entry> prorl_entries() {{ return {{ {entries} }}; }}\n";
    }

    // Its type tells a function from others of its name, C's strlen for example; default values are no part of a type.
    private static bool HasOwnType(CppFunction f) =>
        !f.Head.After.Contains('=', StringComparison.Ordinal) && (!f.Head.Before.Contains("auto", StringComparison.Ordinal) || f.Head.After.Contains("->", StringComparison.Ordinal));

    // What the solution says about itself is believed as far as it is a list of plain types: it can only choose which.
    private static string? Stubs(Compiler.Step described, string[] names, out string stubs)
    {
        var text = new StringBuilder();
        stubs = "";
        var lines = described.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (described.Run.End != BoxEnd.Exited || described.Run.ExitCode != 0 || lines.Length != names.Length)
            return "The solution ended itself before it could be tested.";
        for (var i = 0; i < names.Length; i++)
        {
            var parts = lines[i].Split('\t');
            if (parts[0] != names[i])
                return "The solution ended itself before it could be tested.";
            var parameters = parts[2..];
            if (parts[1] != "void" && !CppTypes.IsPlain(parts[1]) || !parameters.All(p => CppTypes.IsPlain(p.TrimEnd('&'))))
                return $"The function {names[i]} takes or returns something else than plain values (numbers, strings and containers of them).";
            var declared = string.Join(", ", parameters.Select((p, k) => string.Create(CultureInfo.InvariantCulture, $"{p} a{k}")));
            var sent = string.Concat(parameters.Select((p, k) => string.Create(CultureInfo.InvariantCulture, $", prorl::{(p.EndsWith('&') ? "in_out" : "in")}(a{k})")));
            text.Append(CultureInfo.InvariantCulture, $"{parts[1]} {names[i]}({declared}) {{ return prorl::call<{parts[1]}>({i}{sent}); }}\n");
        }

        stubs = text.ToString();
        return null;
    }

    // What is tested may bear the name of a library function (strlen): its calls must reach the solution and nothing else.
    private static string Directed(string tests, string? name)
    {
        var code = SourceText.Blanked(tests);
        var text = new StringBuilder();
        for (var at = 0; at < code.Length;)
        {
            var end = at;
            while (end < code.Length && SourceText.IsWord(code[end]))
                end++;
            if (end > at && code[at..end] == name && code.AsSpan(end).TrimStart().StartsWith("(") && !(code.AsSpan(0, at).TrimEnd() is [.., '.'] or [.., '-', '>'] or [.., ':', ':']))
                text.Append("prorl_solution::");
            end = Math.Max(end, at + 1);
            text.Append(tests, at, end - at);
            at = end;
        }

        return text.ToString();
    }

    // Tests may count on the headers that the solution includes: the installed ones, by their bare names.
    private static string Includes(string source) =>
        string.Concat(SystemInclude().Matches(source).Select(m => m.Groups[1].Value).Where(n => n is not ("assert.h" or "cassert")).Select(n => $"#include <{n}>\n"));

    [GeneratedRegex(@"^[ \t]*#[ \t]*include[ \t]*<((?:boost/[A-Za-z0-9_/]{1,80}\.hpp|[A-Za-z0-9_][A-Za-z0-9_/+-]{0,80}(?:\.h)?))>", RegexOptions.Multiline)]
    private static partial Regex SystemInclude();
}
