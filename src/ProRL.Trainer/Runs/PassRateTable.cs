using ProRL.Trainer.Recipes;

namespace ProRL.Trainer.Runs;

/// <summary>The table at a run's end: per family the held-out pass rate at each of the labelled evaluations, in percent.</summary>
internal sealed record PassRateTable(IReadOnlyList<string> Columns, IReadOnlyList<string[]> Rows)
{
    public static PassRateTable Of(Recipe recipe, RunState state)
    {
        string[] columns = ["family", .. state.Evaluations.Select(e => e.Label), "gain of RL"];
        var rows = recipe.Families.Select((family, f) => (string[])
            [family.Id, .. state.Evaluations.Select(e => Percent(e.PassRates[f])), Gain(state.Evaluations, f)]);
        return new PassRateTable(columns, [.. rows]);
    }

    private static string Gain(IReadOnlyList<EvaluationResult> evaluations, int family)
    {
        var before = evaluations.FirstOrDefault(e => e.Label == TrainLoop.AfterWarmUp);
        var after = evaluations.FirstOrDefault(e => e.Label == TrainLoop.AfterPolicy);
        return before == null || after == null
            ? "–"
            : FormattableString.Invariant($"{100 * (after.PassRates[family] - before.PassRates[family]):+0.0;-0.0;0.0}");
    }

    private static string Percent(double share) => FormattableString.Invariant($"{100 * share:0.0} %");
}
