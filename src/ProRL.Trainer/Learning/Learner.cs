using ProRL.Trainer.Models;
using static TorchSharp.torch;

namespace ProRL.Trainer.Learning;

/// <summary>What one update did: the gradient's norm before clipping, and the sums the loss reported.</summary>
internal readonly record struct UpdateResult(double GradientNorm, double[] Sums, int Tokens);

/// <summary>
/// Updates a model's weights, with the micro-batches of an update shared out over a fixed number of shards. Each shard
/// adds up its own gradients in order, and the shards are summed in order: the result is the same bits on any number of
/// cores, whatever the timing.
/// </summary>
internal sealed class Learner : IDisposable
{
    private const string Source = """
        def accumulate(total: Tensor, gradients: List[Tensor]) -> Tensor:
            return total.add_(torch.cat([g.reshape(-1) for g in gradients]))

        def sum_and_clip(shards: List[Tensor], limit: Tensor) -> Tensor:
            total = shards[0]
            for i in range(1, len(shards)):
                total.add_(shards[i])
            norm = torch.linalg_vector_norm(total)
            total.mul_(torch.clamp(limit / (norm + 1e-6), max=1.0))
            return norm
        """;

    private static readonly TorchScript Script = new(Source);

    private readonly Workers _workers;
    private readonly Tensor[] _weights;
    private readonly Tensor[] _shards;
    private readonly Recomputation? _recomputation;

    /// <param name="model">What learns.</param>
    /// <param name="optimizer">Made for its weights.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="shards">Parts of an update.</param>
    /// <param name="recompute">Whether the backward pass computes layers and logits again instead of keeping them: less memory, about a third more time.</param>
    public Learner(CausalDecoder model, FusedAdamW optimizer, Workers workers, int shards, bool recompute = false)
    {
        (Model, Optimizer, _workers) = (model, optimizer, workers);
        if (recompute) _recomputation = new Recomputation(model, TokenScorer.ChunkOf(model.Shape));
        _weights = [.. model.Trained.Select(w => (Tensor)w.Parameter)];
        var size = _weights.Sum(w => w.numel());
        _shards = [.. Enumerable.Range(0, shards).Select(_ => zeros(size, device: model.Device).DetachFromDisposeScope())];
    }

    public CausalDecoder Model { get; }

    public FusedAdamW Optimizer { get; }

    /// <summary>Shards of an update.</summary>
    public int Shards => _shards.Length;

    /// <summary>One update from the micro-batches.</summary>
    /// <param name="batches">All the micro-batches of the update.</param>
    /// <param name="scorer">From logits to what the loss sees of them.</param>
    /// <param name="loss">From a micro-batch and its scores to sums, the first of them the loss.</param>
    /// <param name="lr">Learning rate.</param>
    /// <param name="clip">Largest norm of the gradient.</param>
    public UpdateResult Update(TokenBatch[] batches, TokenScorer scorer, Func<TokenBatch, Tensor, Tensor> loss, double lr, double clip)
    {
        var sums = new double[batches.Length][];
        _workers.Run(_shards.Length, shard =>
        {
            using var scope = NewDisposeScope();
            _shards[shard].zero_();
            for (var b = shard; b < batches.Length; b += _shards.Length) sums[b] = AddGradient(batches[b], scorer, loss, _shards[shard]);
        });
        var norm = Apply(lr, clip);
        var total = new double[sums[0].Length];
        foreach (var part in sums)
            for (var i = 0; i < total.Length; i++) total[i] += part[i];
        return new UpdateResult(norm, total, batches.Sum(b => b.Targets.Length));
    }

    public void Dispose()
    {
        foreach (var shard in _shards) shard.Dispose();
    }

    private double[] AddGradient(TokenBatch batch, TokenScorer scorer, Func<TokenBatch, Tensor, Tensor> loss, Tensor sum)
    {
        using var scope = NewDisposeScope();
        var values = _recomputation?.AddGradient(batch, scorer, loss, Views(sum)) ?? AddPlainly();
        return [.. values.detach().reshape(-1).cpu().data<float>().Select(v => (double)v)];

        Tensor AddPlainly()
        {
            var values = loss(batch, Predictions.Of(Model, batch, scorer));
            var gradients = autograd.grad([values.dim() == 0 ? values : values.select(0, 0)], _weights);
            Script.Call("accumulate", sum, gradients.ToArray());
            return values;
        }
    }

    private double Apply(double lr, double clip)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var norm = Script.Call("sum_and_clip", _shards, tensor(new[] { (float)clip }, device: Model.Device)).item<float>();
        // A gradient that is not finite would poison the optimizer's means for good: that update is left out.
        if (!float.IsFinite(norm)) return norm;
        Optimizer.Step(Views(_shards[0]), lr);
        return norm;
    }

    // The parts of a shard that belong to each weight.
    private Tensor[] Views(Tensor shard)
    {
        var at = 0L;
        return [.. _weights.Select(w => shard.narrow(0, (at += w.numel()) - w.numel(), w.numel()).view(w.shape))];
    }
}
