using ProRL.Trainer.Learning;
using ProRL.Trainer.Recipes;

namespace ProRL.Trainer.Planning;

/// <summary>The memory of a stage at its fullest, in bytes: sampling and updating take turns.</summary>
/// <param name="Weights">The policy's, and its adapters', which are float32.</param>
/// <param name="Masters">Copies in float32 that the optimizer works on, where weights that learn are bfloat16.</param>
/// <param name="Reference">The reference's weights; 0 where there is none.</param>
/// <param name="Optimizer">Two means per trained weight, of 4 bytes each or, coded, of one and a scale for each block.</param>
/// <param name="Gradients">Sums in float32, one per shard, and a micro-batch's own on their way into them.</param>
/// <param name="Activations">What the largest micro-batch keeps for its backward pass.</param>
/// <param name="Logits">The largest micro-batch's, or with recomputation those of a few tokens at a time: four copies in float32 (logits, log-probabilities, and two on the way), and the model's own where it is bfloat16.</param>
/// <param name="Cache">Keys and values of the sampler's lanes, full and at the longest; 0 where an engine samples.</param>
/// <param name="Host">What of copies and means is in main memory instead, beside a device with a memory of its own.</param>
internal sealed record MemoryEstimate(double Weights, double Masters, double Reference, double Optimizer, double Gradients, double Activations, double Logits, double Cache, double Host)
{
    /// <summary>What is there all the time.</summary>
    public double Standing => Weights + Masters + Reference + Optimizer + Gradients;

    public double Peak => Standing + Math.Max(Activations + Logits, Cache);

    /// <param name="size">The model.</param>
    /// <param name="stage">The stage's recipe.</param>
    /// <param name="promptTokens">Tokens of a prompt.</param>
    /// <param name="ownMemory">Whether the device has a memory of its own, apart from the main memory.</param>
    public static MemoryEstimate Of(ModelSize size, Recipe stage, int promptTokens, bool ownMemory)
    {
        var (half, adapted) = (stage.Model.Dtype == ModelDtype.Bfloat16, stage.Model.Lora.Rank > 0);
        double bytes = half ? 2 : 4, sequence = promptTokens + stage.Rollouts.MaxTokens;
        // As many micro-batches, and lanes of the sampler, go on at once.
        var shards = stage.Run.Shards;
        // A sequence is never cut: the longest is a micro-batch whatever the budget says.
        var tokens = Math.Max(stage.Run.MaxBatchTokens, sequence);
        var predicted = stage.Model.Recompute ? TokenScorer.ChunkOf(size.Shape) : tokens * stage.Rollouts.MaxTokens / sequence;
        var masters = half && !adapted ? size.Trained * 4.0 : 0;
        double means = size.TrainedTensors.Sum(t => t.Count * FusedAdamW.StateBytes(t.Elements, stage.Optimizer.States));
        var away = ownMemory && stage.Optimizer.Offload;
        return new MemoryEstimate(
            size.Parameters * bytes + (adapted ? size.Trained * 4.0 : 0),
            away ? 0 : masters,
            stage.NeedsReference ? size.Parameters * bytes : 0,
            away ? 0 : means,
            shards * (size.Trained * 4.0 + size.GradientsOnTheWay(stage.Model.Recompute) * (adapted ? 4 : bytes)),
            shards * tokens * size.KeptPerToken(stage.Model.Recompute) * bytes,
            shards * predicted * size.Shape.VocabSize * (16 + (half ? 2 : 0)),
            stage.Engine.IsUsed ? 0 : shards * stage.Rollouts.BatchRows * sequence * size.CachedPerToken * bytes,
            away ? masters + means : 0);
    }
}
