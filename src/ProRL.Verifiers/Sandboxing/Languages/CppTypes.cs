namespace ProRL.Verifiers.Sandboxing.Languages;

/// <summary>Tells whether a text is the name of a plain C++ type, as the bridge writes it.</summary>
internal static class CppTypes
{
    private const int MaxDepth = 16;

    private static readonly HashSet<string> Scalars = new(StringComparer.Ordinal)
    {
        "bool", "char", "signed char", "unsigned char", "short", "unsigned short", "int", "unsigned int", "long", "unsigned long",
        "long long", "unsigned long long", "float", "double", "long double", "wchar_t", "std::string", "std::string_view", "const char*",
        "std::any", "boost::any",
    };

    private static readonly HashSet<string> Templates = new(StringComparer.Ordinal)
    {
        "std::vector", "std::deque", "std::list", "std::set", "std::multiset", "std::unordered_set", "std::unordered_multiset", "std::map",
        "std::multimap", "std::unordered_map", "std::unordered_multimap", "std::array", "std::tuple", "std::pair", "std::optional",
    };

    public static bool IsPlain(string type)
    {
        var at = 0;
        return Read(type, ref at, 0) && at == type.Length;
    }

    private static bool Read(string type, ref int at, int depth)
    {
        var start = at;
        while (at < type.Length && (SourceText.IsWord(type[at]) || type[at] is ':' or ' ' or '*'))
            at++;
        var name = type[start..at];
        if (at == type.Length || type[at] != '<')
            return Scalars.Contains(name) || depth > 0 && name.Length is > 0 and < 8 && name.All(char.IsAsciiDigit);
        if (depth == MaxDepth || !Templates.Contains(name))
            return false;
        at++;
        while (at < type.Length && type[at] != '>')
        {
            if (!Read(type, ref at, depth + 1))
                return false;
            if (at < type.Length && type[at] == ',')
                at++;
        }

        return at < type.Length && type[at++] == '>';
    }
}
