using System.Collections.Frozen;

namespace ProRL.Verifiers.Mathematics;

/// <summary>Answers in words.</summary>
internal static class Texts
{
    private static readonly FrozenSet<string> Fillers = new[] { "the", "a", "an", "is", "are", "it", "answer", "be", "will" }.ToFrozenSet();

    private static readonly FrozenSet<string> NoSolution = new[]
    {
        "no solution", "no solutions", "none", "no real solution", "no real solutions", "there no solution", "there no solutions", "empty set", "∅", "\\emptyset", "\\varnothing",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Infinite = new[] { "infinitely many", "infinitely many solutions", "infinite", "infinity", "∞", "\\infty" }.ToFrozenSet();

    private static readonly FrozenSet<string> Reals = new[] { "all real numbers", "all reals", "any real number", "all real x", "r", "ℝ", "\\mathbb r", "(-\\infty \\infty)", "(-\\infty +\\infty)", "(-∞ ∞)" }.ToFrozenSet();

    private static readonly string[] Exceptions = [" except for ", " except ", " other than ", " excluding "];

    private const int LongestException = 100;

    private static readonly FrozenSet<string> Undefined = new[] { "does not exist", "limit does not exist", "dne", "undefined" }.ToFrozenSet();

    /// <summary>Equal where the words are; null where they are not, which proves nothing.</summary>
    public static Comparison? Compare(string gold, string response)
    {
        // Around a number or a formula there is nothing to fill.
        var prose = AreWords(gold);
        var (g, r) = (Key(gold, prose), Key(response, prose));
        return g.Length > 0 && g == r ? Comparison.Equal("The words are the same.") : null;
    }

    /// <summary>Whether a word stands in a text that is no command.</summary>
    public static bool AreWords(string text)
    {
        var letters = 0;
        for (var i = 0; i < text.Length; i++)
        {
            letters = char.IsLetter(text[i]) ? letters + 1 : 0;
            if (text[i] >= '\u2e80' && letters > 0)
                return true;
            if (letters >= 2 && (i - letters < 0 || text[i - letters] != '\\'))
                return true;
        }

        return false;
    }

    /// <summary>"all real numbers except 2 and 3" as a set in LaTeX; any other text as it stands.</summary>
    public static string WithExceptions(string text)
    {
        if (!text.Contains("real", StringComparison.OrdinalIgnoreCase))
            return text;
        foreach (var word in Exceptions)
        {
            var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
                continue;
            var (head, tail) = (text[..at].Replace("\\text{", "", StringComparison.Ordinal), text[(at + word.Length)..].Trim());
            if (head.Length + word.Length < at + word.Length && tail.IndexOf('}', StringComparison.Ordinal) is >= 0 and var end)
                tail = tail.Remove(end, 1).Trim();
            tail = tail.Trim('$', '.').Replace(" and ", ", ", StringComparison.Ordinal).Replace(" or ", ", ", StringComparison.Ordinal);
            if (tail.StartsWith('x') && tail[1..].TrimStart() is ['=', .. var value])
                tail = value;
            return tail.Length is > 0 and <= LongestException && !AreWords(tail) && Reals.Contains(Key(head, true)) ? $@"\mathbb{{R}}\setminus\{{{tail}\}}" : text;
        }

        return text;
    }

    private static string Key(string text, bool prose)
    {
        var plain = Prose.Plain(text);
        var words = plain.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var kept = prose && words.Length > 1 ? Array.FindAll(words, w => !Fillers.Contains(w)) : words;
        var key = string.Join(' ', kept.Length == 0 ? words : kept);

        // Phrases that say the same go by one name.
        return NoSolution.Contains(key) ? "no solution" : Infinite.Contains(key) ? "infinite" : Undefined.Contains(key) ? "undefined" : Reals.Contains(key) ? "all real numbers" : key;
    }
}
