namespace ProRL.Verifiers.Extraction;

/// <summary>Numbers in running text.</summary>
internal static class PlainNumbers
{
    /// <summary>The last number of <paramref name="text"/>: with sign, separators, decimals, a slash or a percent sign; null where there is none.</summary>
    public static string? Last(string text)
    {
        var end = text.Length;
        while (end > 0)
        {
            while (end > 0 && !char.IsAsciiDigit(text[end - 1]))
                end--;
            if (end == 0)
                return null;
            var start = end - 1;
            while (start > 0 && (char.IsAsciiDigit(text[start - 1]) || text[start - 1] is '.' or ',' or '/' && start > 1 && char.IsAsciiDigit(text[start - 2])))
                start--;
            while (text[start] is ',' or '/')
                start++;

            // The digits of a name are no answer: x2, H_2, A4B.
            if (start == 0 || !(char.IsAsciiLetter(text[start - 1]) || text[start - 1] is '_' or '^'))
            {
                if (start > 0 && text[start - 1] is '-' or '−' && (start == 1 || !char.IsLetterOrDigit(text[start - 2]) && text[start - 2] != ')'))
                    start--;
                if (end < text.Length && text[end] == '%')
                    end++;
                return text[start..end];
            }

            end = start;
        }

        return null;
    }
}
