using System.Collections;

namespace ProRL.Trainer.Recipes;

/// <summary>A setting that two recipes have otherwise.</summary>
/// <param name="Key">Its path: <c>model.lora.alpha</c>.</param>
/// <param name="Before">As YAML has it.</param>
/// <param name="After">The same in the other recipe.</param>
internal sealed record RecipeDifference(string Key, string Before, string After)
{
    /// <summary>The settings in which two recipes differ, stages apart; a list is one setting.</summary>
    public static IEnumerable<RecipeDifference> Between(Recipe before, Recipe after) => Between("", before, after);

    private static IEnumerable<RecipeDifference> Between(string path, object before, object after)
    {
        foreach (var property in before.GetType().GetProperties().Where(p => p.CanWrite && p.Name != nameof(Recipe.Stages)))
        {
            var key = path + RecipeBinder.SnakeCase(property.Name);
            var (a, b) = (property.GetValue(before)!, property.GetValue(after)!);
            if (RecipeWriter.IsRecord(a))
            {
                foreach (var difference in Between(key + ".", a, b)) yield return difference;
            }
            else if (Text(a) is var old && Text(b) is var now && old != now)
            {
                yield return new RecipeDifference(key, old, now);
            }
        }
    }

    private static string Text(object value) => value is IEnumerable and not string
        ? $"[{string.Join(", ", ((IEnumerable)value).Cast<object>().Select(Text))}]"
        : RecipeWriter.IsRecord(value) ? RecipeWriter.Inline(value) : RecipeWriter.Scalar(value);
}
