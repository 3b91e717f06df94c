using ProRL.Gym.Tasks;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Rewards;
using ProRL.Trainer.Tokenizers;

namespace ProRL.Trainer.Learning;

/// <summary>Supervised learning on demonstrations.</summary>
internal sealed class WarmUp(Recipe recipe, Learner learner, ITokenizer tokenizer, ITaskSource source)
{
    private (Progress From, Task<TokenSequence[]> Sequences)? _ahead;

    /// <summary>One update on the tasks that follow what was dealt.</summary>
    /// <param name="step">Updates made before it.</param>
    /// <param name="progress">What was dealt before it.</param>
    /// <param name="cancellation">Gives up waiting for demonstrations; the update itself is never cut short.</param>
    /// <returns>What was dealt in all, the update, and its learning rate.</returns>
    public (Progress Progress, UpdateResult Update, double LearningRate) Step(int step, Progress progress, CancellationToken cancellation)
    {
        var dealer = new Dealer(recipe.Families, source, progress);
        var deals = dealer.Next(recipe.WarmUp.Batch);
        var sequences = (_ahead is { } ahead && ReferenceEquals(ahead.From, progress) ? ahead.Sequences : FetchAsync(deals, cancellation)).GetAwaiter().GetResult();
        // The next demonstrations come while this update is computed.
        var after = dealer.Progress;
        if (step + 1 < recipe.WarmUp.Steps) _ahead = (after, FetchAsync(dealer.Next(recipe.WarmUp.Batch), cancellation));

        var batches = TokenBatch.Pack(sequences, recipe.Run.MaxBatchTokens, learner.Shards);
        var weight = 1.0 / batches.Sum(b => b.Targets.Length);
        var rate = LearningRate.At(recipe.WarmUp.LearningRate, step, recipe.WarmUp.RampSteps, (double)step / recipe.WarmUp.Steps, recipe.WarmUp.FinalShare);
        var update = learner.Update(batches, SupervisedLoss.Scorer, (_, scores) => SupervisedLoss.Of(scores, weight), rate, recipe.WarmUp.ClipNorm);
        return (after, update, rate);
    }

    private async Task<TokenSequence[]> FetchAsync(Deal[] deals, CancellationToken cancellation)
    {
        var tasks = await Task.WhenAll(deals.Select((deal, family) =>
            source.SampleAsync(recipe.Families[family], Split.Train, deal.Start, deal.Count, deal.Level, demonstrations: true, cancellation))).ConfigureAwait(false);
        return [.. tasks.SelectMany(t => t).Select(Sequence)];
    }

    private TokenSequence Sequence(TrainingTask task)
    {
        var demonstration = task.Demonstration
            ?? throw new RecipeException($"{task.Family} makes no demonstrations with this config: leave it out, or set warm_up.steps to 0.");
        var sequence = new TokenSequence(tokenizer.Encode(task.Prompt), [.. tokenizer.Encode(demonstration), tokenizer.Ends[0]]);
        return sequence.Length <= learner.Model.Shape.MaxPositionEmbeddings
            ? sequence
            : throw new RecipeException($"A demonstration of {task.Family} has {sequence.Length} tokens with its prompt; the model takes {learner.Model.Shape.MaxPositionEmbeddings} (model.max_positions).");
    }
}
