using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ProRL.Trainer.Recipes;

/// <summary>Reads a recipe and its overrides.</summary>
internal static class RecipeReader
{
    private const string StagesKey = "stages";
    private const string NameKey = "name";
    private const string HardResetKey = "hard_reset";

    private static readonly string[] StageKeys = [NameKey, HardResetKey, "families", "rollouts", "rewards", "policy", "reset", "until", "evaluation"];

    /// <param name="yaml">The recipe's text.</param>
    /// <param name="source">What to call it in errors, for example its file name.</param>
    /// <param name="overrides">Each <c>path.to.key=value</c>, the value read as YAML; list items go by their number.</param>
    /// <exception cref="RecipeException">Anything is wrong; the message names all of it.</exception>
    public static Recipe Read(string yaml, string source, IEnumerable<string> overrides)
    {
        var root = Parse(yaml, source);
        foreach (var text in overrides) RecipeOverride.Apply(root, text);
        var stages = Stages(root, source);
        var (recipe, errors) = Bind(root);
        if (errors.Count == 0) recipe = recipe with { Stages = Bind(stages, root, errors) };
        if (recipe.Stages.Count == 0) recipe = recipe with { Stages = [new Stage("", false, recipe)] };
        return errors.Count == 0 ? recipe : throw new RecipeException($"{source}: {string.Join("; ", errors)}.");
    }

    private static (Recipe Recipe, List<string> Errors) Bind(YamlMappingNode root)
    {
        var binder = new RecipeBinder();
        var recipe = binder.Bind<Recipe>(root);
        return (recipe, [.. binder.Errors.Count > 0 ? binder.Errors : RecipeRules.Broken(recipe)]);
    }

    // Each stage is the one before it with the stage's own settings laid over.
    private static Stage[] Bind(List<YamlMappingNode> stages, YamlMappingNode root, List<string> errors)
    {
        var bound = new List<Stage>();
        var all = root;
        for (var i = 0; i < stages.Count; i++)
        {
            var wrong = stages[i].Children.Keys.Select(k => k.ToString()).Except(StageKeys, StringComparer.Ordinal).ToArray();
            if (wrong.Length > 0) errors.Add($"a stage can't set '{string.Join("', '", wrong)}'; it has {string.Join(", ", StageKeys)}");
            var own = new YamlMappingNode(stages[i].Children.Where(p => wrong.Append(NameKey).Append(HardResetKey).All(k => k != p.Key.ToString())));
            all = Merge(all, own);
            var (recipe, mistakes) = Bind(all);
            errors.AddRange(mistakes.Select(mistake => FormattableString.Invariant($"in stage {i}, {mistake}")));
            if (i > 0 && (recipe.Policy.Beta1, recipe.Policy.Beta2, recipe.Policy.WeightDecay) != (bound[0].Recipe.Policy.Beta1, bound[0].Recipe.Policy.Beta2, bound[0].Recipe.Policy.WeightDecay))
                errors.Add(FormattableString.Invariant($"in stage {i}, 'policy.beta1', 'policy.beta2' and 'policy.weight_decay' must be those of the stages before it"));
            bound.Add(new Stage(Scalar(stages[i], NameKey) ?? FormattableString.Invariant($"stage {i + 1}"), Scalar(stages[i], HardResetKey) == "true", recipe));
            if (Scalar(stages[i], HardResetKey) is { } value and not ("true" or "false")) errors.Add(FormattableString.Invariant($"in stage {i}, '{HardResetKey}' is '{value}'; it must be true or false"));
        }
        return [.. bound];
    }

    private static List<YamlMappingNode> Stages(YamlMappingNode root, string source)
    {
        if (!root.Children.Remove(new YamlScalarNode(StagesKey), out var node)) return [];
        return node is YamlSequenceNode list && list.Children.All(c => c is YamlMappingNode)
            ? [.. list.Children.Cast<YamlMappingNode>()]
            : throw new RecipeException($"{source}: '{StagesKey}' must be a list of mappings, each with what a stage changes.");
    }

    private static string? Scalar(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value.ToString() : null;

    private static YamlMappingNode Merge(YamlMappingNode under, YamlMappingNode over)
    {
        var merged = new YamlMappingNode(under.Children);
        foreach (var (key, value) in over.Children)
            merged.Children[key] = value is YamlMappingNode map && under.Children.TryGetValue(key, out var old) && old is YamlMappingNode oldMap ? Merge(oldMap, map) : value;
        return merged;
    }

    /// <summary>The one mapping that a YAML text is.</summary>
    /// <exception cref="RecipeException">It is none.</exception>
    public static YamlMappingNode Parse(string yaml, string source)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode map) return map;
        }
        catch (YamlException error)
        {
            throw new RecipeException($"{source}, line {error.Start.Line}: this is not YAML ({error.Message.Trim().TrimEnd('.')}).");
        }
        throw new RecipeException($"{source} is not a recipe: it must be one YAML mapping of settings.");
    }
}
