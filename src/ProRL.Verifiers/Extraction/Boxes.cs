namespace ProRL.Verifiers.Extraction;

/// <summary>The contents of <c>\boxed{…}</c>, found in one pass however deeply braces nest or fail to close.</summary>
internal static class Boxes
{
    /// <summary>From the backslash to behind the closing brace, and what stands between the braces.</summary>
    internal readonly record struct Box(int Start, int End, string Text);

    /// <summary>The closed boxes of <paramref name="text"/> that lie in no other box, in order.</summary>
    public static List<Box> All(string text)
    {
        var found = new List<Box>();
        var first = Math.Min((uint)text.IndexOf("\\boxed", StringComparison.Ordinal), (uint)text.IndexOf("\\fbox", StringComparison.Ordinal));
        if (first == uint.MaxValue)
            return found;
        var open = new Stack<int>();
        for (var i = (int)first; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                var length = NameLength(text.AsSpan(i));
                if (length > 0)
                {
                    open.Push(i);
                    i += length;
                }
                else
                {
                    i++;
                }
            }
            else if (text[i] == '{')
            {
                open.Push(-1);
            }
            else if (text[i] == '}' && open.Count > 0 && open.Pop() is >= 0 and var start)
            {
                while (found.Count > 0 && found[^1].Start > start)
                    found.RemoveAt(found.Count - 1);
                var brace = text.IndexOf('{', start);
                found.Add(new Box(start, i + 1, text[(brace + 1)..i].Trim()));
            }
        }

        return found;
    }

    /// <summary>The length of <c>\boxed{</c> less one where it begins here, else 0.</summary>
    private static int NameLength(ReadOnlySpan<char> rest)
    {
        foreach (var name in (ReadOnlySpan<string>)["\\boxed", "\\fbox"])
        {
            if (!rest.StartsWith(name))
                continue;
            var brace = name.Length;
            while (brace < rest.Length && rest[brace] == ' ')
                brace++;
            return brace < rest.Length && rest[brace] == '{' ? brace : 0;
        }

        return 0;
    }
}
