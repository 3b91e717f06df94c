using YamlDotNet.RepresentationModel;

namespace ProRL.Trainer.Recipes;

/// <summary>A base recipe, and arms that change one thing of it each.</summary>
internal sealed class Ablation
{
    /// <summary>What the base is called among the arms.</summary>
    public const string Base = "base";

    /// <summary>What the warm-up is called that base and arms of a seed begin with.</summary>
    public const string WarmUp = "warm-up";

    private const string ArmsKey = "arms";

    // Whatever else differed would differ in the warm-up or in the measuring too.
    private static readonly string[] Changeable = ["rollouts", "rewards", "policy", "reset"];

    private readonly string _base;
    private readonly string _source;

    private Ablation(string @base, string source, IReadOnlyList<ArmOptions> arms) => (_base, _source, Arms) = (@base, source, arms);

    public IReadOnlyList<ArmOptions> Arms { get; }

    /// <param name="yaml">A recipe with <c>arms</c>.</param>
    /// <param name="source">What to call it in errors.</param>
    /// <param name="overrides">Overrides of the base, and so of every arm.</param>
    /// <exception cref="RecipeException">Anything is wrong, in the base or in an arm.</exception>
    public static Ablation Read(string yaml, string source, IEnumerable<string> overrides)
    {
        var root = RecipeReader.Parse(yaml, source);
        if (!root.Children.Remove(new YamlScalarNode(ArmsKey), out var arms))
            throw new RecipeException($"{source} is not an ablation: it must be a recipe with '{ArmsKey}', a list of what each arm changes.");
        var binder = new RecipeBinder();
        var options = binder.Bind<AblationOptions>(new YamlMappingNode(new YamlScalarNode(ArmsKey), arms));
        string[] errors = [.. binder.Errors.Count > 0 ? binder.Errors : Broken(options.Arms)];
        if (errors.Length > 0) throw new RecipeException($"{source}: {string.Join("; ", errors)}.");
        foreach (var text in overrides) RecipeOverride.Apply(root, text);

        using var written = new StringWriter();
        new YamlStream(new YamlDocument(root)).Save(written, assignAnchors: false);
        var ablation = new Ablation(written.ToString(), source, options.Arms);
        if (ablation.Recipe(null, 1).Stages.Count > 1) throw new RecipeException($"{source}: an ablation's recipe can't have stages.");
        foreach (var arm in ablation.Arms) ablation.Recipe(arm, 1);
        return ablation;
    }

    /// <summary>The recipe of an arm, or of the base where it is null.</summary>
    public Recipe Recipe(ArmOptions? arm, long seed) => RecipeReader.Read(_base, arm == null ? _source : $"{_source}, arm {arm.Name}", [.. arm?.Set ?? [], Seed(seed)]);

    /// <summary>The recipe of the warm-up that a seed's runs begin with.</summary>
    public Recipe WarmUpRecipe(long seed) => RecipeReader.Read(_base, _source, ["policy.steps=0", Seed(seed)]);

    private static string Seed(long seed) => FormattableString.Invariant($"seed={seed}");

    private static IEnumerable<string> Broken(IReadOnlyList<ArmOptions> arms)
    {
        if (arms.Count == 0) yield return $"'{ArmsKey}' is empty; it must hold at least one arm";
        foreach (var name in arms.Select(a => a.Name).Append(Base).Append(WarmUp).CountBy(n => n).Where(n => n.Value > 1))
            yield return $"'{name.Key}' can't be the name of two arms, and '{Base}' and '{WarmUp}' are taken";
        foreach (var arm in arms)
        {
            if (arm.Name.Length == 0 || !arm.Name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) yield return $"'{arm.Name}' can't be an arm's name; it must be of letters, digits and '-'";
            if (arm.Set.Count == 0) yield return $"the arm '{arm.Name}' changes nothing; give it 'set'";
            foreach (var text in arm.Set.Where(s => !Changeable.Contains(s.Split('.')[0], StringComparer.Ordinal)))
                yield return $"the arm '{arm.Name}' sets '{text}'; an arm can set what is under {string.Join(", ", Changeable)}";
        }
    }
}
