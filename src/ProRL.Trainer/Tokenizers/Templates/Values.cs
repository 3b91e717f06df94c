using System.Globalization;

namespace ProRL.Trainer.Tokenizers.Templates;

/// <summary>What a name or a member that is not there evaluates to: it prints as nothing, is false, and has no members.</summary>
internal sealed record Undefined(string Name);

/// <summary>What <c>namespace()</c> makes: the only value that <c>set</c> can change.</summary>
internal sealed class NamespaceValue(Dictionary<string, object?> members)
{
    public Dictionary<string, object?> Members => members;
}

/// <summary>A macro, a method or a function of the template.</summary>
internal delegate object? TemplateFunction(TemplateArguments arguments);

/// <summary>
/// The values of templates: null, bool, long, double, string, List&lt;object?&gt;, Dictionary&lt;string, object?&gt;,
/// <see cref="NamespaceValue"/>, <see cref="TemplateFunction"/>, <see cref="Undefined"/>; with Python's rules.
/// </summary>
internal static class Values
{
    public static bool Truth(object? value) => value switch
    {
        null or Undefined => false,
        bool b => b,
        long n => n != 0,
        double d => d != 0,
        string s => s.Length > 0,
        List<object?> list => list.Count > 0,
        Dictionary<string, object?> map => map.Count > 0,
        _ => true,
    };

    public static string Kind(object? value) => value switch
    {
        null => "none",
        Undefined u => $"'{u.Name}', which is not defined",
        bool => "a boolean",
        long => "an integer",
        double => "a number",
        string => "a string",
        List<object?> => "a list",
        Dictionary<string, object?> => "a mapping",
        NamespaceValue => "a namespace",
        _ => "a function",
    };

    /// <summary>What an output writes.</summary>
    public static string Print(object? value, int offset) => value switch
    {
        null => "None",
        Undefined => "",
        bool b => b ? "True" : "False",
        long n => n.ToString(CultureInfo.InvariantCulture),
        double d => PythonText.Print(d),
        string s => s,
        _ => throw new TemplateException(offset, $"{Kind(value)} can't be written; tojson writes lists and mappings"),
    };

    public static bool Same(object? a, object? b)
    {
        if (Number(a) is { } x && Number(b) is { } y) return a is long or bool && b is long or bool ? Integer(a) == Integer(b) : x == y;
        return (a, b) switch
        {
            (null, null) or (Undefined, Undefined) => true,
            (string s, string t) => s == t,
            (List<object?> s, List<object?> t) => s.Count == t.Count && s.Zip(t).All(p => Same(p.First, p.Second)),
            (Dictionary<string, object?> s, Dictionary<string, object?> t) =>
                s.Count == t.Count && s.All(p => t.TryGetValue(p.Key, out var other) && Same(p.Value, other)),
            _ => ReferenceEquals(a, b) && a is not null,
        };
    }

    /// <summary>Below zero, zero or above, as the first is before, the same as or after the second.</summary>
    public static int Order(object? a, object? b, int offset) => (a, b) switch
    {
        (string s, string t) => string.CompareOrdinal(s, t),
        _ when Number(a) is { } x && Number(b) is { } y => x.CompareTo(y),
        _ => throw new TemplateException(offset, $"{Kind(a)} and {Kind(b)} have no order"),
    };

    public static bool Contains(object? whole, object? part, int offset) => (whole, part) switch
    {
        (string s, string t) => s.Contains(t, StringComparison.Ordinal),
        (List<object?> list, _) => list.Any(item => Same(item, part)),
        (Dictionary<string, object?> map, _) => part is string key && map.ContainsKey(key),
        (Undefined, _) => false,
        _ => throw new TemplateException(offset, $"{Kind(part)} can't be looked for in {Kind(whole)}"),
    };

    /// <summary>What a loop goes through: a list's items, a mapping's keys, a string's characters, nothing of what is undefined.</summary>
    public static List<object?> Items(object? value, int offset) => value switch
    {
        List<object?> list => list,
        Dictionary<string, object?> map => [.. map.Keys],
        string text => PythonText.Characters(text),
        Undefined => [],
        _ => throw new TemplateException(offset, $"{Kind(value)} can't be gone through"),
    };

    public static long Length(object? value, int offset) => value switch
    {
        string text => PythonText.Length(text),
        List<object?> list => list.Count,
        Dictionary<string, object?> map => map.Count,
        Undefined => 0,
        _ => throw new TemplateException(offset, $"{Kind(value)} has no length"),
    };

    public static double? Number(object? value) => value switch
    {
        bool b => b ? 1 : 0,
        long n => n,
        double d => d,
        _ => null,
    };

    public static long Integer(object? value) => value is bool b ? (b ? 1 : 0) : (long)value!;
}
