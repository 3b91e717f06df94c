namespace ProRL.Trainer.Tokenizers.Templates;

/// <summary>Methods of strings and mappings, by Python's names.</summary>
internal static class Methods
{
    /// <summary>The method bound to its value; null where the value has none of that name.</summary>
    public static TemplateFunction? Of(object? value, string name) => value switch
    {
        string text => OfText(text, name),
        Dictionary<string, object?> map => OfMap(map, name),
        _ => null,
    };

    public static List<object?> Items(Dictionary<string, object?> map) =>
        [.. map.Select(pair => (object?)new List<object?> { pair.Key, pair.Value })];

    public static string Replace(string text, TemplateArguments arguments)
    {
        var old = arguments.Text(0, "old");
        var by = arguments.Text(1, "new");
        var most = arguments.Value(2, "count") is null ? -1 : arguments.Integer(2, "count", -1);
        if (old.Length == 0) throw arguments.Wrong("can't replace an empty string");
        var parts = PythonText.Split(text, old, most);
        arguments.Rendering.Allow(text.Length + (parts.Count - 1L) * by.Length, arguments.Offset);
        return string.Join(by, parts);
    }

    private static TemplateFunction? OfText(string text, string name) => name switch
    {
        "capitalize" => a => PythonText.Capitalize(Nothing(text, a)),
        "endswith" => a => Any(a, end => text.EndsWith(end, StringComparison.Ordinal)),
        "find" => a => (long)text.IndexOf(a.Takes("sub").Text(0, "sub"), StringComparison.Ordinal),
        "lower" => a => Nothing(text, a).ToLowerInvariant(),
        "lstrip" => a => PythonText.StripStart(text, a.Takes("chars").TextOrNone(0, "chars")),
        "replace" => a => Replace(text, a.Takes("old", "new", "count")),
        "rstrip" => a => PythonText.StripEnd(text, a.Takes("chars").TextOrNone(0, "chars")),
        "split" => a => Split(text, a.Takes("sep", "maxsplit")),
        "startswith" => a => Any(a, start => text.StartsWith(start, StringComparison.Ordinal)),
        "strip" => a => PythonText.Strip(text, a.Takes("chars").TextOrNone(0, "chars")),
        "upper" => a => Nothing(text, a).ToUpperInvariant(),
        _ => null,
    };

    private static TemplateFunction? OfMap(Dictionary<string, object?> map, string name) => name switch
    {
        "get" => a => map.TryGetValue(a.Takes("key", "default").Text(0, "key"), out var value) ? value : a.Value(1, "default"),
        "items" => a => Items(Nothing(map, a)),
        "keys" => a => new List<object?>(Nothing(map, a).Keys),
        "values" => a => new List<object?>(Nothing(map, a).Values),
        _ => null,
    };

    private static T Nothing<T>(T value, TemplateArguments arguments)
    {
        arguments.Takes();
        return value;
    }

    // One affix, or a list of which any will do.
    private static bool Any(TemplateArguments arguments, Func<string, bool> holds) => arguments.Takes("affix").Value(0, "affix") switch
    {
        List<object?> several => several.Any(one => one is string affix && holds(affix)),
        _ => holds(arguments.Text(0, "affix")),
    };

    private static List<object?> Split(string text, TemplateArguments arguments)
    {
        var separator = arguments.TextOrNone(0, "sep");
        if (separator is "") throw arguments.Wrong("needs a separator that is not empty");
        return PythonText.Split(text, separator, arguments.Integer(1, "maxsplit", -1));
    }
}
