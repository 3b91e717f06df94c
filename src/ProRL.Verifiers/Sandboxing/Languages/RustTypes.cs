using System.Text.RegularExpressions;

namespace ProRL.Verifiers.Sandboxing.Languages;

/// <summary>A plain type of a Rust signature, with its full name.</summary>
/// <param name="Reference">Nothing, <c>&amp;</c> or <c>&amp;mut </c>.</param>
/// <param name="Target">The type behind the reference; references inside it live for ever.</param>
internal sealed partial record RustType(string Reference, string Target)
{
    private const int MaxDepth = 16;

    private static readonly HashSet<string> Basic = new(StringComparer.Ordinal)
    {
        "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize", "f32", "f64", "bool", "char",
    };

    private static readonly Dictionary<string, string> Named = new(StringComparer.Ordinal)
    {
        ["String"] = "::std::string::String",
        ["Vec"] = "::std::vec::Vec",
        ["Option"] = "::std::option::Option",
        ["Result"] = "::std::result::Result",
        ["Box"] = "::std::boxed::Box",
        ["VecDeque"] = "::std::collections::VecDeque",
        ["LinkedList"] = "::std::collections::LinkedList",
        ["HashSet"] = "::std::collections::HashSet",
        ["BTreeSet"] = "::std::collections::BTreeSet",
        ["BinaryHeap"] = "::std::collections::BinaryHeap",
        ["HashMap"] = "::std::collections::HashMap",
        ["BTreeMap"] = "::std::collections::BTreeMap",
    };

    private const string Any = "dyn ::std::any::Any";

    /// <summary>The type as a value that owns its contents: what an argument is read into.</summary>
    public string Owned => Target switch
    {
        "str" => "::std::string::String",
        Any => $"::std::boxed::Box<{Any}>",
        ['[', .. var item, ']'] when Reference.Length > 0 && !item.Contains(';', StringComparison.Ordinal) => $"::std::vec::Vec<{item}>",
        _ => Target,
    };

    /// <summary>Whether it is a slice.</summary>
    public bool IsSlice => Target is ['[', ..] && Owned != Target;

    /// <summary>What is passed for a parameter of this type, given the name of a variable that holds <see cref="Owned"/>.</summary>
    public string Passed(string variable) => Target == Any ? $"{Reference}*{variable}" : $"{Reference}{variable}";

    /// <summary>The type that a text means; null unless it is plain.</summary>
    public static RustType? Read(string text)
    {
        var tokens = Token().Matches(text).Select(m => m.Value).Where(t => t is not "::" && t is not ['\'', ..]).ToArray();
        var at = 0;
        var reference = "";
        if (tokens is ["&", ..])
            reference = tokens is [_, "mut", ..] ? "&mut " : "&";
        at = reference.Length == 0 ? 0 : reference == "&" ? 1 : 2;
        return Read(tokens, ref at, 0, reference.Length > 0) is { } target && at == tokens.Length ? new RustType(reference, target) : null;
    }

    private static string? Read(string[] tokens, ref int at, int depth, bool behindReference)
    {
        if (depth > MaxDepth || at >= tokens.Length)
            return null;
        switch (tokens[at])
        {
            case "&":
                at++;
                return Read(tokens, ref at, depth + 1, behindReference: true) is { } target && (target == "str" || target.StartsWith('[')) ? "&'static " + target : null;
            case "(":
                at++;
                return List(tokens, ref at, depth, ")") is { } parts ? parts.Count == 1 ? $"({parts[0]},)" : $"({string.Join(", ", parts)})" : null;
            case "[":
                at++;
                return Array(tokens, ref at, depth, behindReference);
            case "str" when behindReference:
                at++;
                return "str";
            case "dyn" when behindReference && at + 1 < tokens.Length:
                at++;
                while (at < tokens.Length && tokens[at] is "std" or "core" or "any")
                    at++;
                return at < tokens.Length && tokens[at++] == "Any" ? Any : null;
            case "std" or "collections" or "string" or "vec" or "option" or "result" or "boxed":
                at++;
                return Read(tokens, ref at, depth + 1, behindReference);
            default:
                return Simple(tokens, ref at, depth);
        }
    }

    private static string? Simple(string[] tokens, ref int at, int depth)
    {
        var name = tokens[at++];
        if (Basic.Contains(name))
            return name;
        if (!Named.TryGetValue(name, out var full))
            return null;
        if (at == tokens.Length || tokens[at] != "<")
            return full;
        at++;
        if (name == "Box" && at < tokens.Length && tokens[at] == "dyn")
            return Read(tokens, ref at, depth + 1, behindReference: true) is { } item && at < tokens.Length && tokens[at++] == ">" ? $"{full}<{item}>" : null;
        return List(tokens, ref at, depth, ">") is { } arguments ? $"{full}<{string.Join(", ", arguments)}>" : null;
    }

    private static string? Array(string[] tokens, ref int at, int depth, bool behindReference)
    {
        if (Read(tokens, ref at, depth + 1, behindReference: false) is not { } item || at >= tokens.Length)
            return null;
        if (tokens[at] == "]" && behindReference)
        {
            at++;
            return $"[{item}]";
        }

        if (tokens[at] != ";" || at + 2 >= tokens.Length || tokens[at + 2] != "]" || !tokens[at + 1].All(char.IsAsciiDigit))
            return null;
        var text = $"[{item}; {tokens[at + 1]}]";
        at += 3;
        return text;
    }

    private static List<string>? List(string[] tokens, ref int at, int depth, string close)
    {
        var items = new List<string>();
        while (at < tokens.Length && tokens[at] != close)
        {
            if (Read(tokens, ref at, depth + 1, behindReference: false) is not { } item)
                return null;
            items.Add(item);
            if (at < tokens.Length && tokens[at] == ",")
                at++;
        }

        return at++ < tokens.Length ? items : null;
    }

    [GeneratedRegex(@"'\w+|\w+|::|\S")]
    private static partial Regex Token();
}
