using ProRL.Trainer.Recipes;
using ProRL.Trainer.Runs;

namespace ProRL.Trainer.Commands;

/// <summary>What to run, and where: worked out from the command line, before anything is started.</summary>
/// <param name="Recipe">With all overrides.</param>
/// <param name="Folder">The run's folder.</param>
/// <param name="IsNew">Whether the folder is still to be made.</param>
internal sealed record RunPlan(Recipe Recipe, RunFolder Folder, bool IsNew)
{
    private const string Root = "runs";

    /// <summary>The folder of a name under runs/.</summary>
    /// <exception cref="RecipeException">It can't be a folder's name.</exception>
    public static string FolderOf(string name) => name.Length > 0 && !name.Contains('/', StringComparison.Ordinal) && name is not ("." or "..")
        ? Path.Combine(Root, name)
        : throw new RecipeException($"'{name}' can't be a run's name; it must be a folder name, without '/'.");

    /// <summary>A new run.</summary>
    /// <exception cref="RecipeException">The recipe is wrong, or the name is taken.</exception>
    public static RunPlan New(string yaml, string source, string recipeName, string? name, IEnumerable<string> overrides)
    {
        var recipe = RecipeReader.Read(yaml, source, overrides);
        var folder = new RunFolder(FolderOf(name ?? RunFolder.FreeName(Root, recipeName)));
        if (Directory.Exists(folder.Path))
            throw new RecipeException($"{folder.Path} exists already; continue it with --resume {folder.Path}, or choose another --name.");
        return new RunPlan(recipe, folder, IsNew: true);
    }

    /// <summary>The continuation of a run from its newest checkpoint, by its own recipe unless another is given.</summary>
    /// <exception cref="RecipeException">There is no such run, or it can't be continued with that recipe; see <see cref="Resumption"/>.</exception>
    public static RunPlan Resume(string path, string? yaml, string? source, IEnumerable<string> overrides)
    {
        var folder = RunFolder.Existing(path);
        var written = File.ReadAllText(folder.Recipe);
        var recipe = yaml != null ? RecipeReader.Read(yaml, source!, overrides) : RecipeReader.Read(written, folder.Recipe, overrides);
        if (Checkpoint.Newest(folder.Checkpoints) is { } newest) Resumption.Check(folder.Path, RecipeReader.Read(written, folder.Recipe, []), recipe, Checkpoint.State(newest));
        return new RunPlan(recipe, folder, IsNew: false);
    }
}
