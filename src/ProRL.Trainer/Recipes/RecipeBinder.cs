using System.Globalization;
using System.Reflection;
using System.Text;
using YamlDotNet.RepresentationModel;

namespace ProRL.Trainer.Recipes;

/// <summary>
/// Binds YAML to positional records: a key for each constructor parameter, in snake case; what is missing takes the
/// parameter's default. Collects every mistake instead of stopping at the first.
/// </summary>
internal sealed class RecipeBinder
{
    private readonly List<string> _errors = [];

    public IReadOnlyList<string> Errors => _errors;

    /// <summary>The record; where there are <see cref="Errors"/>, a placeholder not to be used.</summary>
    public T Bind<T>(YamlNode node) => (T)Bind(typeof(T), node, "")!;

    /// <summary>A name of C# as YAML spells it: <c>MaxTokens</c> is <c>max_tokens</c>.</summary>
    public static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0) text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }
        return text.ToString();
    }

    private object? Bind(Type type, YamlNode node, string path)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) return List(type.GenericTypeArguments[0], node, path);
        if (IsRecord(type)) return Record(type, node, path);
        if (type == typeof(string) && node is YamlMappingNode map) return YamlJson.From(map);
        return node is YamlScalarNode scalar ? Scalar(type, scalar.Value ?? "", path) : Wrong(type, path, "a list or a mapping", Wanted(type));
    }

    private object? Record(Type type, YamlNode node, string path)
    {
        if (node is not YamlMappingNode map) return Wrong(type, path, $"'{node}'", "a mapping of settings");
        var parameters = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First().GetParameters();
        var names = parameters.Select(p => SnakeCase(p.Name!)).ToArray();
        foreach (var key in map.Children.Keys.Select(k => k.ToString()).Where(k => !names.Contains(k, StringComparer.Ordinal)))
            _errors.Add($"there is no setting '{Join(path, key)}'; {(path.Length == 0 ? "a recipe" : $"'{path}'")} has {string.Join(", ", names)}");

        var values = new object?[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
            values[i] = map.Children.TryGetValue(new YamlScalarNode(names[i]), out var child)
                ? Bind(parameters[i].ParameterType, child, Join(path, names[i]))
                : Missing(parameters[i], Join(path, names[i]));
        return type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First().Invoke(values);
    }

    private object? Missing(ParameterInfo parameter, string path)
    {
        if (parameter.HasDefaultValue) return parameter.DefaultValue;
        var type = parameter.ParameterType;
        // A whole section may be left out when each of its settings has a default.
        if (IsRecord(type)) return Record(type, new YamlMappingNode(), path);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) return Array.CreateInstance(type.GenericTypeArguments[0], 0);
        _errors.Add($"'{path}' is missing");
        return Placeholder(type);
    }

    private Array List(Type element, YamlNode node, string path)
    {
        if (node is not YamlSequenceNode sequence)
        {
            _errors.Add($"'{path}' is '{node}'; it must be a list");
            return Array.CreateInstance(element, 0);
        }
        var items = Array.CreateInstance(element, sequence.Children.Count);
        for (var i = 0; i < items.Length; i++) items.SetValue(Bind(element, sequence.Children[i], Join(path, i.ToString(CultureInfo.InvariantCulture))), i);
        return items;
    }

    private object? Scalar(Type type, string text, string path)
    {
        const NumberStyles Whole = NumberStyles.AllowLeadingSign;
        if (type == typeof(string)) return text;
        if (type == typeof(bool) && text is "true" or "false") return text == "true";
        if (type == typeof(int) && int.TryParse(text, Whole, CultureInfo.InvariantCulture, out var number)) return number;
        if (type == typeof(long) && long.TryParse(text, Whole, CultureInfo.InvariantCulture, out var large)) return large;
        if (type == typeof(double) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real)) return real;
        if (type.IsEnum && Array.Find(Enum.GetNames(type), n => SnakeCase(n) == text) is { } name) return Enum.Parse(type, name);
        return Wrong(type, path, $"'{text}'", Wanted(type));
    }

    private object? Wrong(Type type, string path, string found, string wanted)
    {
        _errors.Add($"'{path}' is {found}; it must be {wanted}");
        return Placeholder(type);
    }

    private static string Wanted(Type type) =>
        type == typeof(bool) ? "true or false"
        : type == typeof(int) || type == typeof(long) ? "a whole number"
        : type == typeof(double) ? "a number"
        : type.IsEnum ? string.Join(" or ", Enum.GetNames(type).Select(SnakeCase))
        : "a text";

    private static object? Placeholder(Type type) =>
        type == typeof(string) ? ""
        : type.IsValueType ? Activator.CreateInstance(type)
        : type.IsGenericType ? Array.CreateInstance(type.GenericTypeArguments[0], 0)
        : null;

    private static bool IsRecord(Type type) => !type.IsEnum && type.Namespace == typeof(RecipeBinder).Namespace;

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
