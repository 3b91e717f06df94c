namespace ProRL.Trainer.Tokenizers.Templates;

/// <summary>The tests of Jinja (<c>x is …</c>) that chat templates use.</summary>
internal static class Tests
{
    private static readonly Dictionary<string, Func<object?, TemplateArguments, bool>> ByName = new(StringComparer.Ordinal)
    {
        ["boolean"] = (v, _) => v is bool,
        ["callable"] = (v, _) => v is TemplateFunction,
        ["defined"] = (v, _) => v is not Undefined,
        ["divisibleby"] = (v, a) => Whole(v, a) is var n && a.Integer(0, "num", 1) is var by && by != 0 ? n % by == 0 : throw a.Wrong("can't divide by zero"),
        ["eq"] = (v, a) => Values.Same(v, a.Value(0, "other")),
        ["equalto"] = (v, a) => Values.Same(v, a.Value(0, "other")),
        ["even"] = (v, a) => Whole(v, a) % 2 == 0,
        ["false"] = (v, _) => v is false,
        ["float"] = (v, _) => v is double,
        ["in"] = (v, a) => Values.Contains(a.Value(0, "seq"), v, a.Offset),
        ["integer"] = (v, _) => v is long,
        ["iterable"] = (v, _) => v is string or List<object?> or Dictionary<string, object?> or Undefined,
        ["mapping"] = (v, _) => v is Dictionary<string, object?>,
        ["ne"] = (v, a) => !Values.Same(v, a.Value(0, "other")),
        ["none"] = (v, _) => v is null,
        ["number"] = (v, _) => v is long or double or bool,
        ["odd"] = (v, a) => Whole(v, a) % 2 != 0,
        ["sequence"] = (v, _) => v is string or List<object?> or Dictionary<string, object?> or Undefined,
        ["string"] = (v, _) => v is string,
        ["true"] = (v, _) => v is true,
        ["undefined"] = (v, _) => v is Undefined,
    };

    public static string Known => string.Join(", ", ByName.Keys);

    public static Func<object?, TemplateArguments, bool>? Of(string name) => ByName.GetValueOrDefault(name);

    private static long Whole(object? value, TemplateArguments arguments) =>
        value is long n ? n : throw arguments.Wrong($"needs an integer, not {Values.Kind(value)}");
}
