using ProRL.Gym.Tasks;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Rollouts;

namespace ProRL.Trainer.Rewards;

/// <summary>
/// Dynamic sampling (DAPO, arXiv 2503.14476): groups with nothing to learn from, their rewards being equal, are dropped
/// and new prompts take their places, for a number of rounds.
/// </summary>
internal sealed class GroupCollector(Recipe recipe, Scoring scoring, ITaskSource source)
{
    private const ulong Stream = 2;

    private readonly RewardPolicy _rewards = new(recipe.Rewards, recipe.Rollouts.MaxTokens);
    private readonly SamplingSettings _settings = new(recipe.Rollouts.Temperature, recipe.Rollouts.MaxTokens, recipe.Rollouts.BatchRows, recipe.Rollouts.TopP, recipe.Rollouts.TopK, recipe.Run.Shards) { Stop = recipe.Rollouts.Stop };

    /// <summary>Samples the groups of a step.</summary>
    /// <param name="step">Policy steps of the run made before it, which name the random streams.</param>
    /// <param name="stageStep">Policy steps of the stage made before it, by which length terms come and go.</param>
    /// <param name="progress">What was dealt before it.</param>
    /// <param name="cancellation">Gives up waiting for the server.</param>
    public Collection Collect(int step, int stageStep, Progress progress, CancellationToken cancellation)
    {
        var dealer = new Dealer(recipe.Families, source, progress);
        var all = new List<ScoredRollout[]>();
        var kept = new List<RewardedGroup>();
        var equal = 0;
        for (var round = 0; round < recipe.Rollouts.MaxRounds && kept.Count < recipe.Rollouts.Prompts; round++)
        {
            var tasks = Tasks(dealer.Next(recipe.Rollouts.Prompts - kept.Count), cancellation);
            var first = (ulong)all.Count;
            var levels = dealer.Levels();
            var scored = scoring.Run(tasks, recipe.Rollouts.Samples, _settings, g => Counter.Key((ulong)recipe.Seed, Stream, (ulong)step, first + (ulong)g), cancellation);
            foreach (var rollouts in scored)
            {
                all.Add(rollouts);
                foreach (var rollout in rollouts.Where(r => r.Verdict.Score != null)) dealer.Observe(rollout.Task.Family, levels, rollout.Verdict.Score!.Value);
                var (group, unequal) = Rewarded(rollouts, stageStep, all.Count - 1);
                if (!unequal) equal++;
                if (group != null && (unequal || !recipe.Rollouts.DropEqual)) kept.Add(group);
            }
        }
        return new Collection(kept, all, equal, dealer.Progress);
    }

    private TrainingTask[] Tasks(Deal[] deals, CancellationToken cancellation) =>
    [
        .. Task.WhenAll(deals.Select((deal, family) => deal.Count == 0
            ? Task.FromResult<IReadOnlyList<TrainingTask>>([])
            : source.SampleAsync(recipe.Families[family], Split.Train, deal.Start, deal.Count, deal.Level, demonstrations: false, cancellation))).GetAwaiter().GetResult().SelectMany(t => t),
    ];

    // The group is null where faults left fewer than two rollouts of it.
    private (RewardedGroup? Group, bool Unequal) Rewarded(ScoredRollout[] scored, int stageStep, int group)
    {
        var judged = scored.Select(s => (s.Rollout, Reward: _rewards.From(s.Verdict, s.Rollout, stageStep))).Where(s => s.Reward != null).ToArray();
        if (judged.Length < 2) return (null, false);
        // Compared before shaping: a length term would make every group look different.
        var unequal = judged.Any(s => s.Reward!.Value.Unshaped != judged[0].Reward!.Value.Unshaped);
        return (new RewardedGroup([.. judged.Select(s => s.Rollout with { Group = group })], [.. judged.Select(s => s.Reward!.Value.Shaped)]), unequal);
    }
}
