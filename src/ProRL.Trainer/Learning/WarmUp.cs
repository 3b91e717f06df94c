using ProRL.Gym.Tasks;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Rewards;
using ProRL.Trainer.Tokenizers;

namespace ProRL.Trainer.Learning;

/// <summary>Supervised learning on demonstrations.</summary>
internal sealed class WarmUp(Recipe recipe, Learner learner, ITokenizer tokenizer, ITaskSource source)
{
    private (IReadOnlyList<long> Dealt, Task<TokenSequence[]> Sequences)? _ahead;

    /// <summary>One update on the tasks that follow <paramref name="dealt"/>.</summary>
    /// <param name="step">Updates made before it.</param>
    /// <param name="dealt">Tasks dealt before it, per family.</param>
    /// <param name="cancellation">Gives up waiting for demonstrations; the update itself is never cut short.</param>
    /// <returns>What was dealt in all, the update, and its learning rate.</returns>
    public (IReadOnlyList<long> Dealt, UpdateResult Update, double LearningRate) Step(int step, IReadOnlyList<long> dealt, CancellationToken cancellation)
    {
        var draws = Curricula.Mixture(recipe, Curricula.Of(recipe, source, []), dealt);
        var fetching = _ahead is { } ahead && ahead.Dealt.SequenceEqual(dealt) ? ahead.Sequences : FetchAsync(draws.Dealt, cancellation);
        draws.Next(recipe.WarmUp.Batch);
        var sequences = fetching.GetAwaiter().GetResult();
        // The next demonstrations come while this update is computed.
        if (step + 1 < recipe.WarmUp.Steps) _ahead = (draws.Dealt, FetchAsync(draws.Dealt, cancellation));

        var batches = TokenBatch.Pack(sequences, recipe.Run.MaxBatchTokens, learner.Shards);
        var weight = 1.0 / batches.Sum(b => b.Targets.Length);
        var rate = LearningRate.At(recipe.WarmUp.LearningRate, step, recipe.WarmUp.RampSteps, (double)step / recipe.WarmUp.Steps, recipe.WarmUp.FinalShare);
        var update = learner.Update(batches, (_, logits, targets) => SupervisedLoss.Of(logits, targets, weight), rate, recipe.WarmUp.ClipNorm);
        return (draws.Dealt, update, rate);
    }

    private async Task<TokenSequence[]> FetchAsync(IReadOnlyList<long> dealt, CancellationToken cancellation)
    {
        var ranges = Curricula.Mixture(recipe, Curricula.Of(recipe, source, []), dealt).Next(recipe.WarmUp.Batch);
        var tasks = await Task.WhenAll(ranges.Select((range, family) =>
            source.SampleAsync(family, Split.Train, range.Start, range.Count, range.Level, demonstrations: true, cancellation))).ConfigureAwait(false);
        return [.. tasks.SelectMany(t => t).Select(Sequence)];
    }

    private TokenSequence Sequence(TrainingTask task)
    {
        var demonstration = task.Demonstration
            ?? throw new RecipeException($"{recipe.Families[task.Family].Id} makes no demonstrations with this config: leave it out, or set warm_up.steps to 0.");
        var sequence = new TokenSequence(tokenizer.Encode(task.Prompt), [.. tokenizer.Encode(demonstration), tokenizer.Ends[0]]);
        return sequence.Length <= recipe.Model.MaxPositions
            ? sequence
            : throw new RecipeException($"A demonstration of {recipe.Families[task.Family].Id} has {sequence.Length} tokens with its prompt; model.max_positions is {recipe.Model.MaxPositions}.");
    }
}
