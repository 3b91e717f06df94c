using System.Text;
using System.Text.Json.Nodes;

namespace ProRL.Trainer.Tests.Tokenizers;

/// <summary>
/// A folder with a small tokenizer of the architecture of a published one: a byte-level BPE trained on a few lines, with
/// that model's split pattern, special tokens, normalizer and post-processor.
/// </summary>
internal sealed class TinyTokenizer : IDisposable
{
    public const string QwenPattern = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private const string Lines =
        """
        The model reads the question, thinks, and answers: the answer is 42. We don't know what it'll say, but it's judged.
        Let x be the number of apples; then 3x + 12 = 48, so x = 12. For each i in range(10): print(i * i)
            def f(x): return x + 1    # a comment    with    blanks
        Ångström, café, naïve, señor, Zürich, 北京 東京 日本語 한국어 русский язык ελληνικά العربية 🙂🙂 👩‍👩‍👧 → ≤ ∑
        The quick brown fox jumps over the lazy dog. The reward of a right answer is 1, of a wrong one 0.
        """;

    private static readonly Dictionary<byte, char> Letters = ByteLetters();
    private static readonly Lazy<(string Left, string Right)[]> Merges = new(Train);

    private TinyTokenizer(JsonObject tokenizer, JsonObject config, JsonObject? generation)
    {
        Folder = Directory.CreateTempSubdirectory("prorl-tokenizer").FullName;
        Write("tokenizer.json", tokenizer.ToJsonString());
        Write("tokenizer_config.json", config.ToJsonString());
        if (generation is not null) Write("generation_config.json", generation.ToJsonString());
    }

    public string Folder { get; }

    /// <summary>As Qwen3's: NFC, digits one by one, merges as strings, thinking tags that are not special.</summary>
    public static TinyTokenizer Qwen(string? template = null) => new(
        Tokenizer(QwenPattern, new JsonObject { ["type"] = "NFC" }, ByteLevel(), pairs: false, ("<|endoftext|>", true), ("<|im_start|>", true), ("<|im_end|>", true), ("<think>", false), ("</think>", false)),
        Config(template, "<|im_end|>", null, "<|endoftext|>"),
        new JsonObject { ["eos_token_id"] = new JsonArray(Id(2), Id(0)) });

    /// <summary>As Llama 3's: no normalizer, digits in threes, merges as pairs, a first token by the post-processor.</summary>
    public static TinyTokenizer Llama(string? template = null) => new(
        Tokenizer(
            QwenPattern.Replace(@"|\p{N}|", @"|\p{N}{1,3}|", StringComparison.Ordinal), null,
            new JsonObject { ["type"] = "Sequence", ["processors"] = new JsonArray(ByteLevel(), BeginsWith("<|begin_of_text|>", Id(0))) },
            pairs: true, ("<|begin_of_text|>", true), ("<|end_of_text|>", true), ("<|eot_id|>", true)),
        Config(template, "<|eot_id|>", "<|begin_of_text|>", null),
        new JsonObject { ["eos_token_id"] = new JsonArray(Id(1), Id(2)) });

    /// <summary>As DeepSeek-R1-Distill-Qwen's: Qwen's text, marks with characters of their own, a first token by add_bos_token.</summary>
    public static TinyTokenizer DeepSeek(string? template = null)
    {
        var config = Config(template, "<｜end▁of▁sentence｜>", "<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>");
        config["add_bos_token"] = true;
        return new(
            Tokenizer(QwenPattern, new JsonObject { ["type"] = "NFC" }, ByteLevel(), pairs: false, ("<｜end▁of▁sentence｜>", true), ("<｜User｜>", false), ("<｜Assistant｜>", false), ("<｜begin▁of▁sentence｜>", true), ("<think>", false), ("</think>", false)),
            config, null);
    }

    /// <summary>The id of the added token at a place of its list.</summary>
    public static int Id(int added) => 256 + Merges.Value.Length + added;

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);

    /// <summary>Rewrites tokenizer.json.</summary>
    public void Change(Action<JsonObject> change)
    {
        var tokenizer = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "tokenizer.json")))!.AsObject();
        change(tokenizer);
        Write("tokenizer.json", tokenizer.ToJsonString());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static JsonObject Config(string? template, string eos, string? bos, string? pad) => new()
    {
        ["tokenizer_class"] = "PreTrainedTokenizerFast",
        ["eos_token"] = eos,
        ["bos_token"] = bos is null ? null : new JsonObject { ["__type"] = "AddedToken", ["content"] = bos },
        ["pad_token"] = pad,
        ["chat_template"] = template,
    };

    private static JsonObject Tokenizer(string pattern, JsonObject? normalizer, JsonObject postProcessor, bool pairs, params (string Content, bool Special)[] added)
    {
        var vocabulary = new JsonObject();
        foreach (var letter in Letters.Values) vocabulary[letter.ToString()] = vocabulary.Count;
        foreach (var (left, right) in Merges.Value) vocabulary[left + right] = vocabulary.Count;
        return new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray([.. added.Select((t, i) => new JsonObject
            {
                ["id"] = Id(i),
                ["content"] = t.Content,
                ["special"] = t.Special,
                ["single_word"] = false,
                ["lstrip"] = false,
                ["rstrip"] = false,
                ["normalized"] = false,
            })]),
            ["normalizer"] = normalizer,
            ["pre_tokenizer"] = new JsonObject
            {
                ["type"] = "Sequence",
                ["pretokenizers"] = new JsonArray(
                    new JsonObject { ["type"] = "Split", ["pattern"] = new JsonObject { ["Regex"] = pattern }, ["behavior"] = "Isolated", ["invert"] = false },
                    ByteLevel()),
            },
            ["post_processor"] = postProcessor,
            ["decoder"] = ByteLevel(),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["dropout"] = null,
                ["unk_token"] = null,
                ["continuing_subword_prefix"] = null,
                ["end_of_word_suffix"] = null,
                ["fuse_unk"] = false,
                ["byte_fallback"] = false,
                ["ignore_merges"] = pairs,
                ["vocab"] = vocabulary,
                ["merges"] = new JsonArray([.. Merges.Value.Select(m => pairs ? new JsonArray(m.Left, m.Right) : (JsonNode)$"{m.Left} {m.Right}")]),
            },
        };
    }

    private static JsonObject ByteLevel() => new() { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["trim_offsets"] = false, ["use_regex"] = false };

    private static JsonObject BeginsWith(string token, int id)
    {
        JsonObject Special() => new() { ["SpecialToken"] = new JsonObject { ["id"] = token, ["type_id"] = 0 } };
        JsonObject Text(string name) => new() { ["Sequence"] = new JsonObject { ["id"] = name, ["type_id"] = 0 } };
        return new JsonObject
        {
            ["type"] = "TemplateProcessing",
            ["single"] = new JsonArray(Special(), Text("A")),
            ["pair"] = new JsonArray(Special(), Text("A"), Special(), Text("B")),
            ["special_tokens"] = new JsonObject { [token] = new JsonObject { ["id"] = token, ["ids"] = new JsonArray(id), ["tokens"] = new JsonArray(token) } },
        };
    }

    // Joins the commonest pair 300 times, the first in order of its text among equals.
    private static (string, string)[] Train()
    {
        var words = Lines.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => Encoding.UTF8.GetBytes(" " + word).Select(b => Letters[b].ToString()).ToList()).ToList();
        var merges = new List<(string, string)>();
        while (merges.Count < 300)
        {
            var (left, right) = words.SelectMany(w => w.Zip(w.Skip(1))).GroupBy(p => p)
                .OrderByDescending(g => g.Count()).ThenBy(g => g.Key.First + g.Key.Second, StringComparer.Ordinal).First().Key;
            merges.Add((left, right));
            foreach (var word in words)
            {
                for (var i = 0; i + 1 < word.Count; i++)
                {
                    if (word[i] != left || word[i + 1] != right) continue;
                    word[i] = left + right;
                    word.RemoveAt(i + 1);
                }
            }
        }
        // Two ways to one text are one token, as in the published files.
        return [.. merges.DistinctBy(m => m.Item1 + m.Item2)];
    }

    private static Dictionary<byte, char> ByteLetters()
    {
        var letters = new Dictionary<byte, char>();
        var hidden = 0;
        for (var b = 0; b < 256; b++)
            letters[(byte)b] = b is (>= 33 and <= 126) or (>= 161 and <= 172) or (>= 174 and <= 255) ? (char)b : (char)(256 + hidden++);
        return letters;
    }
}
