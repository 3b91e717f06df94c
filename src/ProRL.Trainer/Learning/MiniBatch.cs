using ProRL.Trainer.Rollouts;
using static TorchSharp.torch;

namespace ProRL.Trainer.Learning;

/// <summary>The completions of one update, cut into micro-batches, with what the loss needs of each token.</summary>
internal sealed class MiniBatch
{
    private readonly float[][] _old;
    private readonly float[][] _importance;
    private float[][] _advantage = [];
    private float[][] _weight = [];

    /// <param name="rollouts">At least one.</param>
    /// <param name="maxTokens">Largest micro-batch, in padded tokens.</param>
    /// <param name="shards">The number of micro-batches is a multiple of it where there are rollouts enough.</param>
    public MiniBatch(Rollout[] rollouts, int maxTokens, int shards)
    {
        Rollouts = rollouts;
        Sequences = [.. rollouts.Select(r => new TokenSequence(r.Prompt, r.Completion))];
        Batches = TokenBatch.Pack(Sequences, maxTokens, shards);
        _old = [.. rollouts.Select(r => r.LogProbs)];
        _importance = [.. rollouts.Select(r => Filled(r, 1))];
        // Without a reference the divergence from it is none.
        Reference = _old;
    }

    public Rollout[] Rollouts { get; }

    public TokenSequence[] Sequences { get; }

    public TokenBatch[] Batches { get; }

    /// <summary>Log-probabilities under the reference, per rollout and token.</summary>
    public float[][] Reference { get; set; }

    /// <summary>
    /// Takes the trainer's own log-probabilities for the old policy's, and weighs each token by min(π_trainer / π_sampler,
    /// <paramref name="cap"/>), truncated importance sampling: where an engine with other kernels or types made the rollouts,
    /// its probabilities are not quite the trainer's.
    /// </summary>
    public void Correct(float[][] trainer, double cap)
    {
        for (var r = 0; r < _old.Length; r++)
        {
            var sampler = Rollouts[r].LogProbs;
            _importance[r] = [.. trainer[r].Zip(sampler, (t, s) => (float)Math.Min(Math.Exp(t - s), cap))];
            _old[r] = trainer[r];
        }
    }

    /// <summary>Mean |π_trainer − π_sampler| over the tokens, after <see cref="Correct"/>.</summary>
    public double Mismatch() => _old.SelectMany((old, r) => old.Zip(Rollouts[r].LogProbs, (t, s) => Math.Abs(Math.Exp(t) - Math.Exp(s)))).Average();

    /// <summary>Sets the advantages, one per rollout; each token has its rollout's.</summary>
    public void Advise(IEnumerable<double> advantages) => _advantage = [.. Rollouts.Zip(advantages, (r, a) => Filled(r, (float)a))];

    /// <summary>Sets each token's share of the mean; <paramref name="maxTokens"/> is the token limit.</summary>
    public void Weigh(AggregationKind kind, int maxTokens)
    {
        double tokens = Rollouts.Sum(r => (long)r.Completion.Length);
        _weight = [.. Rollouts.Select(r => Filled(r, (float)(1 / (kind switch
        {
            AggregationKind.Token => tokens,
            AggregationKind.Sequence => (double)Rollouts.Length * r.Completion.Length,
            _ => (double)Rollouts.Length * maxTokens,
        }))))];
    }

    /// <summary>What the loss needs of a micro-batch's tokens; the tensors belong to the caller's scope.</summary>
    public PolicyTokens Tokens(TokenBatch batch, Device device) => new(
        tensor(batch.Gather(_old), device: device),
        tensor(batch.Gather(Reference), device: device),
        tensor(batch.Gather(_advantage), device: device),
        tensor(batch.Gather(_weight), device: device),
        tensor(batch.Gather(_importance), device: device),
        tensor(batch.TargetRows, device: device));

    private static float[] Filled(Rollout rollout, float value) => [.. Enumerable.Repeat(value, rollout.Completion.Length)];
}
