using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ProRL.Verifiers.Sandboxing.Boxes;

namespace ProRL.Verifiers.Sandboxing.Languages;

/// <summary>
/// Rust 2021. For tests, the solution is compiled as a library with a table of the functions that the tests name; the tests
/// are compiled, under the compiler's own test harness, with functions of the same names and types that call that table in
/// the other process.
/// </summary>
internal sealed partial class RustLanguage : ILanguage
{
    private const string Bridge = "prorl=/opt/prorl/libprorl.rlib";

    public string Name => "rust";

    public string Image => "rust";

    public Task<Built> BuildProgramAsync(IBox box, string source, BoxLimits limits, CancellationToken cancellation) => Compiler.ProgramAsync(
        box, limits, [.. Rustc("program.rs"), "-O", "-o", "program"],
        Compiler.Text("program.rs", source), ["/kept/program/program"], cancellation);

    public async Task<Built> BuildTestsAsync(IBox box, string source, TestCode tests, BoxLimits limits, CancellationToken cancellation)
    {
        var mentioned = SourceText.Identifiers(tests.Source);
        var functions = RustFunctions.Defined(source).Where(f => f.Name is not ("main" or "drop") && mentioned.Contains(f.Name)).ToArray();
        if (functions.Length == 0)
            return new Built(null, "The solution defines no function that the tests call.");
        if (functions.FirstOrDefault(f => !f.IsPlain) is { } refused)
            return new Built(null, $"The function {refused.Name} takes or returns something else than plain values (numbers, strings and containers of them).");

        // Overflow is an error, as it is under the compiler's own test harness.
        var build = string.Join(' ', Rustc("solution.rs", "-C", "opt-level=1", "-C", "debug-assertions=on", "--crate-type", "lib", "--crate-name", "solution", "--extern", Bridge))
            + " && " + string.Join(' ', Rustc("main.rs", "--extern", Bridge, "--extern", "solution=libsolution.rlib", "-o", "solution"));
        var solution = await Compiler.RunAsync(
            box, limits, ["sh", "-c", build],
            [Compiler.Text("solution.rs", source + "\n" + Table(functions)), Compiler.Text("main.rs", "fn main() { prorl::serve(solution::PRORL_ENTRIES) }\n")],
            cancellation, keep: "solution").ConfigureAwait(false);
        if (solution.Error is not null)
            return new Built(null, solution.Error);

        var built = await Compiler.RunAsync(
            box, limits, [.. Rustc("tests.rs", "--test", "--extern", Bridge), "-o", "tests"],
            [Compiler.Text("tests.rs", Uses(source) + Stubs(functions) + tests.Source)], cancellation, keep: "tests").ConfigureAwait(false);
        return built.Error is not null
            ? new Built(null, $"The tests can't be compiled against the solution: {built.Error}")
            : new Built(new BoxJob(
                new BoxProgram { Command = ["/kept/solution/solution"], Limits = limits },
                new BoxProgram { Command = ["/opt/prorl/reporter", "/kept/tests/tests"], Limits = limits }));
    }

    private static string[] Rustc(string file, params string[] options) => ["rustc", "--edition", "2021", "--cap-lints", "allow", file, .. options];

    private static string Table(RustFunction[] functions)
    {
        var text = new StringBuilder();
        for (var i = 0; i < functions.Length; i++)
        {
            var f = functions[i];
            text.Append(CultureInfo.InvariantCulture, $"fn prorl_entry_{i}(r: &mut ::prorl::Reader, w: &mut ::std::vec::Vec<u8>) -> ::std::result::Result<(), ::prorl::Malformed> {{\n");
            foreach (var (p, k) in f.Parameters.Select((p, k) => (p!, k)))
                text.Append(CultureInfo.InvariantCulture, $"    let mut a{k}: {p.Owned} = ::prorl::Read::read(r)?;\n");
            var sent = string.Join(", ", f.Parameters.Select((p, k) => string.Create(CultureInfo.InvariantCulture, $"{p!.Passed($"a{k}")}")));
            text.Append(CultureInfo.InvariantCulture, $"    ::prorl::Write::write(&{f.Name}({sent}), w);\n");
            foreach (var (p, k) in Changed(f))
                text.Append(CultureInfo.InvariantCulture, $"    ::prorl::Write::write(&a{k}, w);\n");
            text.Append("    ::std::result::Result::Ok(())\n}\n");
        }

        var entries = string.Join(", ", functions.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"prorl_entry_{i}")));
        return text.Append(CultureInfo.InvariantCulture, $"pub static PRORL_ENTRIES: &[::prorl::Entry] = &[{entries}];\n").ToString();
    }

    // In one line, so that the tests' lines keep their numbers but for one.
    private static string Stubs(RustFunction[] functions)
    {
        var text = new StringBuilder();
        for (var i = 0; i < functions.Length; i++)
        {
            var f = functions[i];
            var declared = string.Join(", ", f.Parameters.Select((p, k) => string.Create(CultureInfo.InvariantCulture, $"a{k}: {p!.Reference}{p.Target.Replace("&'static ", "&", StringComparison.Ordinal)}")));
            var sent = string.Join(", ", f.Parameters.Select((p, k) => string.Create(CultureInfo.InvariantCulture, $"{(p!.Reference == "&mut " ? "&&*" : "&")}a{k}")));
            var result = f.Result!.Reference.Length == 0 ? f.Result.Target : $"&'static {f.Result.Target}";
            text.Append(CultureInfo.InvariantCulture, $"pub fn {f.Name}({declared}) -> {result} {{ let mut r = ::prorl::call({i}, &[{sent}]); let out: {result} = ::prorl::next(&mut r); ");
            foreach (var (p, k) in Changed(f))
                text.Append(p.IsSlice ? string.Create(CultureInfo.InvariantCulture, $"::prorl::next_items(&mut r, a{k}); ") : string.Create(CultureInfo.InvariantCulture, $"*a{k} = ::prorl::next(&mut r); "));
            text.Append("::prorl::end(r); out } ");
        }

        return text.Append('\n').ToString();
    }

    private static IEnumerable<(RustType Type, int Index)> Changed(RustFunction f) =>
        f.Parameters.Select((p, k) => (Type: p!, Index: k)).Where(p => p.Type.Reference == "&mut ");

    // Tests may count on what the solution takes from the standard library; never under another name, by which a solution
    // would decide what assert_eq! means.
    private static string Uses(string source)
    {
        var text = SourceText.Blanked(source);
        return string.Concat(Use().Matches(text).Where(m => IsOutside(text, m.Index) && !As().IsMatch(m.Value)).Select(m => m.Value.ReplaceLineEndings(" ").Trim() + " "));
    }

    private static bool IsOutside(string text, int at) => text.AsSpan(0, at).Count('{') == text.AsSpan(0, at).Count('}');

    [GeneratedRegex(@"^[ \t]*use\s+std::[^;]+;", RegexOptions.Multiline)]
    private static partial Regex Use();

    [GeneratedRegex(@"\bas\b|assert|\bpanic\b|\bvec\b\s*[,;}]|\*")]
    private static partial Regex As();
}
