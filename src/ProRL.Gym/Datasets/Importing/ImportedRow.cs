using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProRL.Gym.Datasets.Importing;

/// <summary>Makes rows of code/program-v1 from what records hold.</summary>
internal static class ImportedRow
{
    public static JsonObject Program(JsonNode? id, string prompt, string? answer, ImportOptions options, JsonObject tests) => new()
    {
        ["id"] = id,
        ["family"] = "code/program-v1",
        ["prompt"] = prompt,
        ["answer"] = answer,
        ["metadata"] = new JsonObject { ["language"] = options.Language, ["tests"] = tests },
    };

    public static JsonObject Mathematics(JsonNode? id, string prompt, string answer) =>
        new() { ["id"] = id, ["family"] = "math/answer-v1", ["prompt"] = prompt, ["answer"] = answer };

    /// <summary>Tests that are asserts, one a line, behind what they need.</summary>
    public static JsonObject Asserts(MetadataReader source, string setup, string[] asserts) => asserts.Length == 0
        ? throw source.Wrong("a list of at least one assert")
        : new JsonObject
        {
            ["type"] = "function",
            ["test_code"] = (setup.Length > 0 ? setup.TrimEnd() + "\n" : "") + string.Join('\n', asserts) + "\n",
            ["entry_point"] = EntryPoint(asserts[0]),
            ["style"] = "asserts",
        };

    /// <summary>Tests that define <c>check(candidate)</c>.</summary>
    public static JsonObject Check(string code, string entryPoint) => new()
    {
        ["type"] = "function",
        ["test_code"] = code,
        ["entry_point"] = entryPoint,
        ["style"] = "check",
    };

    /// <summary>
    /// The id of a record: what stands under the first of <paramref name="keys"/> that it has, or null.
    /// </summary>
    public static JsonNode? Id(MetadataReader record, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (record[key].Exists)
                return JsonNode.Parse(record[key].Json.GetRawText());
        }

        return null;
    }

    /// <summary>The text under the first of <paramref name="keys"/> that the record has.</summary>
    public static string Text(MetadataReader record, params ReadOnlySpan<string> keys) =>
        OptionalText(record, keys) ?? throw record[keys[0]].Wrong("a string");

    /// <summary>As <see cref="Text"/>, or null where it has none.</summary>
    public static string? OptionalText(MetadataReader record, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (record[key].Json.ValueKind == JsonValueKind.String)
                return record[key].String;
        }

        return null;
    }

    /// <summary>A value, or what a text holds as JSON: many sets store their tests as text.</summary>
    public static MetadataReader Unpacked(MetadataReader value, string format)
    {
        if (value.Json.ValueKind != JsonValueKind.String)
            return value;
        try
        {
            using var document = JsonDocument.Parse(value.String);
            return new MetadataReader(format, document.RootElement.Clone(), "tests");
        }
        catch (JsonException)
        {
            throw value.Wrong("JSON as text");
        }
    }

    /// <summary>
    /// The function that an assert calls: the first name before a parenthesis that Python does not bring itself. A hint
    /// for what to look for in a class; null where there is none.
    /// </summary>
    private static string? EntryPoint(string assert)
    {
        for (var open = assert.IndexOf('(', StringComparison.Ordinal); open >= 0; open = assert.IndexOf('(', open + 1))
        {
            var start = open;
            while (start > 0 && (char.IsAsciiLetterOrDigit(assert[start - 1]) || assert[start - 1] == '_'))
                start--;
            var name = assert[start..open];
            var method = start > 0 && assert[start - 1] == '.';
            if (name.Length > 0 && !method && !char.IsAsciiDigit(name[0]) && name is not ("assert" or "not" or "set" or "sorted" or "list" or "tuple" or "len" or "abs" or "round" or "str" or "int" or "float" or "all" or "any" or "isinstance" or "sum" or "dict" or "max" or "min"))
                return name;
        }

        return null;
    }
}
