using System.Reflection;

namespace ProRL.Trainer.Recipes;

/// <summary>The recipes that come with the program, by file name.</summary>
internal static class BuiltInRecipes
{
    private static readonly Assembly Home = typeof(BuiltInRecipes).Assembly;

    /// <summary>Their names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Home.GetManifestResourceNames().Where(n => n.EndsWith(".yaml", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>The YAML of one of <see cref="Names"/>.</summary>
    public static string Text(string name)
    {
        using var reader = new StreamReader(Home.GetManifestResourceStream(name) ?? throw new ArgumentException($"There is no built-in recipe '{name}'.", nameof(name)));
        return reader.ReadToEnd();
    }

    /// <summary>What it says of itself in its first line, a comment.</summary>
    public static string Summary(string name) => Text(name).Split('\n')[0].TrimStart('#').Trim();

    /// <summary>The YAML of a recipe that was asked for: of a file, else of one that comes with the program, with or without <c>.yaml</c>.</summary>
    /// <exception cref="RecipeException">There is neither.</exception>
    public static string Find(string asked) =>
        File.Exists(asked) ? File.ReadAllText(asked)
        : Names.FirstOrDefault(name => name == asked || name == $"{asked}.yaml") is { } name ? Text(name)
        : throw new RecipeException($"There is no recipe '{asked}': it is neither a file nor one of those that come with the program, {string.Join(", ", Names)}.");
}
