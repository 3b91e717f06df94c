using ProRL.Trainer.Recipes;
using ProRL.Trainer.Rewards;
using ProRL.Trainer.Rollouts;

namespace ProRL.Trainer.Runs;

/// <summary>One family in two runs.</summary>
/// <param name="Family">Its id, or what the row is about.</param>
/// <param name="Items">Items that the difference rests on, in the run that has fewer.</param>
/// <param name="Paired">Whether both runs answered the same items.</param>
/// <param name="First">Mean score in the first run, in [0, 1], over those items.</param>
/// <param name="Second">Mean score in the second.</param>
/// <param name="Difference">The second less the first, with the interval that it has alone.</param>
/// <param name="Together">The same with an interval that allows for all the comparisons made; see <see cref="Resampled.Simultaneous"/>.</param>
/// <param name="Comparisons">How many those are.</param>
internal sealed record ComparedFamily(string Family, int Items, bool Paired, double First, double Second, Interval Difference, Interval Together, int Comparisons)
{
    private const double Chance = 0.05;

    /// <summary>
    /// Whether the difference is more than chance would bring about anywhere among the comparisons in 95 of 100 cases. With
    /// few items even a family that one run always gets right and the other never is not rare enough: a bootstrap can't
    /// show it, the sign of n equal differences (by chance 2 · ½ⁿ, for each comparison) does.
    /// </summary>
    public bool BeyondChance => Together.LeavesOutZero && 2 * Math.Pow(0.5, Items) * Comparisons <= Chance;
}

/// <summary>Two runs, item by item, on what both were evaluated on.</summary>
/// <param name="Label">The evaluation's.</param>
/// <param name="Families">Those that both have.</param>
/// <param name="Overall">The mean over them.</param>
/// <param name="Lone">Families that only one of the runs has.</param>
internal sealed record RunComparison(string Label, IReadOnlyList<ComparedFamily> Families, ComparedFamily Overall, IReadOnlyList<string> Lone)
{
    private const ulong Stream = 0xb007;
    private const string Mean = "mean";

    /// <summary>Compares the last evaluations of a label.</summary>
    /// <param name="first">A run.</param>
    /// <param name="second">Another.</param>
    /// <param name="label">Which evaluations; null for the first run's latest that the second has too.</param>
    /// <exception cref="RecipeException">They have nothing in common; the message says what they have.</exception>
    public static RunComparison Of(RunFolder first, RunFolder second, string? label)
    {
        var (a, b) = (Evaluations(first), Evaluations(second));
        var chosen = label ?? a.Select(e => e.Label).Reverse().FirstOrDefault(l => b.Any(e => e.Label == l))
            ?? throw new RecipeException($"{first.Path} and {second.Path} have no evaluation of the same label: {Labels(first, a)}; {Labels(second, b)}.");
        return Of(chosen, Last(first, a, chosen), Last(second, b, chosen));
    }

    /// <summary>Compares two evaluations.</summary>
    /// <exception cref="RecipeException">They have no family in common.</exception>
    public static RunComparison Of(string label, IReadOnlyList<ItemResult> first, IReadOnlyList<ItemResult> second)
    {
        var (a, b) = (Judged(first), Judged(second));
        string[] shared = [.. a.Select(g => g.Key).Where(b.Contains)];
        if (shared.Length == 0) throw new RecipeException($"The evaluations '{label}' have no family in common.");
        var strata = shared.Select(family => (Family: family, Part: Part.Of(a[family], b[family]))).ToArray();
        // The mean of several is one comparison more.
        (string Name, Part[] Parts)[] rows = [.. strata.Select(s => (s.Family, (Part[])[s.Part])), .. strata.Length == 1 ? [] : ((string, Part[])[])[(Mean, [.. strata.Select(s => s.Part)])]];
        var drawn = rows.Select((row, number) => Bootstrap.Draw([.. row.Parts.Select(p => p.Stratum)], Counter.Key(Stream, (ulong)number))).ToArray();
        var together = Resampled.Simultaneous(drawn);
        ComparedFamily[] compared = [.. rows.Select((row, i) => Compared(row.Name, row.Parts, drawn[i].Interval(), together[i], rows.Length))];
        var (families, overall) = (compared[..strata.Length], compared[^1] with { Family = Mean });
        return new RunComparison(label, families, overall, [.. a.Select(g => g.Key).Concat(b.Select(g => g.Key)).Distinct(StringComparer.Ordinal).Except(shared, StringComparer.Ordinal)]);
    }

    /// <summary>What is beyond chance, in one sentence.</summary>
    public string Verdict()
    {
        var rows = Families.Count > 1 ? [.. Families, Overall] : Families;
        string[] beyond = [.. rows.Where(f => f.BeyondChance).Select(Named)];
        string[] alone = [.. rows.Where(f => !f.BeyondChance && f.Difference.LeavesOutZero).Select(Named)];
        var rest = alone.Length == 0 ? "" : $" By its own interval alone, which among {rows.Count} comparisons proves nothing: {string.Join(", ", alone)}.";
        return (beyond.Length == 0 ? "No difference is beyond chance." : $"Beyond chance (the interval for all comparisons together leaves out 0): {string.Join(", ", beyond)}.") + (rows.Count > 1 ? rest : "");
    }

    private static string Named(ComparedFamily f) => FormattableString.Invariant($"{f.Family} ({100 * f.Difference.Mean:+0.0;-0.0} points)");

    private static ComparedFamily Compared(string name, Part[] parts, Interval alone, Interval together, int comparisons) => new(
        name, parts.Sum(p => p.Stratum.Items), parts.All(p => p.Paired), parts.Average(p => p.First), parts.Average(p => p.Second), alone, together, comparisons);

    private static ILookup<string, ItemResult> Judged(IReadOnlyList<ItemResult> items) => items.Where(i => i.Samples > 0).ToLookup(i => i.Family, StringComparer.Ordinal);

    private static IReadOnlyList<RecordedEvaluation> Evaluations(RunFolder run) => [.. EvaluationLog.Read(run.Evaluations), .. EvaluationLog.Read(run.LaterEvaluations)];

    private static IReadOnlyList<ItemResult> Last(RunFolder run, IReadOnlyList<RecordedEvaluation> evaluations, string label) =>
        evaluations.LastOrDefault(e => e.Label == label)?.Items ?? throw new RecipeException($"{run.Path} has no evaluation '{label}': {Labels(run, evaluations)}.");

    private static string Labels(RunFolder run, IReadOnlyList<RecordedEvaluation> evaluations) => evaluations.Count == 0
        ? $"{run.Path} has none (./prorl train eval makes one)"
        : $"{run.Path} has {string.Join(", ", evaluations.Select(e => $"'{e.Label}'").Distinct(StringComparer.Ordinal))}";

    private sealed record Part(Stratum Stratum, bool Paired, double First, double Second)
    {
        // Items that both answered decide alone where there are any: what differs between items then cancels out.
        public static Part Of(IEnumerable<ItemResult> first, IEnumerable<ItemResult> second)
        {
            var others = second.ToDictionary(i => i.Handle, i => i.Score, StringComparer.Ordinal);
            var mine = first.ToDictionary(i => i.Handle, i => i.Score, StringComparer.Ordinal);
            (double First, double Second)[] pairs = [.. mine.Where(i => others.ContainsKey(i.Key)).Select(i => (i.Value, others[i.Key]))];
            return pairs.Length > 0
                ? new Part(new Stratum([.. pairs.Select(p => p.Second - p.First)], []), true, pairs.Average(p => p.First), pairs.Average(p => p.Second))
                : new Part(new Stratum([.. others.Values], [.. mine.Values]), false, mine.Values.Average(), others.Values.Average());
        }
    }
}
