using ProRL.Trainer.Models;
using static TorchSharp.torch;

namespace ProRL.Trainer.Learning;

/// <summary>
/// AdamW (arXiv 1711.05101) in libtorch's fused kernel, which TorchSharp does not bind: reached through a script. Weights
/// of half types have float32 masters, which the updates are made on; the weights are those rounded.
/// </summary>
internal sealed class FusedAdamW : IDisposable
{
    private readonly Tensor[] _weights;
    private readonly Tensor[] _steps;
    private readonly TorchScript _script;

    public FusedAdamW(IEnumerable<Tensor> weights, double beta1, double beta2, double decay)
    {
        _weights = [.. weights];
        _script = new TorchScript(Source(beta1, beta2, decay));
        Masters = [.. _weights.Select(w => IsHalf(w) ? w.detach().to(ScalarType.Float32).DetachFromDisposeScope() : w)];
        First = Zeros();
        Second = Zeros();
        _steps = [.. _weights.Select(w => zeros(1, device: w.device).DetachFromDisposeScope())];

        Tensor[] Zeros() => [.. _weights.Select(w => zeros(w.shape, device: w.device).DetachFromDisposeScope())];
    }

    /// <summary>What is updated, in the order of the weights: their float32 masters, or the weights where they are float32 themselves.</summary>
    public Tensor[] Masters { get; }

    /// <summary>Running means of the gradients, in the order of the weights.</summary>
    public Tensor[] First { get; }

    /// <summary>Running means of the squared gradients, in the order of the weights.</summary>
    public Tensor[] Second { get; }

    /// <summary>Updates made since the start or the last <see cref="Clear"/>.</summary>
    public int Steps { get; private set; }

    /// <summary>One update from float32 gradients in the order of the weights.</summary>
    public void Step(Tensor[] gradients, double lr)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        _script.Call("step", Masters, gradients, First, Second, _steps, tensor(new[] { lr }));
        Steps++;
        for (var i = 0; i < _weights.Length; i++)
            if (IsHalf(_weights[i])) _weights[i].copy_(Masters[i]);
    }

    /// <summary>Takes the weights as they are now for masters: to be called after they were changed by other means.</summary>
    public void TakeWeights()
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        for (var i = 0; i < _weights.Length; i++)
            if (IsHalf(_weights[i])) Masters[i].copy_(_weights[i]);
    }

    /// <summary>Forgets everything: what a hard reset does to the optimizer.</summary>
    public void Clear()
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        foreach (var tensor in First.Concat(Second).Concat(_steps)) tensor.zero_();
        Steps = 0;
    }

    /// <summary>Continues a saved optimizer whose means were copied into <see cref="First"/> and <see cref="Second"/>.</summary>
    public void Resume(int steps)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var count = tensor(new[] { (float)steps });
        foreach (var step in _steps) step.copy_(count);
        Steps = steps;
    }

    public void Dispose()
    {
        foreach (var tensor in First.Concat(Second).Concat(_steps).Concat(Masters.Where((_, i) => IsHalf(_weights[i])))) tensor.Dispose();
    }

    private static bool IsHalf(Tensor weight) => weight.dtype != ScalarType.Float32;

    private static string Source(double beta1, double beta2, double decay) => $"""
        def step(weights: List[Tensor], gradients: List[Tensor], first: List[Tensor], second: List[Tensor], steps: List[Tensor], lr: Tensor) -> Tensor:
            for s in steps:
                s.add_(1.0)
            torch._fused_adamw_(weights, gradients, first, second, [], steps, lr=float(lr), beta1={TorchScript.Number(beta1)}, beta2={TorchScript.Number(beta2)}, weight_decay={TorchScript.Number(decay)}, eps=1e-8, amsgrad=False, maximize=False)
            return steps[0]
        """;
}
