namespace ProRL.Trainer.Tokenizers.Templates;

/// <summary>The functions that templates can call by name.</summary>
internal static class Functions
{
    public static readonly IReadOnlyDictionary<string, TemplateFunction> Everywhere = new Dictionary<string, TemplateFunction>(StringComparer.Ordinal)
    {
        ["namespace"] = a => new NamespaceValue(Named(a)),
        ["dict"] = Named,
        ["range"] = Range,
        ["raise_exception"] = a => throw new TemplateException(a.Offset, $"the template refuses: {a.Takes("message").Text(0, "message")}"),
    };

    /// <summary>transformers' strftime_now, which tells the recipe's date instead of the clock's.</summary>
    public static TemplateFunction Date(DateOnly date) => a =>
    {
        try
        {
            return PythonText.Format(date, a.Takes("format").Text(0, "format"));
        }
        catch (NotSupportedException error)
        {
            throw new TemplateException(a.Offset, error.Message);
        }
    };

    private static Dictionary<string, object?> Named(TemplateArguments arguments)
    {
        if (arguments.Positional.Count > 0) throw arguments.Wrong("takes arguments with names only");
        return new(arguments.Named, StringComparer.Ordinal);
    }

    private static List<object?> Range(TemplateArguments arguments)
    {
        arguments.Takes("start", "stop", "step");
        var several = arguments.Positional.Count > 1;
        var start = several ? arguments.Integer(0, "start", 0) : 0;
        var stop = arguments.Integer(several ? 1 : 0, "stop", 0);
        var step = arguments.Integer(2, "step", 1);
        if (step == 0) throw arguments.Wrong("can't step by 0");
        var items = new List<object?>();
        for (Int128 n = start; step > 0 ? n < stop : n > stop; n += step)
        {
            arguments.Rendering.Step(arguments.Offset);
            items.Add((long)n);
        }
        return items;
    }
}
