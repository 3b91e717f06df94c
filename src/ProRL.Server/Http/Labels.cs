using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProRL.Server.Http;

/// <summary>From what a trainer's data calls a label, and a response, to a row.</summary>
internal static class Labels
{
    /// <summary>
    /// A row about <paramref name="response"/>. A label that is an object with a family or a handle, or such an object as
    /// text, says what is right; one with inputs and outputs holds the tests of a program; any other is the answer of a
    /// question of mathematics.
    /// </summary>
    public static JsonObject Row(JsonNode? label, string response)
    {
        var row = Task(label);
        row["response"] = response;
        return row;
    }

    /// <summary>The tests of a program in Python: <c>{"inputs", "outputs", "fn_name"?}</c>.</summary>
    public static JsonObject Program(JsonObject tests)
    {
        var made = tests["fn_name"] is not null
            ? new JsonObject { ["type"] = "function", ["fn_name"] = tests["fn_name"]!.DeepClone(), ["inputs"] = tests["inputs"]?.DeepClone(), ["outputs"] = tests["outputs"]?.DeepClone() }
            : Stdio(Paired(Lines(tests["inputs"]), Lines(tests["outputs"])));
        return Program(made);
    }

    /// <summary>A row for a Python program, less the response.</summary>
    public static JsonObject Program(JsonNode tests, JsonObject? limits = null) => new()
    {
        ["family"] = "code/program-v1",
        ["answer"] = null,
        ["metadata"] = limits is null ? new JsonObject { ["language"] = "python", ["tests"] = tests } : new JsonObject { ["language"] = "python", ["tests"] = tests, ["limits"] = limits },
    };

    /// <summary>Tests of whole programs, compared token by token as the graders of such data do.</summary>
    public static JsonObject Stdio(IReadOnlyList<(string Input, string Output)> cases) => new()
    {
        ["type"] = "stdio",
        ["cases"] = new JsonArray([.. cases.Select(c => new JsonObject { ["stdin"] = c.Input, ["stdout"] = c.Output })]),
        ["checker"] = new JsonObject { ["type"] = "tokens" },
    };

    private static JsonObject Task(JsonNode? label)
    {
        var given = label is JsonValue value && value.TryGetValue<string>(out var text) && text.AsSpan().TrimStart().StartsWith("{") ? Parsed(text) ?? label : label;
        return given switch
        {
            JsonObject row when row.ContainsKey("family") || row.ContainsKey("handle") => (JsonObject)row.DeepClone(),
            JsonObject tests when tests.ContainsKey("inputs") && tests.ContainsKey("outputs") => Program(tests),
            _ => new JsonObject { ["family"] = "math/answer-v1", ["answer"] = given?.DeepClone() },
        };
    }

    private static (string Input, string Output)[] Paired(string[] inputs, string[] outputs) => inputs.Length == outputs.Length
        ? [.. inputs.Zip(outputs)]
        : throw RequestReader.Wrong("outputs", $"as long as \"inputs\", which are {inputs.Length}");

    private static JsonNode? Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Some data holds the lines of a text in place of the text.
    private static string[] Lines(JsonNode? texts) =>
        [.. (texts as JsonArray ?? []).Select(t => t is JsonArray lines ? string.Concat(lines.Select(line => $"{line}\n")) : t?.ToString() ?? "")];
}
