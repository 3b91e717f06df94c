using ProRL.Trainer.Recipes;

namespace ProRL.Trainer.Runs;

/// <summary>What a person may ask of a run that is going on; it is heard at the next step.</summary>
internal enum RunSignal
{
    /// <summary>Reset the reference now.</summary>
    Reset,

    /// <summary>End the stage now.</summary>
    Next,

    /// <summary>Save a checkpoint and end.</summary>
    Stop,
}

/// <summary>The files of a run.</summary>
internal sealed class RunFolder(string path)
{
    // errno of a lock that somebody else has.
    private const int WouldBlock = 11;

    public string Path { get; } = path;

    /// <summary>The recipe with every setting spelt out.</summary>
    public string Recipe => Of("recipe.yaml");

    /// <summary>One JSON object per step.</summary>
    public string Metrics => Of("metrics.jsonl");

    /// <summary>One JSON object per rollout: prompt, completion, handle, verdict.</summary>
    public string Rollouts => Of("rollouts.jsonl");

    /// <summary>One JSON object per evaluation and held-out item.</summary>
    public string Evaluations => Of("evaluations.jsonl");

    /// <summary>The same, of evaluations that were asked for after the run or beside it: a resumed run leaves them alone.</summary>
    public string LaterEvaluations => Of("eval.jsonl");

    public string TensorBoard => Of("tensorboard");

    public string Report => Of("report.html");

    public string Checkpoints => Of("checkpoints");

    /// <summary>The run at a path.</summary>
    /// <exception cref="RecipeException">There is none.</exception>
    public static RunFolder Existing(string path)
    {
        var folder = new RunFolder(System.IO.Path.TrimEndingDirectorySeparator(path));
        return File.Exists(folder.Recipe) ? folder : throw new RecipeException($"{path} is not a run: it has no recipe.yaml.");
    }

    /// <summary>The name a run gets when none is given: the first of recipe-1, recipe-2 … that is free under <paramref name="runs"/>.</summary>
    public static string FreeName(string runs, string recipe)
    {
        for (var n = 1; ; n++)
        {
            var name = $"{recipe}-{n}";
            if (!Directory.Exists(System.IO.Path.Combine(runs, name))) return name;
        }
    }

    /// <summary>Makes the folder with its recipe: it has its name only once the recipe is in it.</summary>
    public void Create(string recipe)
    {
        var temporary = Path + ".tmp";
        Directory.CreateDirectory(temporary);
        File.WriteAllText(System.IO.Path.Combine(temporary, "recipe.yaml"), recipe);
        Directory.Move(temporary, Path);
    }

    /// <summary>Replaces the recipe, whole.</summary>
    public void Rewrite(string recipe)
    {
        var temporary = Recipe + ".tmp";
        File.WriteAllText(temporary, recipe);
        File.Move(temporary, Recipe, overwrite: true);
    }

    /// <summary>Holds the run for this process until disposed; the system lets go of it when the process dies.</summary>
    /// <exception cref="IOException">Another process trains it.</exception>
    public IDisposable Hold()
    {
        try
        {
            return new FileStream(Of("lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error.HResult == WouldBlock)
        {
            throw new IOException($"{Path} is being trained by another process; stop that one first.", error);
        }
    }

    /// <summary>Whether a process holds the run.</summary>
    public bool IsHeld()
    {
        try
        {
            using (Hold()) return false;
        }
        catch (IOException error) when (error.InnerException?.HResult == WouldBlock)
        {
            return true;
        }
    }

    public void Signal(RunSignal signal) => File.WriteAllText(Of(signal), "");

    public bool Signalled(RunSignal signal) => File.Exists(Of(signal));

    public void TakeBack(RunSignal signal) => File.Delete(Of(signal));

    private string Of(RunSignal signal) => Of($"signal-{signal.ToString().ToLowerInvariant()}");

    private string Of(string name) => System.IO.Path.Combine(Path, name);
}
