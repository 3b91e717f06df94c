using ProRL.Trainer.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>
/// A low-rank adapter (LoRA, arXiv 2106.09685): its projection's matrix W counts as W + alpha / rank · B·A, rounded to
/// the type of W. So what is trained, sampled from and exported is one and the same matrix.
/// </summary>
internal sealed class Adapter : IDisposable
{
    private readonly TorchScript _script;

    /// <param name="weight">W, [outputs, inputs].</param>
    /// <param name="rank">Rows of A, columns of B.</param>
    /// <param name="script">Made from <see cref="Source"/>.</param>
    public Adapter(Tensor weight, int rank, TorchScript script)
    {
        var placement = new Placement(ScalarType.Float32, weight.device);
        (A, B) = (placement.New(rank, weight.shape[1]), placement.New(weight.shape[0], rank));
        _ = (A.DetachFromDisposeScope(), B.DetachFromDisposeScope());
        _script = script;
    }

    /// <summary>[rank, inputs], float32.</summary>
    public Parameter A { get; }

    /// <summary>[outputs, rank], float32.</summary>
    public Parameter B { get; }

    /// <summary>Script function <c>merge(weight, a, b)</c>.</summary>
    public static string Source(LoraOptions lora) => $"""
        def merge(weight: Tensor, a: Tensor, b: Tensor) -> Tensor:
            return torch.addmm(weight.to(6), b, a, alpha={TorchScript.Number(lora.Alpha / lora.Rank)}).to(weight.dtype)
        """;

    /// <summary>B is zero, so that nothing changes at first; A is uniform within ±1/√inputs, as PEFT has it.</summary>
    public void Initialize(Generator generator)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var bound = 1 / Math.Sqrt(A.shape[1]);
        A.copy_(empty(A.shape).uniform_(-bound, bound, generator));
        B.zero_();
    }

    /// <summary>The matrix that W counts as: a new tensor, through which gradients reach A and B.</summary>
    public Tensor Merge(Tensor weight) => _script.Call("merge", weight, A, B);

    public void Dispose()
    {
        A.Dispose();
        B.Dispose();
    }
}
