using System.Text.Json;
using System.Text.Json.Nodes;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Datasets;

/// <summary>
/// A task and an answer to it, as one JSON object:
/// <c>{"id","family","prompt","answer","metadata","response"}</c>, where <c>response</c> is a full text from which the
/// final answer is extracted; in its place <c>final</c> holds an answer that is already bare (null: none was given). Keys
/// beyond these are ignored, so that rows may carry their source and licence. In place of <c>family</c>, <c>answer</c> and
/// <c>metadata</c> a row may have the <c>handle</c> of an item that the gym makes.
/// </summary>
public sealed record TaskRow
{
    /// <summary>The id given by the caller, returned with the verdict; null where there is none.</summary>
    public JsonNode? Id { get; init; }

    public required string Family { get; init; }

    /// <summary>The item of the gym that the row is about; null where the row has a task of its own.</summary>
    public string? Handle { get; init; }

    /// <summary>The prompt where the row has one: a string, or the last user turn of a chat.</summary>
    public Prompt? Prompt { get; init; }

    /// <summary>The right answer as text (a number stands as it is written); null where the row has none or a list of them.</summary>
    public string? Answer { get; init; }

    /// <summary>All accepted answers: one, several where <c>answer</c> is a list, or none.</summary>
    public IReadOnlyList<string> Answers { get; init; } = [];

    /// <summary>What else the judge needs; undefined where the row has none.</summary>
    public JsonElement Metadata { get; init; }

    /// <summary>What is to be judged; null where the row is only a task.</summary>
    public Answer? Submission { get; init; }

    /// <summary>Reads one row.</summary>
    /// <exception cref="TaskFormatException">The text is not a row; the message says why.</exception>
    public static TaskRow Parse(ReadOnlySpan<byte> utf8)
    {
        JsonElement row;
        try
        {
            var reader = new Utf8JsonReader(utf8);
            row = JsonElement.ParseValue(ref reader);
            if (reader.BytesConsumed < utf8.Length && utf8[(int)reader.BytesConsumed..].ContainsAnyExcept((ReadOnlySpan<byte>)[(byte)' ', (byte)'\t', (byte)'\r', (byte)'\n']))
                throw new TaskFormatException("the line goes on after its JSON object; a row is one object on one line.");
        }
        catch (JsonException e)
        {
            throw new TaskFormatException($"the line is not JSON (byte {e.BytePositionInLine}); a row is one JSON object on one line.");
        }

        return From(row);
    }

    /// <inheritdoc cref="Parse"/>
    public static TaskRow From(JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Object)
            throw new TaskFormatException($"the row is {Name(row.ValueKind)}; it must be an object with at least \"family\".");
        try
        {
            return FromObject(row);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair (\ud800 to \udfff alone) passes as JSON and shows only when it is read as text.
            throw new TaskFormatException("the row holds a string that is not text (half of a surrogate pair); strings must be whole characters.");
        }
    }

    private static TaskRow FromObject(JsonElement row)
    {
        var handle = row.TryGetProperty("family", out var family) ? null : ReadHandle(row);
        if (handle is null && family.ValueKind != JsonValueKind.String)
            throw new TaskFormatException("the row has no \"family\"; it must name one, such as \"math/answer-v1\".");
        var answers = row.TryGetProperty("answer", out var answer) ? ReadAnswers(answer) : [];
        return new TaskRow
        {
            Id = row.TryGetProperty("id", out var id) ? ReadId(id) : null,
            Family = handle is null ? family.GetString()! : handle.Split('|', 2)[0],
            Handle = handle,
            Prompt = row.TryGetProperty("prompt", out var prompt) ? ReadPrompt(prompt) : null,
            Answer = answer.ValueKind == JsonValueKind.Array ? null : answers.FirstOrDefault(),
            Answers = answers,
            Metadata = row.TryGetProperty("metadata", out var metadata) ? ReadMetadata(metadata) : default,
            Submission = ReadSubmission(row),
        };
    }

    /// <summary>The beginning of a text on one line, for messages.</summary>
    public static string Shorten(string text, int length = 80)
    {
        var cut = text.Length <= length ? text : string.Concat(text.AsSpan(0, length), "…");
        return cut.ReplaceLineEndings(" ");
    }

    private static JsonValue? ReadId(JsonElement id) => id.ValueKind switch
    {
        JsonValueKind.String or JsonValueKind.Number => JsonValue.Create(id),
        JsonValueKind.Null => null,
        _ => throw new TaskFormatException($"\"id\" is {Name(id.ValueKind)}; it must be a string or a number."),
    };

    private static string? ReadHandle(JsonElement row) =>
        row.TryGetProperty("handle", out var handle) && handle.ValueKind == JsonValueKind.String ? handle.GetString() : null;

    private static Prompt? ReadPrompt(JsonElement prompt) => prompt.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => prompt.GetString()!,
        JsonValueKind.Array => ReadMessages(prompt),
        _ => throw new TaskFormatException($"\"prompt\" is {Name(prompt.ValueKind)}; it must be a string or a list of messages."),
    };

    private static Prompt ReadMessages(JsonElement prompt)
    {
        var messages = new List<ChatMessage>();
        foreach (var message in prompt.EnumerateArray())
        {
            if (message.ValueKind != JsonValueKind.Object
                || !message.TryGetProperty("role", out var role) || role.ValueKind != JsonValueKind.String
                || !message.TryGetProperty("content", out var content) || content.ValueKind != JsonValueKind.String)
                throw new TaskFormatException("a message of \"prompt\" must be {\"role\": …, \"content\": …} with strings.");
            messages.Add(new ChatMessage(role.GetString()!, content.GetString()!));
        }

        return new Prompt(messages.LastOrDefault(m => m.Role == "user")?.Content ?? "", messages);
    }

    private static string[] ReadAnswers(JsonElement answer) => answer.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => [],
        JsonValueKind.String => [answer.GetString()!],
        JsonValueKind.Number => [answer.GetRawText()],
        JsonValueKind.Array => [.. answer.EnumerateArray().Select(a => a.ValueKind switch
        {
            JsonValueKind.String => a.GetString()!,
            JsonValueKind.Number => a.GetRawText(),
            _ => throw new TaskFormatException("\"answer\" is a list that holds something other than strings and numbers."),
        })],
        _ => throw new TaskFormatException($"\"answer\" is {Name(answer.ValueKind)}; it must be a string, a number or a list of them."),
    };

    private static JsonElement ReadMetadata(JsonElement metadata) => metadata.ValueKind switch
    {
        JsonValueKind.Null => default,
        JsonValueKind.Object => metadata,
        _ => throw new TaskFormatException($"\"metadata\" is {Name(metadata.ValueKind)}; it must be an object."),
    };

    private static Answer? ReadSubmission(JsonElement row)
    {
        var hasResponse = row.TryGetProperty("response", out var response);
        var hasFinal = row.TryGetProperty("final", out var final);
        if (hasResponse && hasFinal)
            throw new TaskFormatException("the row has both \"response\" and \"final\"; give one of them.");
        if (hasResponse)
            return response.ValueKind == JsonValueKind.String
                ? Tasks.Answer.Response(ModelText.Read(response))
                : throw new TaskFormatException($"\"response\" is {Name(response.ValueKind)}; it must be a string.");
        if (hasFinal)
            return final.ValueKind is JsonValueKind.String or JsonValueKind.Null
                ? Tasks.Answer.Final(final.ValueKind == JsonValueKind.Null ? null : ModelText.Read(final))
                : throw new TaskFormatException($"\"final\" is {Name(final.ValueKind)}; it must be a string or null.");
        return null;
    }

    private static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "null",
    };
}
