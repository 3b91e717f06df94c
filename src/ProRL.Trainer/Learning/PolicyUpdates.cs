using ProRL.Trainer.Models;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Rewards;
using ProRL.Trainer.Rollouts;

namespace ProRL.Trainer.Learning;

/// <summary>What the updates of one step did; sums are over the tokens of all its updates.</summary>
/// <param name="Updates">How many there were.</param>
/// <param name="Tokens">Completion tokens learnt from, in each pass anew.</param>
/// <param name="Sums">By <see cref="PolicyLoss.Stat"/>.</param>
/// <param name="GradientNorm">The largest norm before clipping.</param>
/// <param name="LearningRate">That of the last update.</param>
/// <param name="Mismatch">Mean |π_trainer − π_sampler| of the step's tokens before its updates; null where it was not measured.</param>
internal sealed record PolicyResult(int Updates, int Tokens, double[] Sums, double GradientNorm, double LearningRate, double? Mismatch = null)
{
    public double Mean(PolicyLoss.Stat stat) => Tokens == 0 ? 0 : Sums[(int)stat] / Tokens;
}

/// <summary>A step's updates from its groups: one per mini-batch and pass, each on whole groups.</summary>
/// <param name="recipe">The stage's.</param>
/// <param name="learner">Updates the policy.</param>
/// <param name="reference">What the divergence is taken from; null for none.</param>
/// <param name="workers">Threads.</param>
internal sealed class PolicyUpdates(Recipe recipe, Learner learner, CausalDecoder? reference, Workers workers)
{
    private readonly PolicyOptions _policy = recipe.Policy;
    private readonly PolicyLoss _loss = new(new PolicyObjective(recipe.Policy.ClipLow, recipe.Policy.ClipHigh, recipe.Rollouts.Temperature)
    {
        Loss = recipe.Policy.Loss,
        DualClip = recipe.Policy.DualClip,
        KlWeight = recipe.Policy.KlPlace == KlPlace.Loss ? recipe.Policy.KlWeight : 0,
        Kl = recipe.Policy.Kl,
        KlClamp = recipe.Policy.KlClamp,
        EntropyWeight = recipe.Policy.EntropyWeight,
    });

    /// <param name="groups">The step's groups.</param>
    /// <param name="step">Policy steps of the stage made before it.</param>
    /// <param name="updatesSinceReset">Updates made since the start or the last reset.</param>
    public PolicyResult Run(IReadOnlyList<RewardedGroup> groups, int step, int updatesSinceReset)
    {
        var parts = Parts(groups);
        foreach (var part in parts) Measure(part);
        // Advantages come before any update: batch statistics are those of the step, not of a mini-batch.
        Advise(groups, parts);
        foreach (var part in parts) part.Weigh(_policy.Aggregation, recipe.Rollouts.MaxTokens);

        var (updates, tokens, norm, rate) = (0, 0, 0.0, 0.0);
        var sums = new double[(int)PolicyLoss.Stat.Count];
        for (var epoch = 0; epoch < _policy.Epochs; epoch++)
            foreach (var part in parts)
            {
                rate = LearningRate.At(_policy.LearningRate, updatesSinceReset + updates, _policy.RampUpdates, (double)step / _policy.Steps, _policy.FinalShare);
                var result = learner.Update(part.Batches, _loss.Scorer, (batch, scores) => _loss.Of(scores, part.Tokens(batch, learner.Model.Device)), rate, _policy.ClipNorm);
                updates++;
                tokens += result.Tokens;
                norm = Math.Max(norm, result.GradientNorm);
                for (var i = 0; i < sums.Length; i++) sums[i] += result.Sums[i];
            }
        return new PolicyResult(updates, tokens, sums, norm, rate, _policy.ImportanceCap == 0 || tokens == 0 ? null : parts.Average(p => p.Mismatch()));
    }

    // Groups are dealt to the mini-batches in turn. A mini-batch without a completion to learn from is none.
    private MiniBatch[] Parts(IReadOnlyList<RewardedGroup> groups)
    {
        var (count, maxTokens) = (Math.Min(_policy.MiniBatches, groups.Count), recipe.Run.MaxBatchTokens);
        var dealt = Enumerable.Range(0, count).Select(m => groups.Where((_, g) => g % _policy.MiniBatches == m).SelectMany(g => g.Rollouts));
        return [.. dealt.Select(d => d.Where(Counts).ToArray()).Where(d => d.Length > 0).Select(d => new MiniBatch(d, maxTokens, learner.Shards))];
    }

    private bool Counts(Rollout rollout) => !(recipe.Rewards.OverlongFilter && rollout.Truncated);

    private void Measure(MiniBatch part)
    {
        if (reference != null) part.Reference = Predictions.LogProbs(reference, part.Sequences, part.Batches, _loss.Scorer, workers);
        if (_policy.ImportanceCap > 0) part.Correct(Predictions.LogProbs(learner.Model, part.Sequences, part.Batches, _loss.Scorer, workers), _policy.ImportanceCap);
    }

    private void Advise(IReadOnlyList<RewardedGroup> groups, MiniBatch[] parts)
    {
        var taken = parts.SelectMany(p => p.Rollouts.Select((rollout, i) => (Key: Key(rollout), Penalty: Penalty(p, i)))).ToDictionary(t => t.Key, t => t.Penalty);
        var rollouts = groups.SelectMany(g => g.Rollouts).ToArray();
        var advantages = Advantages.From(
            [.. groups.SelectMany(g => g.Rewards).Zip(rollouts, (reward, rollout) => reward - taken.GetValueOrDefault(Key(rollout)))],
            [.. groups.SelectMany((g, i) => Enumerable.Repeat(i, g.Rollouts.Count))],
            [.. rollouts.Select(r => r.Completion.Length)],
            _policy.Advantage);
        var byRollout = rollouts.Zip(advantages).ToDictionary(p => Key(p.First), p => p.Second);
        foreach (var part in parts) part.Advise(part.Rollouts.Select(r => byRollout[Key(r)]));
    }

    private static (int Group, int Sample) Key(Rollout rollout) => (rollout.Group, rollout.Sample);

    private double Penalty(MiniBatch part, int i) => _policy.KlPlace == KlPlace.Loss || reference == null
        ? 0
        : _policy.KlWeight * part.Rollouts[i].LogProbs.Zip(part.Reference[i], (now, then) => Divergence(then - now)).Sum();

    private double Divergence(double away)
    {
        if (_policy.KlClamp > 0) away = Math.Clamp(away, -_policy.KlClamp, _policy.KlClamp);
        return _policy.Kl switch { KlKind.K1 => -away, KlKind.K2 => away * away / 2, _ => Math.Exp(away) - 1 - away };
    }
}
