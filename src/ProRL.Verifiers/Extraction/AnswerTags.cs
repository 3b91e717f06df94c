namespace ProRL.Verifiers.Extraction;

/// <summary>
/// The answer between <c>&lt;answer&gt;</c> and <c>&lt;/answer&gt;</c>. Tags are case-sensitive; what stands between them is
/// trimmed. Opening tags are taken from the left and each runs to the next closing tag, as the published reasoning
/// families do it (specification of the families, section 3).
/// </summary>
public static class AnswerTags
{
    private const string Open = "<answer>";
    private const string Close = "</answer>";

    /// <summary>The last tagged text of <paramref name="response"/>, or null.</summary>
    public static string? Last(string response)
    {
        string? last = null;
        foreach (var text in All(response))
            last = text;
        return last;
    }

    /// <summary>
    /// The final answer of a response: tags inside the reasoning (before <c>&lt;/think&gt;</c>) don't count, and several
    /// different tagged texts are a hedge.
    /// </summary>
    public static FinalAnswer Extract(string response)
    {
        var different = All(Thinking.Strip(response)).Distinct(StringComparer.Ordinal).Take(4).ToArray();
        return different.Length switch
        {
            0 => new FinalAnswer(null),
            1 => new FinalAnswer(different[0]),
            _ => FinalAnswer.Several(different),
        };
    }

    internal static IEnumerable<string> All(string response)
    {
        var at = 0;
        while ((at = response.IndexOf(Open, at, StringComparison.Ordinal)) >= 0)
        {
            at += Open.Length;
            var end = response.IndexOf(Close, at, StringComparison.Ordinal);
            if (end < 0)
                yield break;
            yield return response[at..end].Trim();
            at = end + Close.Length;
        }
    }
}
