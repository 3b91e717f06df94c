using ProRL.Trainer.Rewards;

namespace ProRL.Trainer.Runs;

/// <summary>A table at a run's end: a measure of each family at each of the labelled evaluations, in percent.</summary>
internal sealed record ScoreTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<string[]> Rows)
{
    /// <summary>The pass rates, and the mean scores where partial credit makes them differ.</summary>
    public static IEnumerable<ScoreTable> Of(RunState state)
    {
        if (state.Evaluations.Count == 0) yield break;
        yield return Of("Held-out pass rate", state.Evaluations, f => f.PassRate);
        if (state.Evaluations.Any(e => e.Families.Any(f => Math.Abs(f.Score - f.PassRate) > 1e-9))) yield return Of("Held-out mean score", state.Evaluations, f => f.Score);
    }

    /// <summary>The lines of the table, its columns aligned.</summary>
    public IEnumerable<string> Lines()
    {
        var widths = Enumerable.Range(0, Columns.Count).Select(c => Math.Max(Columns[c].Length, Rows.Max(r => r[c].Length))).ToArray();
        return Rows.Prepend([.. Columns]).Select(row => string.Join("  ", row.Select((cell, c) => c == 0 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))));
    }

    private static ScoreTable Of(string title, IReadOnlyList<EvaluationResult> evaluations, Func<FamilyScore, double> measure)
    {
        var families = evaluations.SelectMany(e => e.Families.Select(f => f.Family)).Distinct(StringComparer.Ordinal);
        var rows = families.Select(family => Row(family, evaluations, e => e.Families.Where(f => f.Family == family).Select(f => (double?)measure(f)).FirstOrDefault())).ToList();
        if (rows.Count > 1) rows.Add(Row("mean", evaluations, e => e.Families.Average(measure)));
        return new ScoreTable(title, ["family", .. evaluations.Select(e => e.Label), "gain of RL"], rows);
    }

    private static string[] Row(string name, IReadOnlyList<EvaluationResult> evaluations, Func<EvaluationResult, double?> value)
    {
        var before = evaluations.Where(e => e.Label is TrainLoop.AfterWarmUp or TrainLoop.BeforePolicy).Select(value).FirstOrDefault();
        var after = evaluations.Where(e => e.Label == TrainLoop.AfterPolicy).Select(value).FirstOrDefault();
        return [name, .. evaluations.Select(e => Percent(value(e))), after - before is { } gain ? FormattableString.Invariant($"{100 * gain:+0.0;-0.0;0.0}") : "–"];
    }

    private static string Percent(double? share) => share is { } value ? FormattableString.Invariant($"{100 * value:0.0} %") : "–";
}
