using ProRL.Trainer.Rollouts;

namespace ProRL.Trainer.Rewards;

/// <summary>Completions of one prompt with their rewards, faults left out: at least two.</summary>
internal sealed record RewardedGroup(IReadOnlyList<Rollout> Rollouts, IReadOnlyList<double> Rewards);

/// <summary>What one step's sampling gave.</summary>
/// <param name="Kept">The groups to learn from.</param>
/// <param name="All">All groups sampled, dropped ones too.</param>
/// <param name="Equal">How many groups had equal rewards.</param>
/// <param name="Progress">What the run has dealt now.</param>
internal sealed record Collection(IReadOnlyList<RewardedGroup> Kept, IReadOnlyList<ScoredRollout[]> All, int Equal, Progress Progress);
