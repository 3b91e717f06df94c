namespace ProRL.Verifiers.Extraction;

/// <summary>The program in a response: what stands in its fenced code blocks (<c>```</c> or <c>~~~</c>).</summary>
public static class FencedCode
{
    private const int MinFence = 3;

    /// <summary>
    /// The last block tagged with one of <paramref name="tags"/>; where there is none, the last block without a tag; where
    /// the response has no block at all, its whole text. Blocks before <c>&lt;/think&gt;</c> don't count, and a block that
    /// is never closed runs to the end. Null where all that leaves nothing.
    /// </summary>
    /// <param name="response">The full response.</param>
    /// <param name="tags">The language's tags in small letters, for example <c>javascript</c> and <c>js</c>.</param>
    public static string? Last(string response, IReadOnlyCollection<string> tags)
    {
        var text = Thinking.Strip(response);
        string? tagged = null;
        string? untagged = null;
        var any = false;
        foreach (var (tag, code) in Blocks(text))
        {
            any = true;
            if (tags.Contains(tag, StringComparer.OrdinalIgnoreCase))
                tagged = code;
            else if (tag.Length == 0)
                untagged = code;
        }

        var found = any ? tagged ?? untagged : text;
        return string.IsNullOrWhiteSpace(found) ? null : found;
    }

    private static IEnumerable<(string Tag, string Code)> Blocks(string text)
    {
        var at = 0;
        while (NextLine(text, ref at) is { } line)
        {
            if (Fence(text, line) is not { } open)
                continue;
            var start = at;
            var end = text.Length;
            while (NextLine(text, ref at) is { } inner)
            {
                if (Fence(text, inner) is { } close && close.Mark == open.Mark && close.Length >= open.Length && close.Tag.Length == 0)
                {
                    end = inner.Start;
                    break;
                }
            }

            yield return (open.Tag, text[start..end]);
        }
    }

    private static (int Start, int End)? NextLine(string text, ref int at)
    {
        if (at >= text.Length)
            return null;
        var start = at;
        var end = text.IndexOf('\n', at);
        at = end < 0 ? text.Length : end + 1;
        return (start, end < 0 ? text.Length : end);
    }

    private static (char Mark, int Length, string Tag)? Fence(string text, (int Start, int End) line)
    {
        var content = text.AsSpan(line.Start..line.End).Trim();
        if (content.Length < MinFence || content[0] is not ('`' or '~'))
            return null;
        var mark = content[0];
        var length = content.IndexOfAnyExcept(mark);
        if (length < 0)
            length = content.Length;
        if (length < MinFence)
            return null;
        var info = content[length..].Trim();

        // A backtick after the fence means that it is code within a line.
        if (mark == '`' && info.Contains('`'))
            return null;
        var blank = info.IndexOfAny(' ', '\t', '{');
        return (mark, length, (blank < 0 ? info : info[..blank]).ToString());
    }
}
