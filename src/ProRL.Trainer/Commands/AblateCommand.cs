using ProRL.Trainer.Ablations;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Rewards;
using ProRL.Trainer.Runs;

namespace ProRL.Trainer.Commands;

/// <summary>
/// Runs an ablation, one run after another: per seed the warm-up, then base and arms from it. What is finished is not run
/// again, and a run that was stopped goes on: the same command continues.
/// </summary>
/// <param name="ablation">What to run.</param>
/// <param name="root">The ablation's folder; every run has one in it.</param>
/// <param name="withTasks">Does a piece of work with the tasks of a recipe, until a signal stops it.</param>
/// <param name="output">Where to say how it goes.</param>
/// <param name="clock">Measures how long it takes.</param>
internal sealed class AblateCommand(Ablation ablation, string root, Func<Recipe, Func<ITaskSource, CancellationToken, int>, int> withTasks, TextWriter output, TimeProvider clock)
{
    /// <summary>The ablation that comes with the program.</summary>
    public const string BuiltIn = "ablation.yaml";

    /// <summary>Runs what is not finished (0), or stops at the first signal (130).</summary>
    public int Execute(int seeds)
    {
        var start = clock.GetTimestamp();
        ArmOptions?[] arms = [null, .. ablation.Arms];
        var runs = arms.Select(_ => new List<ArmRun>()).ToArray();
        for (var seed = 1L; seed <= seeds; seed++)
        {
            var warmUp = Folder(seed, Ablation.WarmUp);
            if (Run(warmUp, ablation.WarmUpRecipe(seed), null) is var first and not 0) return first;
            for (var a = 0; a < arms.Length; a++)
            {
                var (folder, recipe) = (Folder(seed, arms[a]?.Name ?? Ablation.Base), ablation.Recipe(arms[a], seed));
                if (Run(folder, recipe, warmUp) is var code and not 0) return code;
                runs[a].Add(ArmRun.Read(warmUp, folder, recipe.Rollouts.Samples));
                output.WriteLine(FormattableString.Invariant($"{folder.Path}: score {runs[a][^1].End:0.000}, entropy {runs[a][^1].Entropy:0.000}, {clock.GetElapsedTime(start).TotalMinutes:0.0} minutes so far"));
            }
        }

        var report = AblationReport.Of(ablation, [.. Enumerable.Range(1, seeds).Select(s => (long)s)], runs);
        File.WriteAllText(Path.Combine(root, "ablation.json"), report.Json());
        var markdown = report.Markdown();
        File.WriteAllText(Path.Combine(root, "ablation.md"), markdown);
        output.WriteLine();
        output.Write(markdown);
        output.WriteLine();
        output.WriteLine(FormattableString.Invariant($"Took {clock.GetElapsedTime(start).TotalMinutes:0.0} minutes. Table: {Path.Combine(root, "ablation.md")}"));
        return 0;
    }

    private RunFolder Folder(long seed, string name) => new(Path.Combine(root, FormattableString.Invariant($"seed-{seed}"), name));

    private int Run(RunFolder folder, Recipe recipe, RunFolder? from)
    {
        if (File.Exists(folder.Recipe) && File.ReadAllText(folder.Recipe) != RecipeWriter.Write(recipe))
            throw new RecipeException($"{folder.Path} was made with another recipe or number of steps; choose another --name.");
        var newest = Checkpoint.Newest(folder.Checkpoints);
        if (newest != null && Checkpoint.State(newest).Phase == RunPhase.Done) return 0;
        var isNew = !File.Exists(folder.Recipe);
        if (from != null && newest == null)
        {
            if (isNew) folder.Create(RecipeWriter.Write(recipe));
            Checkpoint.Fork(Checkpoint.Newest(from.Checkpoints)!, folder.Checkpoints, AfterWarmUp);
            isNew = false;
        }
        return withTasks(recipe, (source, stop) => new RunCommand(new RunPlan(recipe, folder, isNew), source, TextWriter.Null, clock).Execute(stop));
    }

    // The warm-up's run is done; a run that goes on from it has its policy steps before it.
    private static RunState AfterWarmUp(RunState done) => done with
    {
        Phase = RunPhase.Policy,
        Stage = 0,
        StageSteps = 0,
        Evaluations = [.. done.Evaluations.Where(e => e.Label != TrainLoop.AfterPolicy)],
        MetricsLength = 0,
        EventsLength = 0,
        RolloutsLength = 0,
        EvaluationsLength = 0,
    };
}
