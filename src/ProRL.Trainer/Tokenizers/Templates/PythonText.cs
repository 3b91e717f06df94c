using System.Globalization;
using System.Text;

namespace ProRL.Trainer.Tokenizers.Templates;

/// <summary>The methods of Python's strings that templates use, on characters as Python counts them (code points).</summary>
internal static class PythonText
{
    /// <summary>Python's str.isspace for one character.</summary>
    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\u001c' and <= '\u001f';

    public static string StripStart(string text, string? characters)
    {
        var start = 0;
        while (start < text.Length && Strips(text[start], characters)) start++;
        return text[start..];
    }

    public static string StripEnd(string text, string? characters)
    {
        var end = text.Length;
        while (end > 0 && Strips(text[end - 1], characters)) end--;
        return text[..end];
    }

    public static string Strip(string text, string? characters) => StripEnd(StripStart(text, characters), characters);

    /// <summary>Python's str.split: at most so many cuts where that is not negative, at runs of blanks where there is no separator.</summary>
    public static List<object?> Split(string text, string? separator, long most)
    {
        var parts = new List<object?>();
        if (separator is null)
        {
            var rest = StripStart(text, null);
            while (rest.Length > 0)
            {
                var end = 0;
                while (end < rest.Length && !IsSpace(rest[end])) end++;
                if (most >= 0 && parts.Count >= most) end = rest.Length;
                parts.Add(rest[..end]);
                rest = StripStart(rest[end..], null);
            }
            return parts;
        }
        var at = 0;
        while (most < 0 || parts.Count < most)
        {
            var found = text.IndexOf(separator, at, StringComparison.Ordinal);
            if (found < 0) break;
            parts.Add(text[at..found]);
            at = found + separator.Length;
        }
        parts.Add(text[at..]);
        return parts;
    }

    public static string Capitalize(string text) =>
        text.Length == 0 ? text : string.Concat(text[..1].ToUpperInvariant(), text[1..].ToLowerInvariant());

    /// <summary>The characters, each as a string.</summary>
    public static List<object?> Characters(string text)
    {
        var characters = new List<object?>(text.Length);
        foreach (var rune in text.EnumerateRunes()) characters.Add(rune.ToString());
        return characters;
    }

    public static long Length(string text)
    {
        var length = 0L;
        foreach (var _ in text.EnumerateRunes()) length++;
        return length;
    }

    /// <summary>A number as Python prints it.</summary>
    public static string Print(double number)
    {
        if (double.IsNaN(number)) return "nan";
        if (double.IsInfinity(number)) return number > 0 ? "inf" : "-inf";
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text.Replace('E', 'e');
    }

    /// <summary>strftime for the codes that dates in prompts are written with.</summary>
    /// <exception cref="NotSupportedException">Another code.</exception>
    public static string Format(DateOnly date, string format)
    {
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || ++i == format.Length)
            {
                text.Append(format[Math.Min(i, format.Length - 1)]);
                continue;
            }
            text.Append(format[i] switch
            {
                'd' => date.ToString("dd", CultureInfo.InvariantCulture),
                'm' => date.ToString("MM", CultureInfo.InvariantCulture),
                'b' => date.ToString("MMM", CultureInfo.InvariantCulture),
                'B' => date.ToString("MMMM", CultureInfo.InvariantCulture),
                'a' => date.ToString("ddd", CultureInfo.InvariantCulture),
                'A' => date.ToString("dddd", CultureInfo.InvariantCulture),
                'y' => date.ToString("yy", CultureInfo.InvariantCulture),
                'Y' => date.ToString("yyyy", CultureInfo.InvariantCulture),
                '%' => "%",
                var other => throw new NotSupportedException($"strftime_now can't write '%{other}'; it writes %d %m %b %B %a %A %y %Y"),
            });
        }
        return text.ToString();
    }

    private static bool Strips(char c, string? characters) => characters is null ? IsSpace(c) : characters.Contains(c, StringComparison.Ordinal);
}
