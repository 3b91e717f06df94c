using ProRL.Trainer.Recipes;
using ProRL.Trainer.Runs;

namespace ProRL.Trainer.Commands;

/// <summary>What to run, and where: worked out from the command line, before anything is started.</summary>
/// <param name="Recipe">With all overrides.</param>
/// <param name="Folder">The run's folder.</param>
/// <param name="IsNew">Whether the folder is still to be made.</param>
/// <param name="Checkpoint">What to continue from; null to begin at the beginning.</param>
internal sealed record RunPlan(Recipe Recipe, RunFolder Folder, bool IsNew, string? Checkpoint)
{
    private const string Root = "runs";

    /// <summary>The recipe that comes with the program.</summary>
    public static string QuickstartYaml()
    {
        using var stream = typeof(RunPlan).Assembly.GetManifestResourceStream("quickstart.yaml")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>A new run.</summary>
    /// <exception cref="RecipeException">The recipe is wrong, or the name is taken.</exception>
    public static RunPlan New(string yaml, string source, string recipeName, string? name, IEnumerable<string> overrides)
    {
        var recipe = RecipeReader.Read(yaml, source, overrides);
        if (name != null && (name.Length == 0 || name.Contains('/', StringComparison.Ordinal) || name is "." or ".."))
            throw new RecipeException($"'{name}' can't be a run's name; it must be a folder name, without '/'.");
        var folder = new RunFolder(Path.Combine(Root, name ?? RunFolder.FreeName(Root, recipeName)));
        if (Directory.Exists(folder.Path))
            throw new RecipeException($"{folder.Path} exists already; continue it with --resume {folder.Path}, or choose another --name.");
        return new RunPlan(recipe, folder, IsNew: true, null);
    }

    /// <summary>The continuation of a run from its newest checkpoint, by its own recipe unless another is given.</summary>
    /// <exception cref="RecipeException">There is no such run.</exception>
    public static RunPlan Resume(string path, string? yaml, string? source, IEnumerable<string> overrides)
    {
        var folder = new RunFolder(Path.TrimEndingDirectorySeparator(path));
        if (!File.Exists(folder.Recipe)) throw new RecipeException($"{path} is not a run: it has no recipe.yaml.");
        var recipe = yaml != null
            ? RecipeReader.Read(yaml, source!, overrides)
            : RecipeReader.Read(File.ReadAllText(folder.Recipe), folder.Recipe, overrides);
        return new RunPlan(recipe, folder, IsNew: false, ProRL.Trainer.Runs.Checkpoint.Newest(folder.Checkpoints));
    }
}
