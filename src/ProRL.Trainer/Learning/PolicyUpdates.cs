using ProRL.Trainer.Models;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Rewards;
using static TorchSharp.torch;

namespace ProRL.Trainer.Learning;

/// <summary>What the updates of one step did; sums are over the tokens of all its mini-batches.</summary>
/// <param name="Updates">How many there were.</param>
/// <param name="Tokens">Completion tokens learnt from.</param>
/// <param name="Sums">By <see cref="PolicyLoss.Stat"/>.</param>
/// <param name="GradientNorm">The largest norm before clipping.</param>
/// <param name="LearningRate">That of the last update.</param>
internal sealed record PolicyResult(int Updates, int Tokens, double[] Sums, double GradientNorm, double LearningRate)
{
    public double Mean(PolicyLoss.Stat stat) => Tokens == 0 ? 0 : Sums[(int)stat] / Tokens;
}

/// <summary>GRPO's updates from one step's groups: one per mini-batch, each on whole groups.</summary>
internal sealed class PolicyUpdates(Recipe recipe, Learner learner, CausalDecoder reference, Workers workers)
{
    private readonly PolicyLoss _loss = new(new PolicyObjective(recipe.Policy.ClipLow, recipe.Policy.ClipHigh, recipe.Policy.DualClip, recipe.Policy.KlWeight, recipe.Rollouts.Temperature));

    /// <param name="groups">The step's groups.</param>
    /// <param name="step">Policy steps made before it.</param>
    /// <param name="updatesSinceReset">Updates made since the start or the last reset.</param>
    public PolicyResult Run(IReadOnlyList<RewardedGroup> groups, int step, int updatesSinceReset)
    {
        // Advantages come first: batch statistics are those of the step, not of a mini-batch.
        var advantages = PerGroup(groups);
        var (updates, tokens, norm, rate) = (0, 0, 0.0, 0.0);
        var sums = new double[(int)PolicyLoss.Stat.Count];
        for (var m = 0; m < recipe.Policy.MiniBatches; m++)
        {
            int[] part = [.. Enumerable.Range(0, groups.Count).Where(g => g % recipe.Policy.MiniBatches == m)];
            if (part.Length == 0) continue;
            rate = LearningRate.At(recipe.Policy.LearningRate, updatesSinceReset + updates, recipe.Policy.RampUpdates, (double)step / recipe.Policy.Steps, recipe.Policy.FinalShare);
            var result = Update([.. part.Select(g => groups[g])], [.. part.Select(g => advantages[g])], rate);
            updates++;
            tokens += result.Tokens;
            norm = Math.Max(norm, result.GradientNorm);
            for (var i = 0; i < sums.Length; i++) sums[i] += result.Sums[i];
        }
        return new PolicyResult(updates, tokens, sums, norm, rate);
    }

    private UpdateResult Update(RewardedGroup[] groups, double[][] advantages, double rate)
    {
        var rollouts = groups.SelectMany(g => g.Rollouts).ToArray();
        var sequences = rollouts.Select(r => new TokenSequence(r.Prompt, r.Completion)).ToArray();
        var batches = TokenBatch.Pack(sequences, recipe.Run.MaxBatchTokens, learner.Shards);
        var references = Predictions.LogProbs(reference, sequences, batches, _loss, workers);
        float[][] olds = [.. rollouts.Select(r => r.LogProbs)];
        float[][] spread = [.. advantages.SelectMany(a => a).Zip(rollouts, (a, r) => Enumerable.Repeat((float)a, r.Completion.Length).ToArray())];
        var weight = 1.0 / batches.Sum(b => b.Targets.Length);
        return learner.Update(batches, Loss, rate, recipe.Policy.ClipNorm);

        Tensor Loss(TokenBatch batch, Tensor logits, Tensor targets) => _loss.Of(
            logits, targets, tensor(batch.Gather(olds)), tensor(batch.Gather(references)), tensor(batch.Gather(spread)), weight);
    }

    private double[][] PerGroup(IReadOnlyList<RewardedGroup> groups)
    {
        var flat = Advantages.From(
            [.. groups.SelectMany(g => g.Rewards)],
            [.. groups.SelectMany((g, i) => Enumerable.Repeat(i, g.Rollouts.Count))],
            [.. groups.SelectMany(g => g.Rollouts).Select(r => r.Completion.Length)],
            recipe.Policy.Advantage);
        var at = 0;
        return [.. groups.Select(g => flat[at..(at += g.Rollouts.Count)])];
    }
}
