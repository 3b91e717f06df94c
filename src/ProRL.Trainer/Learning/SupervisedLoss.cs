using ProRL.Trainer.Models;
using static TorchSharp.torch;

namespace ProRL.Trainer.Learning;

/// <summary>Cross entropy over the completion tokens of a micro-batch.</summary>
internal static class SupervisedLoss
{
    private const string Source = """
        def supervised(scores: Tensor, weight: Tensor) -> Tensor:
            return torch.neg(scores[0].sum()) * weight
        """;

    private static readonly TorchScript Script = new(Source);

    /// <summary>What makes its scores.</summary>
    public static TokenScorer Scorer { get; } = new(1, EntropyUse.None);

    /// <summary>weight · Σ −log p(target): a scalar.</summary>
    /// <param name="scores">Of <see cref="Scorer"/>.</param>
    /// <param name="weight">One over the token count of the whole step, so that cutting a step into micro-batches changes nothing.</param>
    public static Tensor Of(Tensor scores, double weight) =>
        Script.Call("supervised", scores, tensor(new[] { (float)weight }, device: scores.device)).squeeze();
}
