namespace ProRL.Trainer.Tokenizers.Templates;

/// <summary>The filters of Jinja that chat templates use.</summary>
internal static class Filters
{
    private static readonly Dictionary<string, Func<object?, TemplateArguments, object?>> ByName = new(StringComparer.Ordinal)
    {
        ["capitalize"] = (v, a) => PythonText.Capitalize(Text(v, a.Takes())),
        ["count"] = (v, a) => Values.Length(v, a.Takes().Offset),
        ["d"] = Default,
        ["default"] = Default,
        ["first"] = (v, a) => Values.Items(v, a.Takes().Offset) is [var first, ..] ? first : new Undefined("the first item"),
        ["int"] = (v, a) => Integer(v, a),
        ["items"] = (v, a) => v is Undefined ? new List<object?>() : Methods.Items(v as Dictionary<string, object?> ?? throw a.Wrong($"needs a mapping, not {Values.Kind(v)}")),
        ["join"] = Join,
        ["last"] = (v, a) => Values.Items(v, a.Takes().Offset) is [.., var last] ? last : new Undefined("the last item"),
        ["length"] = (v, a) => Values.Length(v, a.Takes().Offset),
        ["list"] = (v, a) => new List<object?>(Values.Items(v, a.Takes().Offset)),
        ["lower"] = (v, a) => Text(v, a.Takes()).ToLowerInvariant(),
        ["replace"] = (v, a) => Methods.Replace(Text(v, a.Takes("old", "new", "count")), a),
        ["reverse"] = (v, a) => v is string s ? string.Concat(PythonText.Characters(s).AsEnumerable().Reverse()) : Values.Items(v, a.Takes().Offset).AsEnumerable().Reverse().ToList(),
        ["safe"] = (v, a) => Text(v, a.Takes()),
        ["string"] = (v, a) => Text(v, a.Takes()),
        ["tojson"] = (v, a) => TemplateJson.Write(v, a.Takes("indent")),
        ["trim"] = (v, a) => PythonText.Strip(Text(v, a.Takes("chars")), a.TextOrNone(0, "chars")),
        ["upper"] = (v, a) => Text(v, a.Takes()).ToUpperInvariant(),
    };

    public static string Known => string.Join(", ", ByName.Keys);

    public static Func<object?, TemplateArguments, object?>? Of(string name) => ByName.GetValueOrDefault(name);

    private static string Text(object? value, TemplateArguments arguments) => Values.Print(value, arguments.Offset);

    private static object? Default(object? value, TemplateArguments arguments)
    {
        arguments.Takes("default_value", "boolean");
        var missing = value is Undefined || (Values.Truth(arguments.Value(1, "boolean", false)) && !Values.Truth(value));
        return missing ? arguments.Value(0, "default_value", "") : value;
    }

    private static long Integer(object? value, TemplateArguments arguments)
    {
        var otherwise = arguments.Takes("default").Integer(0, "default", 0);
        return value switch
        {
            long or bool => Values.Integer(value),
            double d when Math.Abs(d) < 1e18 => (long)d,
            string s when long.TryParse(s.Trim(), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var n) => n,
            _ => otherwise,
        };
    }

    private static string Join(object? value, TemplateArguments arguments)
    {
        var separator = arguments.Takes("d").Has(0, "d") ? arguments.Text(0, "d") : "";
        var parts = Values.Items(value, arguments.Offset).ConvertAll(item => Text(item, arguments));
        arguments.Rendering.Allow(parts.Sum(p => (long)p.Length + separator.Length), arguments.Offset);
        return string.Join(separator, parts);
    }
}
