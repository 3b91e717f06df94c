using System.Text;

namespace ProRL.Trainer.Models;

/// <summary>One token per character of a fixed alphabet, plus the special tokens, which text may contain as written.</summary>
internal sealed class CharacterTokenizer
{
    public const int Pad = 0;
    public const int End = 1;

    private static readonly string[] Specials = ["<pad>", "<eos>", "<answer>", "</answer>"];

    private readonly string _alphabet;
    private readonly Dictionary<char, int> _ids = [];

    /// <param name="alphabet">The characters, each once; their order fixes the ids.</param>
    public CharacterTokenizer(string alphabet)
    {
        _alphabet = alphabet;
        foreach (var character in alphabet)
            if (!_ids.TryAdd(character, Specials.Length + _ids.Count))
                throw new ArgumentException($"The alphabet has '{character}' twice.", nameof(alphabet));
    }

    public int Size => Specials.Length + _alphabet.Length;

    /// <summary>The ids of a text, without an end token. Throws when a character is not in the alphabet.</summary>
    public int[] Encode(string text)
    {
        var ids = new List<int>(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var special = text[at] == '<' ? Array.FindIndex(Specials, s => string.CompareOrdinal(text, at, s, 0, s.Length) == 0) : -1;
            if (special >= 0)
            {
                ids.Add(special);
                at += Specials[special].Length;
            }
            else if (_ids.TryGetValue(text[at], out var id))
            {
                ids.Add(id);
                at++;
            }
            else
            {
                throw new ArgumentException($"'{text[at]}' is not in the alphabet (in \"{text}\"): add it to model.alphabet.", nameof(text));
            }
        }
        return [.. ids];
    }

    /// <summary>The text of the ids; padding and end tokens are left out.</summary>
    public string Decode(ReadOnlySpan<int> ids)
    {
        var text = new StringBuilder(ids.Length);
        foreach (var id in ids)
        {
            if (id >= Specials.Length) text.Append(_alphabet[id - Specials.Length]);
            else if (id != Pad && id != End) text.Append(Specials[id]);
        }
        return text.ToString();
    }
}
