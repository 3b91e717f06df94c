using ProRL.Trainer.Tokenizers;

namespace ProRL.Trainer.Rollouts;

/// <summary>Finds stop strings in text that grows by tokens.</summary>
internal sealed class StopStrings(IReadOnlyList<string> stops, ITokenizer tokenizer)
{
    // Decoding from the middle of a character on, or up to there, gives a few replacement characters.
    private const int Margin = 8;

    private readonly int _longest = stops.Count == 0 ? 0 : stops.Max(s => s.Length);

    /// <summary>The text before the first stop string in it; all of it where there is none.</summary>
    public static string Cut(string text, IReadOnlyList<string> stops)
    {
        var end = text.Length;
        foreach (var stop in stops)
            if (text.AsSpan(0, end).IndexOf(stop, StringComparison.Ordinal) is >= 0 and var at) end = at;
        return text[..end];
    }

    /// <summary>Whether the text of the tokens now has a stop string in it; to be asked after every token.</summary>
    /// <param name="tokens">The completion so far.</param>
    /// <param name="start">The first token that may be part of a stop string: 0 before the first call, moved on by each.</param>
    public bool Found(ReadOnlySpan<int> tokens, ref int start)
    {
        if (stops.Count == 0) return false;
        var text = tokenizer.Decode(tokens[start..]);
        foreach (var stop in stops)
            if (text.Contains(stop, StringComparison.Ordinal)) return true;
        while (start < tokens.Length && tokenizer.Decode(tokens[(start + 1)..]).Length >= _longest + Margin) start++;
        return false;
    }
}
