using ProRL.Trainer.Models;
using static TorchSharp.torch;

namespace ProRL.Trainer.Learning;

/// <summary>Cross entropy over the completion tokens of a micro-batch.</summary>
internal static class SupervisedLoss
{
    private const string Source = """
        def supervised(logits: Tensor, targets: Tensor, weight: Tensor) -> Tensor:
            chosen = torch.log_softmax(logits, -1).gather(1, targets.unsqueeze(1))
            return torch.neg(chosen.sum()) * weight
        """;

    private static readonly TorchScript Script = new(Source);

    /// <summary>weight · Σ −log p(target): a scalar.</summary>
    /// <param name="logits">[n, vocabulary].</param>
    /// <param name="targets">[n].</param>
    /// <param name="weight">One over the token count of the whole step, so that cutting a step into micro-batches changes nothing.</param>
    public static Tensor Of(Tensor logits, Tensor targets, double weight) =>
        Script.Call("supervised", logits, targets, tensor(new[] { (float)weight })).squeeze();
}
