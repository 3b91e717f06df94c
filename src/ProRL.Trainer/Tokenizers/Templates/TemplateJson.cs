using System.Globalization;
using System.Text;

namespace ProRL.Trainer.Tokenizers.Templates;

/// <summary>JSON as Python's json.dumps(ensure_ascii=False) writes it, which is what transformers makes of <c>tojson</c>.</summary>
internal static class TemplateJson
{
    private const int MaxDepth = 64;

    public static string Write(object? value, TemplateArguments arguments)
    {
        var text = new StringBuilder();
        var indent = arguments.Value(0, "indent") is null ? -1 : (int)Math.Clamp(arguments.Integer(0, "indent", -1), 0, 16);
        Write(text, value, indent, 0, arguments);
        arguments.Rendering.Allow(text.Length, arguments.Offset);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value, int indent, int depth, TemplateArguments arguments)
    {
        if (depth > MaxDepth) throw arguments.Wrong($"goes at most {MaxDepth} deep");
        arguments.Rendering.Step(arguments.Offset);
        switch (value)
        {
            case null: text.Append("null"); break;
            case bool b: text.Append(b ? "true" : "false"); break;
            case long n: text.Append(n.ToString(CultureInfo.InvariantCulture)); break;
            case double d: text.Append(PythonText.Print(d)); break;
            case string s: WriteText(text, s); break;
            case List<object?> list:
                Enclose(text, '[', ']', list, indent, depth, item => Write(text, item, indent, depth + 1, arguments));
                break;
            case Dictionary<string, object?> map:
                Enclose(text, '{', '}', map, indent, depth, pair =>
                {
                    WriteText(text, pair.Key);
                    text.Append(": ");
                    Write(text, pair.Value, indent, depth + 1, arguments);
                });
                break;
            default: throw arguments.Wrong($"can't write {Values.Kind(value)}");
        }
    }

    private static void Enclose<T>(StringBuilder text, char open, char close, ICollection<T> items, int indent, int depth, Action<T> write)
    {
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first) text.Append(indent < 0 ? ", " : ",");
            first = false;
            if (indent >= 0) text.Append('\n').Append(' ', indent * (depth + 1));
            write(item);
        }
        if (indent >= 0 && items.Count > 0) text.Append('\n').Append(' ', indent * depth);
        text.Append(close);
    }

    private static void WriteText(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                case '\b': text.Append("\\b"); break;
                case '\f': text.Append("\\f"); break;
                case < ' ': text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)); break;
                default: text.Append(c); break;
            }
        }
        text.Append('"');
    }
}
