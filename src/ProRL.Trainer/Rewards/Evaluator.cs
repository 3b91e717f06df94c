using ProRL.Gym.Tasks;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Rollouts;
using ProRL.Verifiers;

namespace ProRL.Trainer.Rewards;

/// <summary>Measures a model on held-out items.</summary>
/// <param name="recipe">The stage's.</param>
/// <param name="scoring">Samples and scores.</param>
/// <param name="source">The items.</param>
internal sealed class Evaluator(Recipe recipe, Scoring scoring, ITaskSource source)
{
    // Every evaluation draws from the same streams: what differs between two of them is the model.
    private const ulong Stream = 3;

    /// <summary>What is evaluated.</summary>
    public IReadOnlyList<FamilyOptions> Families { get; } = recipe.Evaluation.Families.Count > 0 ? recipe.Evaluation.Families : recipe.Families;

    /// <summary>The results on the first <paramref name="items"/> held-out items of each family, family by family.</summary>
    /// <exception cref="InvalidOperationException">No answer of a family could be judged.</exception>
    public ItemResult[] Run(int items, CancellationToken cancellation)
    {
        var options = recipe.Evaluation;
        var tasks = Task.WhenAll(Families.Select(family =>
            source.SampleAsync(family, Split.Eval, 0, items, null, demonstrations: false, cancellation))).GetAwaiter().GetResult()
            .SelectMany(f => f.Select((task, number) => (Task: task, Number: number))).ToArray();
        var settings = new SamplingSettings(options.Temperature, options.MaxTokens > 0 ? options.MaxTokens : recipe.Rollouts.MaxTokens, recipe.Rollouts.BatchRows, options.TopP, Lanes: recipe.Run.Shards) { Stop = recipe.Rollouts.Stop };
        var scored = scoring.Run([.. tasks.Select(t => t.Task)], options.Samples, settings, task => Counter.Key((ulong)recipe.Seed, Stream, (ulong)tasks[task].Number), cancellation);
        ItemResult[] results = [.. scored.Select(s => ItemResult.Of(s[0].Task, [.. s.Select(r => r.Verdict)]))];
        foreach (var family in Families)
            if (results.Where(r => r.Family == family.Id).All(r => r.Samples == 0))
                throw new InvalidOperationException($"No held-out answer of {family.Id} could be judged: {scored.First(s => s[0].Task.Family == family.Id)[0].Verdict.Reason}");
        return results;
    }

    /// <summary>The results added up, family by family.</summary>
    public FamilyScore[] Summary(ItemResult[] results) =>
        [.. Families.Select(family => FamilyScore.Of(family.Id, source.Domain(family), [.. results.Where(r => r.Family == family.Id)], recipe.Evaluation.K))];
}

/// <summary>What a model got on one held-out item.</summary>
/// <param name="Family">The id of the recipe's family.</param>
/// <param name="Handle">The item's.</param>
/// <param name="Samples">Completions that were judged, faults left out.</param>
/// <param name="Correct">How many of them were right.</param>
/// <param name="Score">The mean of their scores, in [0, 1].</param>
internal sealed record ItemResult(string Family, string Handle, int Samples, int Correct, double Score)
{
    public double PassRate => Samples == 0 ? 0 : (double)Correct / Samples;

    public static ItemResult Of(TrainingTask task, IReadOnlyList<Verdict> verdicts)
    {
        var judged = verdicts.Where(v => v.Score != null).ToArray();
        return new ItemResult(task.Family, task.Handle, judged.Length, judged.Count(v => v.Status == VerdictStatus.Correct), judged.Length == 0 ? 0 : judged.Average(v => v.Score!.Value));
    }
}

/// <summary>A model's result on a family's held-out items.</summary>
/// <param name="Family">The id of the recipe's family.</param>
/// <param name="Domain">The domain that it counts in.</param>
/// <param name="Items">Items of which an answer was judged.</param>
/// <param name="PassRate">pass@1: the share of answers that were right, in [0, 1], averaged over the items.</param>
/// <param name="Score">The mean score, in [0, 1]; equal to the pass rate where a family pays no partial credit.</param>
/// <param name="PassAtK">pass@k by k.</param>
internal sealed record FamilyScore(string Family, string Domain, int Items, double PassRate, double Score, IReadOnlyDictionary<int, double> PassAtK)
{
    public static FamilyScore Of(string family, string domain, ItemResult[] results, IReadOnlyList<int> ks)
    {
        var judged = results.Where(r => r.Samples > 0).ToArray();
        return new FamilyScore(family, domain, judged.Length, judged.Average(r => r.PassRate), judged.Average(r => r.Score),
            new SortedDictionary<int, double>(ks.ToDictionary(k => k, k => judged.Where(r => r.Samples >= k).Select(r => PassAt(k, r.Samples, r.Correct)).DefaultIfEmpty(0).Average())));
    }

    /// <summary>
    /// The chance that at least one of k samples is right, estimated without bias from <paramref name="correct"/> right ones
    /// among n: 1 − C(n−c, k) / C(n, k) (Chen et al., arXiv 2107.03374, eq. 1).
    /// </summary>
    public static double PassAt(int k, int n, int correct)
    {
        if (n - correct < k) return 1;
        var missed = 1.0;
        for (var i = n - correct + 1; i <= n; i++) missed *= 1 - (double)k / i;
        return 1 - missed;
    }
}
