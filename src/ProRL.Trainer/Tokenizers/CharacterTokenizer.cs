using System.Text;
using System.Text.Json;
using ProRL.Gym.Tasks;

namespace ProRL.Trainer.Tokenizers;

/// <summary>
/// One token per character of a fixed alphabet, plus tokens for whole words: the specials, which text may contain as
/// written, and others given. The longest word that fits is taken.
/// </summary>
internal sealed class CharacterTokenizer : ITokenizer
{
    private const int PadId = 0;
    private const int EndId = 1;

    private static readonly string[] Specials = ["<pad>", "<eos>", "<answer>", "</answer>"];

    private readonly string[] _tokens;
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly int[] _lengths;

    /// <param name="alphabet">The characters, each once; their order fixes the ids.</param>
    /// <param name="words">Words of two characters or more, each once.</param>
    public CharacterTokenizer(string alphabet, IReadOnlyList<string> words)
    {
        _tokens = [.. Specials, .. alphabet.Select(c => c.ToString()), .. words];
        for (var id = 0; id < _tokens.Length; id++)
            if (!_ids.TryAdd(_tokens[id], id)) throw new ArgumentException($"The token '{_tokens[id]}' is given twice.", nameof(words));
        _lengths = [.. _tokens.Select(t => t.Length).Distinct().OrderDescending()];
    }

    public int Size => _tokens.Length;

    public int Pad => PadId;

    public IReadOnlyList<int> Ends { get; } = [EndId];

    public int[] Encode(Prompt prompt) => Encode(prompt.Text);

    public int[] Encode(string text)
    {
        var lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        var ids = new List<int>(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var fits = Array.Find(_lengths, length => length <= text.Length - at && lookup.ContainsKey(text.AsSpan(at, length)));
            if (fits == 0)
                throw new FormatException($"'{text[at]}' (in \"{text}\") is not in the alphabet; add it to model.alphabet.");
            ids.Add(lookup[text.AsSpan(at, fits)]);
            at += fits;
        }
        return [.. ids];
    }

    public string Decode(ReadOnlySpan<int> ids)
    {
        var text = new StringBuilder(ids.Length);
        foreach (var id in ids)
            if (id is not (PadId or EndId)) text.Append(_tokens[id]);
        return text.ToString();
    }

    /// <summary>Writes <c>vocabulary.json</c>, the list of the tokens' texts by id, and the files that other tools read.</summary>
    public void Save(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "vocabulary.json"), JsonSerializer.Serialize(_tokens));
        CharacterTokenizerFiles.Write(folder, _tokens, PadId, EndId);
    }
}
