using ProRL.Trainer.Models;
using static TorchSharp.torch;

namespace ProRL.Trainer.Learning;

/// <summary>What is wanted of the policy's entropy.</summary>
internal enum EntropyUse
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Its value.</summary>
    Measured,

    /// <summary>Its value and its gradient.</summary>
    Learnt,
}

/// <summary>
/// Scores of the policy softmax(logits / temperature) for each token, all that a loss sees of the logits: what has the
/// size of the vocabulary need not outlive a few tokens.
/// </summary>
internal sealed class TokenScorer(double temperature, EntropyUse entropy)
{
    // 128 MB of float32.
    private const long MaxLogits = 1 << 25;

    private readonly TorchScript _script = new(Source(temperature, entropy));

    /// <summary>
    /// Scores [1 or 2, n]: first log-probabilities of the targets [n] under logits [n, vocabulary], in nats; then, where
    /// wanted, entropies, in nats.
    /// </summary>
    public Tensor Score(Tensor logits, Tensor targets) => _script.Call("score", logits, targets);

    /// <summary>Tokens whose logits are made at a time where memory counts.</summary>
    public static int ChunkOf(DecoderShape shape) => (int)Math.Max(1, MaxLogits / shape.VocabSize);

    private static string Source(double temperature, EntropyUse entropy) => $"""
        def score(logits: Tensor, targets: Tensor) -> Tensor:
            every = torch.log_softmax(logits{(temperature == 1 ? "" : $" * {TorchScript.Number(1 / temperature)}")}, -1)
            chosen = every.gather(1, targets.unsqueeze(1)).squeeze(1)
            {(entropy == EntropyUse.None ? "return chosen.unsqueeze(0)" : $"spread = {(entropy == EntropyUse.Learnt ? "every" : "every.detach()")}")}
            {(entropy == EntropyUse.None ? "" : "return torch.stack([chosen, torch.neg((torch.exp(spread) * spread).sum(-1))])")}
        """;
}
