using ProRL.Trainer.Learning;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Rewards;
using ProRL.Verifiers;

namespace ProRL.Trainer.Runs;

/// <summary>The numbers that are logged per step, by name. Those under <c>time/</c> differ from run to run, the others don't.</summary>
internal static class StepMetrics
{
    public static SortedDictionary<string, double> OfWarmUp(UpdateResult update, double rate, double seconds) => new(StringComparer.Ordinal)
    {
        ["warm_up/loss"] = update.Sums[0],
        ["warm_up/gradient_norm"] = update.GradientNorm,
        ["warm_up/learning_rate"] = rate,
        ["time/train_tokens_per_s"] = update.Tokens / seconds,
    };

    public static SortedDictionary<string, double> OfEvaluation(EvaluationResult result)
    {
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal) { ["score/mean"] = result.Score(), ["pass_rate/mean"] = result.Families.Average(f => f.PassRate) };
        foreach (var family in result.Families)
        {
            metrics[$"pass_rate/{family.Family}"] = family.PassRate;
            metrics[$"score/{family.Family}"] = family.Score;
            foreach (var (k, value) in family.PassAtK) metrics[FormattableString.Invariant($"pass_at_{k}/{family.Family}")] = value;
        }
        foreach (var domain in result.Families.GroupBy(f => f.Domain)) metrics[$"domain/{domain.Key}"] = domain.Average(f => f.Score);
        return metrics;
    }

    public static SortedDictionary<string, double> OfPolicy(Recipe recipe, Collection collection, PolicyResult result, double samplingSeconds, double trainingSeconds)
    {
        var rollouts = collection.All.SelectMany(g => g).ToArray();
        var lengths = rollouts.Select(r => (double)r.Rollout.Completion.Length).ToArray();
        var terminated = rollouts.Where(r => !r.Rollout.Truncated).Select(r => (double)r.Rollout.Completion.Length).ToArray();
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["groups/sampled"] = collection.All.Count,
            ["groups/kept"] = collection.Kept.Count,
            ["groups/equal_share"] = (double)collection.Equal / collection.All.Count,
            ["rollouts/fault_share"] = rollouts.Count(r => r.Verdict.Status == VerdictStatus.Fault) / (double)rollouts.Length,
            ["rollouts/truncated_share"] = rollouts.Count(r => r.Rollout.Truncated) / (double)rollouts.Length,
            ["length/mean"] = lengths.Average(),
            ["length/min"] = lengths.Min(),
            ["length/max"] = lengths.Max(),
            ["length/terminated_mean"] = terminated.Length == 0 ? 0 : terminated.Average(),
            ["policy/updates"] = result.Updates,
            ["policy/entropy"] = result.Mean(PolicyLoss.Stat.Entropy),
            ["policy/kl"] = result.Mean(PolicyLoss.Stat.Kl),
            ["policy/clip_low_share"] = result.Mean(PolicyLoss.Stat.ClippedLow),
            ["policy/clip_high_share"] = result.Mean(PolicyLoss.Stat.ClippedHigh),
            ["policy/probability_error"] = result.Mean(PolicyLoss.Stat.ProbabilityError),
            ["policy/gradient_norm"] = result.GradientNorm,
            ["policy/learning_rate"] = result.LearningRate,
            ["time/rollout_tokens_per_s"] = lengths.Sum() / samplingSeconds,
            ["time/train_tokens_per_s"] = result.Tokens / trainingSeconds,
        };
        if (result.Mismatch is { } mismatch) metrics["policy/sampler_probability_error"] = mismatch;
        foreach (var family in recipe.Families)
        {
            var scores = rollouts.Where(r => r.Task.Family == family.Id && r.Verdict.Score != null).Select(r => r.Verdict.Score!.Value).ToArray();
            if (scores.Length == 0) continue;
            var average = scores.Average();
            metrics[$"reward/{family.Id}"] = average;
            metrics[$"reward_std/{family.Id}"] = Math.Sqrt(scores.Average(s => (s - average) * (s - average)));
        }
        var every = rollouts.Where(r => r.Verdict.Score != null).Select(r => r.Verdict.Score!.Value).ToArray();
        if (every.Length == 0) return metrics;
        var mean = every.Average();
        metrics["reward/mean"] = mean;
        metrics["reward/std"] = Math.Sqrt(every.Average(s => (s - mean) * (s - mean)));
        return metrics;
    }
}
