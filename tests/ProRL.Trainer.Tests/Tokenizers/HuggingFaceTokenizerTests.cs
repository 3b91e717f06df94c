using System.Text;
using System.Text.Json;
using CsCheck;
using ProRL.Gym.Tasks;
using ProRL.Tests.Support;
using ProRL.Trainer.Rollouts;
using ProRL.Trainer.Tokenizers;

namespace ProRL.Trainer.Tests.Tokenizers;

public sealed class HuggingFaceTokenizerTests
{
    private const string ChatMarks =
        "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";

    private static readonly string[] Fragments =
    [
        "the", " answer", " is", "42", "1234567", " 3.14", "don't", "IT'S", "they'LL", "we've", "'", " '", "x", " x", "  ", "   ", "\t", "\n", "\n\n", " \n", "\r\n", "\r\n  ",
        "\n    return", "!", "...", " (", "):", " ==", "\\frac{1}{2}", "é", "e\u0301", "a\u0308\u0323", "\u0301", "Å", "ß", "ﬁ", "Ⅷ", "½", "٣", "北京", " 東京", "日本語。", "한국", "русский", " ελ", "العربية",
        "🙂", " 🙂", "👩‍👩‍👧", "🇩🇪", "\u200b", "\u00a0", "\u3000", "\u2028", "\0", "\u001f", "<think>", "</think>", "<|im_start|>", "<|im_end|>", "<|endoftext|>", "<|im_", "<｜User｜>", "<|eot_id|>", "|>",
    ];

    public static TheoryData<string> Architectures => ["Qwen", "Llama", "DeepSeek"];

    [Theory]
    [MemberData(nameof(Architectures))]
    public async Task Ids_are_those_of_an_independent_byte_level_bpe(string architecture)
    {
        using var files = Make(architecture);
        var tokenizer = HuggingFaceTokenizer.Read(files.Folder);
        string[] texts = [.. Fragments, .. Enumerable.Range(0, 400).Select(Mixed)];
        var script = Path.Combine(Repository.Root, "tests", "ProRL.Trainer.Tests", "Tokenizers", "reference.py");
        var expected = JsonSerializer.Deserialize<int[][]>(await PythonScript.RunAsync(script, ["json"], JsonSerializer.Serialize(texts), Path.Combine(files.Folder, "tokenizer.json")))!;
        Assert.Equal(texts.Length, expected.Length);
        for (var i = 0; i < texts.Length; i++)
            Assert.True(expected[i].SequenceEqual(tokenizer.Encode(texts[i])), $"{JsonSerializer.Serialize(texts[i])}: {string.Join(' ', expected[i])} expected, {string.Join(' ', tokenizer.Encode(texts[i]))} found");
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void What_is_encoded_is_decoded_to_the_same_text(string architecture)
    {
        using var files = Make(architecture);
        var tokenizer = HuggingFaceTokenizer.Read(files.Folder);
        // Composed characters are NFC already; parts of surrogate pairs are no text.
        Gen.Char.Where(c => !char.IsSurrogate(c) && char.GetUnicodeCategory(c) is not (System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark) && c < '\u2000')
            .Array[0, 40].Select(c => new string(c))
            .Sample(text => tokenizer.Decode(tokenizer.Encode(text)) == text, iter: 300);
        foreach (var text in Fragments.Where(f => !f.StartsWith("<|", StringComparison.Ordinal) && !f.Contains('\u0301', StringComparison.Ordinal) && !f.Contains('\u0308', StringComparison.Ordinal)))
            Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
    }

    [Fact]
    public void A_qwen_text_is_composed_before_it_is_split_and_a_llama_text_is_not()
    {
        using var qwen = TinyTokenizer.Qwen();
        using var llama = TinyTokenizer.Llama();
        Assert.Equal("é", HuggingFaceTokenizer.Read(qwen.Folder) is var q ? q.Decode(q.Encode("e\u0301")) : "");
        Assert.Equal("e\u0301", HuggingFaceTokenizer.Read(llama.Folder) is var l ? l.Decode(l.Encode("e\u0301")) : "");
    }

    [Fact]
    public void Special_tokens_are_recognised_in_text_and_left_out_when_decoding_but_not_the_thinking_tags()
    {
        using var files = TinyTokenizer.Qwen();
        var tokenizer = HuggingFaceTokenizer.Read(files.Folder);
        var ids = tokenizer.Encode("<think>a</think>b<|im_end|>");
        Assert.Equal([TinyTokenizer.Id(3), 97, TinyTokenizer.Id(4), 98, TinyTokenizer.Id(2)], ids);
        Assert.Equal("<think>a</think>b", tokenizer.Decode([tokenizer.Pad, .. ids, tokenizer.Pad]));
    }

    [Fact]
    public void A_character_cut_into_tokens_is_decoded_whole_and_only_what_is_broken_becomes_a_replacement()
    {
        using var files = TinyTokenizer.Llama();
        var tokenizer = HuggingFaceTokenizer.Read(files.Folder);
        var bytes = tokenizer.Encode("𝔄");
        Assert.Equal(4, bytes.Length);
        Assert.Equal("x𝔄y", tokenizer.Decode([.. tokenizer.Encode("x"), .. bytes, .. tokenizer.Encode("y")]));
        Assert.Equal("x\ufffdy", tokenizer.Decode([.. tokenizer.Encode("x"), .. bytes[..3], .. tokenizer.Encode("y")]));
        Assert.Equal("", tokenizer.Decode([]));
    }

    [Fact]
    public void The_end_of_a_turn_comes_first_among_the_ends_and_padding_falls_back_to_it()
    {
        using var qwen = TinyTokenizer.Qwen();
        using var llama = TinyTokenizer.Llama();
        using var deepSeek = TinyTokenizer.DeepSeek();
        var (q, l, d) = (HuggingFaceTokenizer.Read(qwen.Folder), HuggingFaceTokenizer.Read(llama.Folder), HuggingFaceTokenizer.Read(deepSeek.Folder));
        Assert.Equal([TinyTokenizer.Id(2), TinyTokenizer.Id(0)], q.Ends);
        Assert.Equal(TinyTokenizer.Id(0), q.Pad);
        Assert.Equal(TinyTokenizer.Id(5), q.Size);
        Assert.Equal([TinyTokenizer.Id(2), TinyTokenizer.Id(1)], l.Ends);
        Assert.Equal(l.Ends[0], l.Pad);
        Assert.Equal([TinyTokenizer.Id(0)], d.Ends);
    }

    [Fact]
    public void A_prompt_without_a_template_is_its_text_after_the_token_that_begins_one()
    {
        using var qwen = TinyTokenizer.Qwen();
        using var llama = TinyTokenizer.Llama();
        using var deepSeek = TinyTokenizer.DeepSeek();
        foreach (var (folder, before) in new[] { (qwen.Folder, Array.Empty<int>()), (llama.Folder, [TinyTokenizer.Id(0)]), (deepSeek.Folder, [TinyTokenizer.Id(3)]) })
        {
            var tokenizer = HuggingFaceTokenizer.Read(folder);
            Assert.Equal([.. before, .. tokenizer.Encode("What is 2 + 2?")], tokenizer.Encode(new Prompt("What is 2 + 2?")));
        }
    }

    [Fact]
    public void A_prompt_goes_through_the_template_with_the_recipes_system_message_unless_it_has_one()
    {
        using var files = TinyTokenizer.Qwen(ChatMarks);
        var tokenizer = HuggingFaceTokenizer.Read(files.Folder, new ChatSettings("Be brief."));
        Assert.Equal(
            tokenizer.Encode("<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n"),
            tokenizer.Encode(new Prompt("Hi")));
        Assert.Equal(
            tokenizer.Encode("<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nU<|im_end|>\n<|im_start|>assistant\n"),
            tokenizer.Encode(new Prompt("ignored", [new("system", "S"), new("user", "U")])));
        // The template writes the first token where there is one: none is put before it.
        using var llama = TinyTokenizer.Llama("{{ bos_token }}{{ messages[0]['content'] }}");
        var beginning = HuggingFaceTokenizer.Read(llama.Folder);
        Assert.Equal([TinyTokenizer.Id(0), .. beginning.Encode("Hi")], beginning.Encode(new Prompt("Hi")));
    }

    [Fact]
    public void The_template_may_be_a_file_of_its_own_or_the_default_of_a_list()
    {
        using var files = TinyTokenizer.Qwen();
        files.Write("tokenizer_config.json", """{ "eos_token": { "content": "<|im_end|>" }, "chat_template": [{ "name": "tool_use", "template": "no" }, { "name": "default", "template": "listed" }] }""");
        Assert.Equal("listed", Shown(files));
        files.Write("chat_template.jinja", "filed\n");
        Assert.Equal("filed", Shown(files));

        static string Shown(TinyTokenizer files) => HuggingFaceTokenizer.Read(files.Folder) is var t ? t.Decode(t.Encode(new Prompt("x"))) : "";
    }

    [Fact]
    public void Saving_copies_the_files_byte_for_byte()
    {
        using var files = TinyTokenizer.Qwen();
        files.Write("chat_template.jinja", ChatMarks);
        files.Write("README.md", "not the tokenizer's");
        var copy = Directory.CreateTempSubdirectory("prorl-saved");
        HuggingFaceTokenizer.Read(files.Folder).Save(copy.FullName);
        Assert.Equal(["chat_template.jinja", "generation_config.json", "tokenizer.json", "tokenizer_config.json"], copy.GetFiles().Select(f => f.Name).Order(StringComparer.Ordinal));
        Assert.All(copy.GetFiles(), f => Assert.Equal(File.ReadAllBytes(Path.Combine(files.Folder, f.Name)), File.ReadAllBytes(f.FullName)));
        copy.Delete(recursive: true);
    }

    [Fact]
    public void A_megabyte_of_hostile_text_is_encoded_and_comes_back()
    {
        using var files = TinyTokenizer.Qwen();
        var tokenizer = HuggingFaceTokenizer.Read(files.Folder);
        string[] hostile = [new(' ', 1_000_000), new('a', 1_000_000), new string(' ', 500_000) + "\n" + new string(' ', 499_999) + "x", new('\'', 1_000_000), string.Concat(Enumerable.Repeat("<|im_", 200_000))];
        foreach (var text in hostile) Assert.True(tokenizer.Decode(tokenizer.Encode(text)) == text, text[..10]);
        Assert.Equal("a\ufffdb", tokenizer.Decode(tokenizer.Encode("a\ud800b")));
        Assert.Equal("a\0b", tokenizer.Decode(tokenizer.Encode("a\0b")));
        Assert.Equal([], tokenizer.Encode(""));
    }

    [Fact]
    public void Threads_encode_and_decode_at_once()
    {
        using var files = TinyTokenizer.Qwen();
        var tokenizer = HuggingFaceTokenizer.Read(files.Folder);
        string[] texts = [.. Enumerable.Range(0, 64).Select(i => $"The answer is {i} and 北京 {i * i}.")];
        var alone = texts.Select(tokenizer.Encode).ToArray();
        Parallel.For(0, 640, i =>
        {
            Assert.Equal(alone[i % 64], tokenizer.Encode(texts[i % 64]));
            Assert.Equal(texts[i % 64], tokenizer.Decode(alone[i % 64]));
        });
    }

    [Fact]
    public void What_is_not_supported_is_refused_in_one_sentence()
    {
        using (var files = TinyTokenizer.Qwen())
        {
            files.Change(t => t["model"]!["type"] = "Unigram");
            Refused(files, "Unigram; only BPE is supported");
        }
        using (var files = TinyTokenizer.Qwen())
        {
            files.Change(t => t["pre_tokenizer"]!["pretokenizers"]![0]!["type"] = "Telepathy");
            Refused(files, "tokenizer.json can't be used");
        }
        using (var files = TinyTokenizer.Llama())
        {
            files.Change(t => t["post_processor"]!["processors"]![1]!["single"]!.AsArray().Add(t["post_processor"]!["processors"]![1]!["single"]![0]!.DeepClone()));
            Refused(files, "adds tokens after a text");
        }
        using (var files = TinyTokenizer.Qwen())
        {
            files.Write("tokenizer_config.json", """{ "eos_token": "<|nowhere|>" }""");
            Refused(files, "the eos_token of tokenizer_config.json, '<|nowhere|>', is not in tokenizer.json");
            files.Write("tokenizer_config.json", "{}");
            File.Delete(Path.Combine(files.Folder, "generation_config.json"));
            Refused(files, "names no end of a text");
            files.Write("tokenizer_config.json", "{");
            Refused(files, "tokenizer_config.json is not JSON");
            File.Delete(Path.Combine(files.Folder, "tokenizer.json"));
            Refused(files, "has no tokenizer.json");
        }

        static void Refused(TinyTokenizer files, string why) =>
            Assert.Contains(why, Assert.Throws<InvalidDataException>(() => HuggingFaceTokenizer.Read(files.Folder)).Message, StringComparison.Ordinal);
    }

    private static TinyTokenizer Make(string architecture) => architecture switch
    {
        "Qwen" => TinyTokenizer.Qwen(),
        "Llama" => TinyTokenizer.Llama(),
        _ => TinyTokenizer.DeepSeek(),
    };

    private static string Mixed(int seed)
    {
        var key = Counter.Key(11, (ulong)seed);
        var text = new StringBuilder();
        for (var i = 0UL; i < 2 + (ulong)seed % 12; i++) text.Append(Fragments[(int)(Counter.Unit(key, i) * Fragments.Length)]);
        return text.ToString();
    }
}
