using System.Runtime.InteropServices;
using System.Text;
using ProRL.Gym.Tasks;
using Tokenizers.DotNet;

namespace ProRL.Trainer.Tokenizers;

/// <summary>
/// The tokenizer of a Hugging Face folder. Special tokens are recognised in every text, as transformers does by default;
/// <see cref="Decode"/> leaves out every token marked special, and keeps those that are not (Qwen3's &lt;think&gt;).
/// </summary>
/// <remarks>
/// Text is split by Hugging Face's own library. Microsoft.ML.Tokenizers could do it from the parsed parts, but knows no
/// tokenizer.json, no flags of added tokens and no NFC (which .NET itself lacks under InvariantGlobalization), and its
/// regular expressions backtrack on hostile text.
/// </remarks>
internal sealed class HuggingFaceTokenizer : ITokenizer
{
    private readonly string _folder;
    private readonly TokenizerFiles _files;
    private readonly ChatSettings _chat;
    private readonly Tokenizer _library;
    private readonly ChatTemplate? _template;

    // What the library puts before every text, and what belongs before a prompt without a template.
    private readonly int _added;
    private readonly int[] _before;

    private HuggingFaceTokenizer(string folder, TokenizerFiles files, ChatSettings chat, Tokenizer library)
    {
        (_folder, _files, _chat, _library) = (folder, files, chat, library);
        _template = files.Template is null ? null : ChatTemplate.Parse(files.Template);
        var nothing = library.Encode("");
        if (!library.Encode("a").AsSpan().StartsWith(nothing))
            throw new InvalidDataException($"{folder}: the post_processor of tokenizer.json adds tokens after a text; only tokens before it are supported.");
        _added = nothing.Length;
        _before = files.AddsBos switch
        {
            true => [files.Bos ?? throw new InvalidDataException($"{folder}: add_bos_token is true in tokenizer_config.json, which has no bos_token.")],
            false => [],
            null => Array.ConvertAll(nothing, id => (int)id),
        };
    }

    public int Size => _files.Size;

    public int Pad => _files.Pad;

    public IReadOnlyList<int> Ends => _files.Ends;

    /// <summary>Reads a folder that transformers' <c>save_pretrained</c> or the hub wrote.</summary>
    /// <exception cref="InvalidDataException">A file is missing, or holds what is not supported; the message says what.</exception>
    /// <exception cref="FormatException">The chat template uses what is not supported; the message says what and where.</exception>
    public static HuggingFaceTokenizer Read(string folder, ChatSettings? chat = null)
    {
        var files = TokenizerFiles.Read(folder);
        try
        {
            return new HuggingFaceTokenizer(folder, files, chat ?? new ChatSettings(), new Tokenizer(Path.Combine(folder, "tokenizer.json")));
        }
        catch (TokenizerException error)
        {
            throw new InvalidDataException($"{folder}: tokenizer.json can't be used: {error.Message}");
        }
    }

    public int[] Encode(Prompt prompt) =>
        _template is null ? [.. _before, .. Encode(prompt.Text)] : Encode(Render(_template, prompt));

    public int[] Encode(string text)
    {
        if (text.Length == 0) return [];
        var ids = _library.Encode(WellFormed(text));
        return [.. MemoryMarshal.Cast<uint, int>(ids.AsSpan(_added))];
    }

    public string Decode(ReadOnlySpan<int> ids)
    {
        var kept = new List<uint>(ids.Length);
        foreach (var id in ids)
            if (id != Pad && !Ends.Contains(id)) kept.Add((uint)id);
        return kept.Count == 0 ? "" : _library.Decode([.. kept]);
    }

    /// <summary>Copies the folder's tokenizer files, unchanged.</summary>
    public void Save(string folder)
    {
        foreach (var name in TokenizerFiles.Names)
        {
            var source = Path.Combine(_folder, name);
            var copy = Path.Combine(folder, name);
            if (File.Exists(source) && Path.GetFullPath(source) != Path.GetFullPath(copy)) File.Copy(source, copy, overwrite: true);
        }
    }

    private string Render(ChatTemplate template, Prompt prompt)
    {
        var messages = prompt.Messages ?? [new ChatMessage("user", prompt.Text)];
        if (_chat.System is not null && !messages.Any(m => m.Role == "system"))
            messages = [new ChatMessage("system", _chat.System), .. messages];
        return template.Render(messages, _files.Specials, _chat);
    }

    // Half a surrogate pair is no character; encodings write it as U+FFFD.
    private static string WellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) i++;
            else return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        }
        return text;
    }
}
