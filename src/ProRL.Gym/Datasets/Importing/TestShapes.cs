using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProRL.Gym.Datasets.Importing;

/// <summary>
/// Reads tests in any of the shapes that the public sets write them in: <c>{inputs, outputs, fn_name?}</c>; columns
/// <c>{input, output}</c>; a list of cases <c>{input, output, fn_name?}</c>; a list of asserts; <c>{entry_point,
/// test_code, import_prefix?}</c>; or one of these under <c>test_cases</c>. Each may be JSON as text.
/// </summary>
internal static class TestShapes
{
    private const string Shapes = "inputs with outputs, a list of cases {input, output}, or a list of asserts";

    /// <param name="tests">The tests.</param>
    /// <param name="function">The function to call where they are calls and don't name it; null for none.</param>
    /// <exception cref="Tasks.TaskFormatException">They are in none of the shapes, or there are none.</exception>
    public static JsonObject Read(MetadataReader tests, string? function = null)
    {
        if (tests.Json.ValueKind == JsonValueKind.Array)
            return ReadList(tests, function);
        if (tests["test_cases"].Exists)
            return Read(tests["test_cases"], function);
        if (ImportedRow.OptionalText(tests, "test_code") is { } code)
            return ImportedRow.Check((ImportedRow.OptionalText(tests, "import_prefix") ?? "") + "\n" + code, tests["entry_point"].String);
        var (inputs, outputs) = tests["inputs"].Exists || !tests["input"].Exists ? (tests["inputs"], tests["outputs"]) : (tests["input"], tests["output"]);
        if (inputs.Json.ValueKind is not (JsonValueKind.Array or JsonValueKind.String))
            throw tests.Wrong(Shapes);
        return Pairs(tests, Items(inputs), Items(outputs), ImportedRow.OptionalText(tests, "fn_name") ?? function);
    }

    /// <summary>The cases that stand in the columns <c>{input, output}</c>, or in a list.</summary>
    public static IEnumerable<(MetadataReader Input, MetadataReader Output)> Cases(MetadataReader tests)
    {
        if (tests.Json.ValueKind == JsonValueKind.Array)
            return tests.Array(c => (Text(c["input"], "stdin"), Text(c["output"], "stdout")));
        var (inputs, outputs) = (Items(tests["input"]), Items(tests["output"]));
        RequireSameLength(tests["output"], inputs.Length, outputs.Length);
        return inputs.Zip(outputs);
    }

    /// <summary>Runs of a whole program.</summary>
    public static JsonObject Stdio(MetadataReader source, IEnumerable<(MetadataReader Input, MetadataReader Output)> cases)
    {
        var all = new JsonArray([.. cases.Select(c => new JsonObject { ["stdin"] = Lines(c.Input), ["stdout"] = Lines(c.Output) })]);
        return all.Count == 0
            ? throw source.Wrong("tests: at least one test")
            : new JsonObject { ["type"] = "stdio", ["cases"] = all, ["checker"] = new JsonObject { ["type"] = "tokens" } };
    }

    private static JsonObject ReadList(MetadataReader tests, string? function)
    {
        var items = tests.Array(t => t);
        if (items.Length == 0)
            throw tests.Wrong("a list of at least one test");
        if (Array.TrueForAll(items, i => i.Json.ValueKind == JsonValueKind.String))
            return ImportedRow.Asserts(tests, "", [.. items.Select(i => i.String)]);
        if (Array.Find(items, i => i.Json.ValueKind != JsonValueKind.Object) is { Exists: true } other)
            throw other.Wrong("a case {input, output}");
        var called = items.Select(i => ImportedRow.OptionalText(i, "fn_name") ?? ImportedRow.OptionalText(i["metadata"], "func_name")).FirstOrDefault(n => n is not null);
        var calls = called is not null || items.Any(i => ImportedRow.OptionalText(i, "testtype", "type") is "functional" or "function_call");
        if (calls && (called ?? function) is null)
            throw items[0].Wrong("a case that names its function, as the calls are of one");
        return Pairs(tests, [.. items.Select(i => i["input"])], [.. items.Select(i => i["output"])], calls ? called ?? function : null);
    }

    private static JsonObject Pairs(MetadataReader source, MetadataReader[] inputs, MetadataReader[] outputs, string? function)
    {
        RequireSameLength(source["outputs"].Exists ? source["outputs"] : source, inputs.Length, outputs.Length);
        if (inputs.Length == 0)
            throw source.Wrong("a list of at least one test");
        return string.IsNullOrEmpty(function) ? Stdio(source, inputs.Zip(outputs)) : new JsonObject
        {
            ["type"] = "function",
            ["fn_name"] = function,
            ["inputs"] = Copied(inputs),
            ["outputs"] = Copied(outputs),
        };
    }

    private static JsonArray Copied(MetadataReader[] values) => new([.. values.Select(v => JsonNode.Parse(v.Json.GetRawText()))]);

    // A single text is the only one of its kind.
    private static MetadataReader[] Items(MetadataReader values) => values.Json.ValueKind == JsonValueKind.String ? [values] : values.Array(v => v);

    // SandboxFusion names the stream.
    private static MetadataReader Text(MetadataReader value, string stream) => value.Json.ValueKind == JsonValueKind.Object ? value[stream] : value;

    // Some records hold the lines of a text and not the text, or a number that is its whole line.
    private static string Lines(MetadataReader text) => text.Json.ValueKind switch
    {
        JsonValueKind.Array => string.Concat(text.Array(line => Line(line) + "\n")),
        _ => Line(text),
    };

    private static string Line(MetadataReader line) => line.Json.ValueKind == JsonValueKind.Number ? line.Json.GetRawText() : line.String;

    private static void RequireSameLength(MetadataReader outputs, int inputs, int found)
    {
        if (inputs != found)
            throw outputs.Wrong($"as long as the inputs, which are {inputs}");
    }
}
