using System.Collections;
using ProRL.Trainer.Recipes;

namespace ProRL.Trainer.Tests.Recipes;

/// <summary>docs/trainer.md against the settings that there are.</summary>
public sealed class RecipeReferenceTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Root(), "docs", "trainer.md"));

    [Fact]
    public void The_reference_has_every_setting_with_its_default()
    {
        var recipe = RecipeReader.Read("{ model: { alphabet: ab }, families: [{ id: a/b }] }", "defaults.yaml", []);
        string[] missing = [.. Rows("", recipe).Where(row => !Text.Contains(row, StringComparison.Ordinal))];
        Assert.True(missing.Length == 0, $"docs/trainer.md lacks rows that begin with: {string.Join('\n', missing)}");
    }

    [Fact]
    public void The_reference_has_no_setting_that_there_is_not()
    {
        var recipe = RecipeReader.Read("{ model: { alphabet: ab }, families: [{ id: a/b }] }", "defaults.yaml", []);
        string[] known = ["seed", "stages", .. Rows("", recipe).Select(Key)];
        var reference = Text.Split("### Every key")[1].Split("\n### ")[0];
        Assert.Empty(reference.Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(Key).Except(known, StringComparer.Ordinal));
    }

    [Fact]
    public void The_recipe_shown_is_sound()
    {
        var yaml = Text.Split("## A recipe\n```yaml\n")[1].Split("```")[0];
        Assert.Single(RecipeReader.Read(yaml, "trainer.md", []).Families);
        var stages = Text.Split("## Stages\n```yaml\n")[1].Split("```")[0];
        Assert.Equal(["first", "longer"], RecipeReader.Read(yaml + stages, "trainer.md", []).Stages.Select(s => s.Name));
        var arms = Text.Split("asks one question:\n```yaml\n")[1].Split("```")[0];
        Assert.Single(Ablation.Read(yaml + arms, "trainer.md", []).Arms);
    }

    private static string Key(string row) => row.Split('`')[1];

    private static IEnumerable<string> Rows(string path, object record)
    {
        foreach (var property in record.GetType().GetProperties().Where(p => p.CanWrite))
        {
            var (name, value) = (path + RecipeBinder.SnakeCase(property.Name), property.GetValue(record)!);
            if (value is IReadOnlyList<Stage>) continue;
            if (value is IReadOnlyList<FamilyOptions> { Count: 1 } families && path.Length == 0)
            {
                foreach (var row in Rows($"{name}[].", families[0])) yield return row;
            }
            else if (value.GetType() is { IsEnum: false, IsArray: false } type && type.Namespace == typeof(Recipe).Namespace)
            {
                foreach (var row in Rows($"{name}.", value)) yield return row;
            }
            else
            {
                yield return name is "families[].id" or "model.alphabet" ? $"| `{name}` |" : $"| `{name}` | {Default(value)} |";
            }
        }
    }

    private static string Default(object value) => value switch
    {
        "" => "empty",
        string text => $"`{text}`",
        bool flag => flag ? "`true`" : "`false`",
        Enum e => $"`{RecipeBinder.SnakeCase(e.ToString())}`",
        IList => "`[]`",
        _ => FormattableString.Invariant($"`{value}`"),
    };

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ProRL.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests are not run inside the repository.");
        return folder;
    }
}
