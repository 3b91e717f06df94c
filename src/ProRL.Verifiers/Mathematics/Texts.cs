using System.Collections.Frozen;

namespace ProRL.Verifiers.Mathematics;

/// <summary>Answers in words.</summary>
internal static class Texts
{
    private static readonly FrozenSet<string> Fillers = new[] { "the", "a", "an", "is", "are", "it", "answer", "be", "will" }.ToFrozenSet();

    /// <summary>Phrases that say the same, each group under one name.</summary>
    private static readonly FrozenDictionary<string, string> Same = new Dictionary<string, string>
    {
        ["no solution"] = "none", ["no solutions"] = "none", ["none"] = "none", ["no real solution"] = "none", ["no real solutions"] = "none", ["there no solution"] = "none", ["there no solutions"] = "none", ["does not exist"] = "dne", ["dne"] = "dne", ["undefined"] = "dne",
        ["∅"] = "none", ["\\emptyset"] = "none", ["\\varnothing"] = "none", ["empty set"] = "none", ["infinitely many"] = "∞", ["\\infty"] = "∞", ["∞"] = "∞", ["infinite"] = "∞", ["infinity"] = "∞", ["infinitely many solutions"] = "∞",
    }.ToFrozenDictionary();

    /// <summary>Equal where the words are; null where they are not, which proves nothing.</summary>
    public static Comparison? Compare(string gold, string response)
    {
        var (g, r) = (Key(gold), Key(response));
        return g.Length > 0 && g == r ? Comparison.Equal("The words are the same.") : null;
    }

    /// <summary>Whether a word stands in a text that is no command.</summary>
    public static bool AreWords(string text)
    {
        var letters = 0;
        for (var i = 0; i < text.Length; i++)
        {
            letters = char.IsLetter(text[i]) ? letters + 1 : 0;
            if (letters >= 2 && (i - letters < 0 || text[i - letters] != '\\'))
                return true;
        }

        return false;
    }

    private static string Key(string text)
    {
        var plain = Prose.Plain(text);
        var words = plain.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var kept = words.Length > 1 ? Array.FindAll(words, w => !Fillers.Contains(w)) : words;
        var key = string.Join(' ', kept.Length == 0 ? words : kept);
        return Same.GetValueOrDefault(key, key);
    }
}
