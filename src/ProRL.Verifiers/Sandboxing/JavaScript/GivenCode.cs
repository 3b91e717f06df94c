using Acornima;
using Acornima.Ast;

namespace ProRL.Verifiers.Sandboxing.JavaScript;

/// <summary>
/// What a task's own JavaScript brings for its tests: the functions that stand in its prompt before the one that it asks
/// for. Tests that call them must not take them from a solution.
/// </summary>
internal static class GivenCode
{
    private const int MaxCharacters = 1 << 16;

    /// <summary>The tests with those of the functions before them that they call; as they are where there are none.</summary>
    public static TestCode With(TestCode tests)
    {
        if (tests.Given is not { Length: <= MaxCharacters } text || tests.EntryPoint is not { } entryPoint || Before(text, entryPoint) is not { } code)
            return tests;
        try
        {
            var parser = new Parser();
            var (called, own) = (Names(parser.ParseScript(tests.Source)), parser.ParseScript(tests.Source).Body.SelectMany(Declared).Select(d => d.Name).ToHashSet(StringComparer.Ordinal));
            var given = parser.ParseScript(code).Body.Where(s => Declared(s).Any(d => d.IsFunction && called.Contains(d.Name) && !own.Contains(d.Name))).ToArray();
            return given.Length == 0 ? tests : tests with { Source = string.Join('\n', given.Select(s => code[s.Start..s.End])) + "\n" + tests.Source };
        }
        catch (ParseErrorException)
        {
            return tests;  // the prompt is in words, as most are
        }
    }

    // The function that is asked for has no end there.
    private static string? Before(string text, string entryPoint)
    {
        var at = new[] { $"const {entryPoint} =", $"let {entryPoint} =", $"var {entryPoint} =", $"function {entryPoint}(", $"function {entryPoint} (" }
            .Select(head => text.LastIndexOf(head, StringComparison.Ordinal)).Max();
        return at < 0 ? null : text[..at];
    }

    private static IEnumerable<(string Name, bool IsFunction)> Declared(Statement statement) => statement switch
    {
        FunctionDeclaration { Id: { } name } => [(name.Name, true)],
        VariableDeclaration variables => variables.Declarations.Where(d => d.Id is Identifier)
            .Select(d => (((Identifier)d.Id).Name, d.Init is ArrowFunctionExpression or FunctionExpression)),
        _ => [],
    };

    private static HashSet<string> Names(Node tree) =>
        tree.DescendantNodesAndSelf().OfType<Identifier>().Select(i => i.Name).ToHashSet(StringComparer.Ordinal);
}
