using System.Text.Json;

namespace ProRL.Trainer.Tokenizers;

/// <summary>
/// What a tokenizer's files say beyond turning text into ids: <c>tokenizer.json</c>, <c>tokenizer_config.json</c>,
/// <c>generation_config.json</c> and <c>chat_template.jinja</c>, as transformers writes them.
/// </summary>
/// <param name="Size">One more than the largest id.</param>
/// <param name="Ends">The end of a turn first, then what else ends a generation.</param>
/// <param name="Pad">The padding token, or the first end where there is none.</param>
/// <param name="Bos">The token that begins a text, if there is one.</param>
/// <param name="AddsBos">Whether a bare text begins with it; null where only the post-processor of tokenizer.json says.</param>
/// <param name="Specials">The texts of <c>bos_token</c>, <c>eos_token</c>, <c>pad_token</c> and <c>unk_token</c>, where there are such.</param>
/// <param name="Template">The chat template's source, if there is one.</param>
internal sealed record TokenizerFiles(
    int Size, IReadOnlyList<int> Ends, int Pad, int? Bos, bool? AddsBos, IReadOnlyDictionary<string, string> Specials, string? Template)
{
    /// <summary>Every file that belongs to a tokenizer, here or in older exports.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "tokenizer.json", "tokenizer_config.json", "generation_config.json", "chat_template.jinja",
        "special_tokens_map.json", "added_tokens.json", "vocab.json", "merges.txt",
    ];

    private static readonly string[] SpecialNames = ["bos_token", "eos_token", "pad_token", "unk_token"];

    /// <exception cref="InvalidDataException">A file is missing, or says what can't be used.</exception>
    public static TokenizerFiles Read(string folder)
    {
        using var tokenizer = Parse(folder, "tokenizer.json")
            ?? throw new InvalidDataException($"{folder} has no tokenizer.json; older formats have to be converted by transformers' save_pretrained first.");
        using var config = Parse(folder, "tokenizer_config.json");
        using var generation = Parse(folder, "generation_config.json");

        var vocabulary = Vocabulary(folder, tokenizer.RootElement);
        var specials = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in SpecialNames)
            if (Text(Member(config, name)) is { } text) specials[name] = text;
        int? Id(string name) => !specials.TryGetValue(name, out var text) ? null
            : vocabulary.TryGetValue(text, out var id) ? id
            : throw new InvalidDataException($"{folder}: the {name} of tokenizer_config.json, '{text}', is not in tokenizer.json.");

        int[] ends = [.. Id("eos_token") is { } eos ? [eos] : Array.Empty<int>(), .. Ids(folder, Member(generation, "eos_token_id"))];
        if (ends.Length == 0)
            throw new InvalidDataException($"{folder} names no end of a text: eos_token in tokenizer_config.json or eos_token_id in generation_config.json would.");
        return new TokenizerFiles(
            vocabulary.Values.Max() + 1,
            [.. ends.Distinct()],
            Id("pad_token") ?? ends[0],
            Id("bos_token"),
            Member(config, "add_bos_token") switch { { ValueKind: JsonValueKind.True } => true, { ValueKind: JsonValueKind.False } => false, _ => null },
            specials,
            ChatTemplateSource(folder, Member(config, "chat_template")));
    }

    private static Dictionary<string, int> Vocabulary(string folder, JsonElement tokenizer)
    {
        var model = Member(tokenizer, "model");
        var type = Text(Member(model, "type"));
        if (type != "BPE" || Member(model, "vocab") is not { ValueKind: JsonValueKind.Object } tokens)
            throw new InvalidDataException($"{folder}: tokenizer.json has a model of the type {type ?? "(none)"}; only BPE is supported, as Qwen and Llama 3 have it.");
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in tokens.EnumerateObject()) vocabulary[token.Name] = token.Value.GetInt32();
        if (Member(tokenizer, "added_tokens") is { ValueKind: JsonValueKind.Array } added)
            foreach (var token in added.EnumerateArray()) vocabulary[token.GetProperty("content").GetString()!] = token.GetProperty("id").GetInt32();
        return vocabulary;
    }

    // One id or a list of them.
    private static IEnumerable<int> Ids(string folder, JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Null } => [],
        { ValueKind: JsonValueKind.Number } one => [one.GetInt32()],
        { ValueKind: JsonValueKind.Array } many => [.. many.EnumerateArray().Select(id => id.GetInt32())],
        _ => throw new InvalidDataException($"{folder}: eos_token_id of generation_config.json is neither an id nor a list of ids."),
    };

    // The file wins over the config, as in transformers; a config with several templates names one "default".
    private static string? ChatTemplateSource(string folder, JsonElement? template)
    {
        var file = Path.Combine(folder, "chat_template.jinja");
        if (File.Exists(file)) return File.ReadAllText(file);
        if (template is not { ValueKind: JsonValueKind.Array } several) return Text(template);
        foreach (var named in several.EnumerateArray())
            if (Text(Member(named, "name")) == "default") return Text(Member(named, "template"));
        throw new InvalidDataException($"{folder}: the list chat_template of tokenizer_config.json has none with the name 'default'.");
    }

    private static JsonDocument? Parse(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path)) return null;
        try
        {
            using var file = File.OpenRead(path);
            return JsonDocument.Parse(file);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path} is not JSON: {error.Message}");
        }
    }

    private static JsonElement? Member(JsonDocument? document, string name) => Member(document?.RootElement, name);

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } o && o.TryGetProperty(name, out var value) ? value : null;

    // A token or a template is written as a string, a token also as an object with its flags.
    private static string? Text(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Object } => Text(Member(value, "content")),
        _ => null,
    };
}
