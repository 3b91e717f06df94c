using ProRL.Trainer.Runs;

namespace ProRL.Trainer.Recipes;

/// <summary>
/// What of a recipe may change when a run continues: what a stage may change, which holds from the next step on, and what
/// says where and how the run is computed. All else is part of what the run has learnt so far, and stays.
/// </summary>
internal static class Resumption
{
    private static readonly string[] OfStages = ["families", "rollouts", "rewards", "policy", "reset", "until", "evaluation"];
    private static readonly string[] OfComputing = ["run", "engine", "optimizer.offload", "model.path", "model.device", "model.recompute", "model.max_positions"];

    /// <summary>The settings of a run's model that another recipe has otherwise: with them, its checkpoints would be another model.</summary>
    public static IEnumerable<RecipeDifference> OfModel(Recipe before, Recipe after) =>
        RecipeDifference.Between(before, after).Where(d => d.Key.StartsWith("model.", StringComparison.Ordinal) && !Within(d.Key, OfComputing));

    /// <summary>Refuses a recipe that a run can't be continued with.</summary>
    /// <param name="run">What to call the run.</param>
    /// <param name="before">Its recipe.</param>
    /// <param name="after">The recipe to continue with.</param>
    /// <param name="state">Where it stands.</param>
    /// <exception cref="RecipeException">A setting must stay, or would have no effect; the message names it.</exception>
    public static void Check(string run, Recipe before, Recipe after, RunState state)
    {
        var differences = RecipeDifference.Between(before, after).ToArray();
        Refuse(differences.Where(d => !Within(d.Key, [.. OfStages, .. OfComputing])), run,
            $"a run keeps what it began with. It may change {string.Join(", ", OfStages)}, {string.Join(", ", OfComputing[..^1])} and {OfComputing[^1]}; for anything else start a new one");

        for (var i = 0; i <= Math.Min(state.Stage, before.Stages.Count - 1); i++)
        {
            var (name, now) = (before.Stages[i].Name, i < after.Stages.Count ? after.Stages[i].Name : null);
            if (name != now) throw new RecipeException($"{run} has begun its stage '{name}', number {i}, and the recipe has {(now == null ? "none" : $"'{now}'")} in its place; stages that were begun stay, others may be changed and added.");
        }

        var changed = after.Stages.Count != before.Stages.Count || after.Stages.Zip(before.Stages).Any(p => p.First.HardReset != p.Second.HardReset || RecipeDifference.Between(p.First.Recipe, p.Second.Recipe).Any(OfStage));
        if (changed && state.Phase == RunPhase.Done)
            throw new RecipeException($"{run} is finished, and {Named(differences.Where(OfStage), "'stages'")} would have no effect: export its model, and train that by a new run (model.path).");
        if (!changed) Refuse(differences.Where(OfStage), run, "every stage of this run has its own: set it there, as in --set stages.0.policy.steps=50");
    }

    private static bool OfStage(RecipeDifference difference) => Within(difference.Key, OfStages);

    private static void Refuse(IEnumerable<RecipeDifference> differences, string run, string why)
    {
        if (differences.Any()) throw new RecipeException($"{run} can't be continued with {Named(differences, "")}: {why}.");
    }

    private static string Named(IEnumerable<RecipeDifference> differences, string otherwise) =>
        differences.Any() ? string.Join(", ", differences.Select(d => $"'{d.Key}' changed from {Short(d.Before)} to {Short(d.After)}")) : otherwise;

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static bool Within(string key, string[] places) => places.Any(p => key == p || key.StartsWith(p + ".", StringComparison.Ordinal));
}
