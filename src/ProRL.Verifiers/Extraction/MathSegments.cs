namespace ProRL.Verifiers.Extraction;

/// <summary>The parts of a text that are set as mathematics: <c>$…$</c>, <c>$$…$$</c>, <c>\(…\)</c>, <c>\[…\]</c>.</summary>
internal static class MathSegments
{
    internal readonly record struct Segment(int Start, int End, string Text);

    public static List<Segment> All(string text)
    {
        var found = new List<Segment>();
        var i = 0;
        while (i < text.Length && text.AsSpan(i).IndexOfAny('$', '\\') is >= 0 and var step)
        {
            i += step;
            var (open, close) = Delimiter(text.AsSpan(i));
            if (open is null)
            {
                i += text[i] == '\\' ? 2 : 1;
                continue;
            }

            var from = i + open.Length;
            var end = Find(text, from, close!);
            if (end < 0)
            {
                // A lone dollar is money.
                i += open.Length;
                continue;
            }

            var inner = text[from..end].Trim();
            if (inner.Length > 0)
                found.Add(new Segment(i, end + close!.Length, inner));
            i = end + close!.Length;
        }

        return found;
    }

    private static (string? Open, string? Close) Delimiter(ReadOnlySpan<char> rest)
    {
        if (rest.StartsWith("$$"))
            return ("$$", "$$");
        if (rest[0] == '$')
            return ("$", "$");
        return rest.StartsWith("\\(") ? ("\\(", "\\)") : rest.StartsWith("\\[") ? ("\\[", "\\]") : (null, null);
    }

    private static int Find(string text, int from, string close)
    {
        for (var i = from; i < text.Length; i++)
        {
            // Nothing but these matters in here.
            var next = text.AsSpan(i).IndexOfAny('$', '\\', '\n');
            if (next < 0)
                return -1;
            i += next;
            if (text.AsSpan(i).StartsWith(close))
                return i;
            if (text[i] == '\\')
                i++;

            // Inline mathematics does not go on over an empty line.
            else if (close == "$" && text[i] == '\n' && i + 1 < text.Length && text[i + 1] == '\n')
                return -1;
        }

        return -1;
    }
}
