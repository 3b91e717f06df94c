using System.Text;

namespace ProRL.Verifiers.Mathematics.Reading;

/// <summary>Repairs what transport has done to LaTeX: escapes taken for control characters, and backslashes doubled.</summary>
internal static class Cleaning
{
    public static string Clean(string text)
    {
        text = text.Trim();
        if (text.AsSpan().IndexOfAny('\f', '\b', '\v') >= 0 || text.AsSpan().IndexOfAny('\t', '\r') >= 0)
            text = Unescape(text);
        if (text.Contains("\\\\", StringComparison.Ordinal))
            text = Undouble(text);
        if (text.Contains('<', StringComparison.Ordinal) && text.Contains("</su", StringComparison.Ordinal))
            text = text.Replace("<sup>", "^{", StringComparison.Ordinal).Replace("</sup>", "}", StringComparison.Ordinal).Replace("<sub>", "_{", StringComparison.Ordinal).Replace("</sub>", "}", StringComparison.Ordinal);

        // "\text{" that has lost its head
        if (text.StartsWith("ext{", StringComparison.Ordinal))
            text = "\\t" + text;
        while (text.Length > 1 && text[^1] == '\\')
            text = text[..^1].TrimEnd();
        return text;
    }

    // "\frac" became form feed and "rac"; "\text" tab and "ext".
    private static string Unescape(string text)
    {
        var clean = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var rest = text.AsSpan(i + 1);
            var letter = text[i] switch
            {
                '\f' => 'f',
                '\b' => 'b',
                '\v' => 'v',
                '\t' when StartsWithAny(rest, ["ext", "imes", "heta", "an", "frac", "au", "o "]) => 't',
                '\r' when StartsWithAny(rest, ["ight", "ho", "angle", "ceil", "floor"]) => 'r',
                _ => '\0',
            };
            if (letter == '\0')
                clean.Append(text[i]);
            else
                clean.Append('\\').Append(letter);
        }

        return clean.ToString();
    }

    private static bool StartsWithAny(ReadOnlySpan<char> text, ReadOnlySpan<string> beginnings)
    {
        foreach (var beginning in beginnings)
        {
            if (text.StartsWith(beginning))
                return true;
        }

        return false;
    }

    // "\\frac" is "\frac" written twice as often; in a matrix "\\" ends a row, and only "\\begin" shows that all are doubled.
    private static string Undouble(string text)
    {
        var doubled = text.Contains("\\\\begin", StringComparison.Ordinal) || !text.Contains("\\begin", StringComparison.Ordinal);
        if (!doubled)
            return text;
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 2 < text.Length && text[i + 1] == '\\' && (char.IsAsciiLetter(text[i + 2]) || text[i + 2] is '{' or '}' or '%' or '(' or '[' or ',' or '!' or '\\'))
            {
                clean.Append('\\');
                i++;
                if (text[i + 1] == '\\')
                {
                    clean.Append('\\');
                    i += i + 2 < text.Length && text[i + 2] == '\\' ? 2 : 1;
                }
            }
            else
            {
                clean.Append(text[i]);
            }
        }

        return clean.ToString();
    }
}
