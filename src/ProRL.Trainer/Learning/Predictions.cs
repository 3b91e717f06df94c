using ProRL.Trainer.Models;
using static TorchSharp.torch;

namespace ProRL.Trainer.Learning;

/// <summary>A model's predictions for the completion tokens of micro-batches.</summary>
internal static class Predictions
{
    /// <summary>Logits [n, vocabulary] and targets [n] of the batch's n completion tokens. They belong to the caller's scope.</summary>
    public static (Tensor Logits, Tensor Targets) Of(CausalDecoder model, TokenBatch batch)
    {
        var hidden = model.Hidden(tensor(batch.Ids, [batch.Rows, batch.Time], device: model.Device));
        var chosen = hidden.view(-1, model.Shape.HiddenSize).index_select(0, tensor(batch.Predictors, device: model.Device));
        return (model.Logits(chosen), tensor(batch.Targets, device: model.Device));
    }

    /// <summary>Log-probability of every completion token, per sequence, in nats. No gradient.</summary>
    public static float[][] LogProbs(CausalDecoder model, IReadOnlyList<TokenSequence> sequences, TokenBatch[] batches, PolicyLoss loss, Workers workers)
    {
        float[][] result = [.. sequences.Select(s => new float[s.Completion.Length])];
        workers.Run(batches.Length, i =>
        {
            using var none = no_grad();
            using var scope = NewDisposeScope();
            var (logits, targets) = Of(model, batches[i]);
            batches[i].Scatter(loss.LogProbs(logits, targets).cpu().data<float>().ToArray(), result);
        });
        return result;
    }
}
