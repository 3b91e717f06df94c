using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProRL.Trainer.Tokenizers;

/// <summary>
/// A character tokenizer in the format of Hugging Face's library: byte pair encoding without a single merge, and the
/// words as added tokens, of which the library too takes the longest that fits. A character outside the alphabet is an
/// error here; the library passes over it.
/// </summary>
internal static class CharacterTokenizerFiles
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes <c>tokenizer.json</c> and <c>tokenizer_config.json</c>.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="tokens">The tokens' texts by id.</param>
    /// <param name="pad">The id of the padding token.</param>
    /// <param name="end">The id of the end token.</param>
    public static void Write(string folder, IReadOnlyList<string> tokens, int pad, int end)
    {
        var vocabulary = new JsonObject();
        var added = new JsonArray();
        for (var id = 0; id < tokens.Count; id++)
        {
            vocabulary[tokens[id]] = id;
            if (tokens[id].Length > 1) added.Add(Added(id, tokens[id], special: id == pad || id == end));
        }
        Write(folder, "tokenizer.json", new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = added,
            ["normalizer"] = null,
            ["pre_tokenizer"] = null,
            ["post_processor"] = null,
            ["decoder"] = new JsonObject { ["type"] = "Fuse" },
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["dropout"] = null,
                ["unk_token"] = null,
                ["continuing_subword_prefix"] = null,
                ["end_of_word_suffix"] = null,
                ["fuse_unk"] = false,
                ["byte_fallback"] = false,
                ["vocab"] = vocabulary,
                ["merges"] = new JsonArray(),
            },
        });
        Write(folder, "tokenizer_config.json", new JsonObject
        {
            ["tokenizer_class"] = "PreTrainedTokenizerFast",
            ["pad_token"] = tokens[pad],
            ["eos_token"] = tokens[end],
            ["add_bos_token"] = false,
            ["clean_up_tokenization_spaces"] = false,
        });
    }

    private static JsonObject Added(int id, string text, bool special) => new()
    {
        ["id"] = id,
        ["content"] = text,
        ["single_word"] = false,
        ["lstrip"] = false,
        ["rstrip"] = false,
        ["normalized"] = false,
        ["special"] = special,
    };

    private static void Write(string folder, string name, JsonObject json) => File.WriteAllText(Path.Combine(folder, name), json.ToJsonString(Readable));
}
