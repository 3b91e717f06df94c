using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ProRL.Trainer.Recipes;

/// <summary>Writes a recipe with every setting spelt out, so that reading it back gives the same recipe.</summary>
internal static class RecipeWriter
{
    // JSON's quoting is also YAML's; the relaxed encoder keeps < and & readable.
    private static readonly JsonSerializerOptions Quoting = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What a stage can't change stands once.
    private static readonly string[] OfTheRun = [nameof(Recipe.Model), nameof(Recipe.WarmUp), nameof(Recipe.Engine), nameof(Recipe.Optimizer), nameof(Recipe.Run), nameof(Recipe.Seed), nameof(Recipe.Stages)];

    public static string Write(Recipe recipe)
    {
        var text = new StringBuilder();
        Members(recipe, [nameof(Recipe.Stages)], "", text);
        // A recipe without stages is its own only stage, and has no name there.
        if (recipe.Stages is [{ Name: "" }]) return text.ToString();
        text.Append("stages:\n");
        foreach (var stage in recipe.Stages)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - name: {Scalar(stage.Name)}\n    hard_reset: {Scalar(stage.HardReset)}\n");
            Members(stage.Recipe, OfTheRun, "    ", text);
        }
        return text.ToString();
    }

    private static void Members(object record, string[] without, string indent, StringBuilder text)
    {
        foreach (var property in record.GetType().GetProperties().Where(p => p.CanWrite && !without.Contains(p.Name)))
        {
            text.Append(indent).Append(RecipeBinder.SnakeCase(property.Name)).Append(':');
            var value = property.GetValue(record)!;
            if (IsRecord(value)) Members(value, [], indent + "  ", text.Append('\n'));
            else if (value is IReadOnlyList<FamilyOptions> { Count: > 0 } families) text.Append('\n').AppendJoin("", families.Select(f => $"{indent}  - {Inline(f)}\n"));
            else text.Append(' ').Append(Scalar(value)).Append('\n');
        }
    }

    // A family's config is JSON, which is YAML too: it reads better without a string's quotes.
    public static string Inline(object record) =>
        $"{{ {string.Join(", ", record.GetType().GetProperties().Where(p => p.CanWrite).Select(p => (p.Name, Value: p.GetValue(record)!)).Select(p =>
            $"{RecipeBinder.SnakeCase(p.Name)}: {(IsRecord(p.Value) ? Inline(p.Value) : p.Name == nameof(FamilyOptions.Config) ? (string)p.Value : Scalar(p.Value))}"))} }}";

    public static bool IsRecord(object value) => value.GetType() is { IsEnum: false, IsArray: false } type && type.Namespace == typeof(Recipe).Namespace;

    public static string Scalar(object value) => value switch
    {
        string s => JsonSerializer.Serialize(s, Quoting),
        bool b => b ? "true" : "false",
        Enum e => RecipeBinder.SnakeCase(e.ToString()),
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object>().Select(Scalar))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
