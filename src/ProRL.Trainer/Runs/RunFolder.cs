namespace ProRL.Trainer.Runs;

/// <summary>The files of a run.</summary>
internal sealed class RunFolder(string path)
{
    public string Path { get; } = path;

    /// <summary>The recipe with every setting spelt out.</summary>
    public string Recipe => Of("recipe.yaml");

    /// <summary>One JSON object per step.</summary>
    public string Metrics => Of("metrics.jsonl");

    /// <summary>One JSON object per rollout: prompt, completion, handle, verdict.</summary>
    public string Rollouts => Of("rollouts.jsonl");

    public string TensorBoard => Of("tensorboard");

    public string Report => Of("report.html");

    public string Checkpoints => Of("checkpoints");

    /// <summary>The name a run gets when none is given: the first of recipe-1, recipe-2 … that is free under <paramref name="runs"/>.</summary>
    public static string FreeName(string runs, string recipe)
    {
        for (var n = 1; ; n++)
        {
            var name = $"{recipe}-{n}";
            if (!Directory.Exists(System.IO.Path.Combine(runs, name))) return name;
        }
    }

    private string Of(string name) => System.IO.Path.Combine(Path, name);
}
