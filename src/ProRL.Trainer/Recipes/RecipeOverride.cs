using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ProRL.Trainer.Recipes;

/// <summary>Settings from the command line, laid over a recipe's YAML.</summary>
internal static class RecipeOverride
{
    /// <param name="root">The recipe; changed in place.</param>
    /// <param name="text"><c>path.to.key=value</c>, the value read as YAML; list items go by their number.</param>
    /// <exception cref="RecipeException">The text is no setting, or its path leads nowhere.</exception>
    public static void Apply(YamlMappingNode root, string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0) throw new RecipeException($"'{text}' is not a setting; it must be like policy.steps=50.");
        var keys = text[..equals].Split('.');
        YamlNode at = root;
        foreach (var key in keys[..^1]) at = Child(at, key, text);
        var value = Value(text[(equals + 1)..]);
        if (at is YamlMappingNode map) map.Children[new YamlScalarNode(keys[^1])] = value;
        else Items(at, keys[^1], text).Children[Index(at, keys[^1], text)] = value;
    }

    private static YamlNode Child(YamlNode at, string key, string text)
    {
        if (at is not YamlMappingNode map) return Items(at, key, text).Children[Index(at, key, text)];
        var name = new YamlScalarNode(key);
        if (!map.Children.TryGetValue(name, out var child)) map.Children[name] = child = new YamlMappingNode();
        return child;
    }

    private static YamlSequenceNode Items(YamlNode at, string key, string text) =>
        at as YamlSequenceNode ?? throw new RecipeException($"'{text}': there is nothing under a single value to set '{key}' in.");

    private static int Index(YamlNode at, string key, string text) =>
        int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < ((YamlSequenceNode)at).Children.Count
            ? index
            : throw new RecipeException($"'{text}': '{key}' must be the number of a list item, from 0 to {((YamlSequenceNode)at).Children.Count - 1}.");

    private static YamlNode Value(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 1 ? stream.Documents[0].RootNode : new YamlScalarNode(text);
        }
        catch (YamlException)
        {
            return new YamlScalarNode(text);
        }
    }
}
