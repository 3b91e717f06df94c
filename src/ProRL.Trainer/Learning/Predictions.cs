using ProRL.Trainer.Models;
using static TorchSharp.torch;

namespace ProRL.Trainer.Learning;

/// <summary>A model's predictions for the completion tokens of micro-batches.</summary>
internal static class Predictions
{
    /// <summary>Scores of the batch's completion tokens, with their gradient. They belong to the caller's scope.</summary>
    public static Tensor Of(CausalDecoder model, TokenBatch batch, TokenScorer scorer) =>
        scorer.Score(model.Logits(Hidden(model, batch)), tensor(batch.Targets, device: model.Device));

    /// <summary>Log-probability of every completion token, per sequence, in nats. No gradient.</summary>
    public static float[][] LogProbs(CausalDecoder model, IReadOnlyList<TokenSequence> sequences, TokenBatch[] batches, TokenScorer scorer, Workers workers)
    {
        float[][] result = [.. sequences.Select(s => new float[s.Completion.Length])];
        workers.Run(batches.Length, i =>
        {
            using var none = no_grad();
            using var scope = NewDisposeScope();
            var targets = tensor(batches[i].Targets, device: model.Device);
            var scores = InChunks(model, Hidden(model, batches[i]), targets, scorer, TokenScorer.ChunkOf(model.Shape));
            batches[i].Scatter(scores.select(0, 0).cpu().data<float>().ToArray(), result);
        });
        return result;
    }

    /// <summary>Scores from hidden states [n, hidden], with the logits of a few tokens at a time. No gradient.</summary>
    public static Tensor InChunks(CausalDecoder model, Tensor hidden, Tensor targets, TokenScorer scorer, int chunk)
    {
        if (hidden.shape[0] <= chunk) return scorer.Score(model.Logits(hidden), targets);
        var parts = new List<Tensor>();
        for (var at = 0L; at < hidden.shape[0]; at += chunk)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(chunk, hidden.shape[0] - at);
            parts.Add(scorer.Score(model.Logits(hidden.narrow(0, at, count)), targets.narrow(0, at, count)).MoveToOuterDisposeScope());
        }
        return cat(parts, 1);
    }

    // Hidden states [n, hidden] from which the n completion tokens are predicted.
    private static Tensor Hidden(CausalDecoder model, TokenBatch batch) =>
        model.Hidden(tensor(batch.Ids, [batch.Rows, batch.Time], device: model.Device))
            .view(-1, model.Shape.HiddenSize).index_select(0, tensor(batch.Predictors, device: model.Device));
}
