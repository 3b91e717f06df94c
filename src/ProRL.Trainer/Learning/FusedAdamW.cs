using ProRL.Trainer.Models;
using ProRL.Trainer.Recipes;
using static TorchSharp.torch;

namespace ProRL.Trainer.Learning;

/// <summary>
/// AdamW (arXiv 1711.05101) in libtorch's fused kernel, which TorchSharp does not bind: reached through a script. Weights
/// of half types have float32 masters, which the updates are made on; the weights are those rounded. The means are float32
/// or 8-bit (arXiv 2110.02861), where the weights are or in main memory; coded means are decoded, updated and coded again.
/// </summary>
internal sealed class FusedAdamW : IDisposable
{
    /// <summary>Tensors of fewer elements have float32 means in any case, as in arXiv 2110.02861: they are few, and norms are sensitive.</summary>
    public const long LeastCoded = 4096;

    // Elements that are decoded, or brought to the device, at a time: what is decoded in passing stays small.
    private const long PartElements = 1 << 22;

    private readonly Tensor[] _weights;
    private readonly Tensor[] _steps;
    private readonly TorchScript _script;
    private readonly bool _offload;
    private readonly Tensor[] _levels;
    private readonly int[] _whole;

    public FusedAdamW(IEnumerable<Tensor> weights, double beta1, double beta2, double decay, OptimizerOptions? options = null)
    {
        options ??= new OptimizerOptions();
        _weights = [.. weights];
        _offload = options.Offload;
        _script = new TorchScript(Source(beta1, beta2, decay));
        Masters = [.. _weights.Select(w => IsHalf(w) ? w.detach().to(ScalarType.Float32).to(Home(w), copy: true).DetachFromDisposeScope() : w)];
        First = [.. _weights.Select(w => new Moment(w.shape, Codes(w, options) ? DynamicCode.Signed : null, Home(w)))];
        Second = [.. _weights.Select(w => new Moment(w.shape, Codes(w, options) ? DynamicCode.Unsigned : null, Home(w)))];
        _steps = [.. _weights.Select(w => zeros(1, device: w.device).DetachFromDisposeScope())];
        _whole = [.. Enumerable.Range(0, _weights.Length).Where(i => !First[i].IsCoded && !_offload)];
        float[][] codes = _whole.Length == _weights.Length ? [] : [DynamicCode.Signed, DynamicCode.Midpoints(DynamicCode.Signed), DynamicCode.Unsigned, DynamicCode.Midpoints(DynamicCode.Unsigned)];
        _levels = [.. codes.Select(c => tensor(c, device: _weights[0].device).DetachFromDisposeScope())];
    }

    /// <summary>What is updated, in the order of the weights: their float32 masters, or the weights where they are float32 themselves.</summary>
    public Tensor[] Masters { get; }

    /// <summary>Running means of the gradients, in the order of the weights.</summary>
    public Moment[] First { get; }

    /// <summary>Running means of the squared gradients, in the order of the weights.</summary>
    public Moment[] Second { get; }

    /// <summary>Updates made since the start or the last <see cref="Clear"/>.</summary>
    public int Steps { get; private set; }

    /// <summary>Bytes of both means of a weight with so many elements.</summary>
    public static long StateBytes(long elements, StateKind states) => states == StateKind.Int8 && elements >= LeastCoded
        ? 2 * (elements + 4 * ((elements + DynamicCode.Block - 1) / DynamicCode.Block))
        : 8 * elements;

    /// <summary>What decides how the weights go on, by the names it has in a file. Half weights are rounded; what they are rounded from is part of it.</summary>
    /// <param name="names">Of the weights, in their order.</param>
    public (string Name, Tensor Value)[] Named(IReadOnlyList<string> names) =>
    [
        .. names.SelectMany((name, i) => First[i].Kept.Select(k => ($"exp_avg.{name}{k.Suffix}", k.Value))),
        .. names.SelectMany((name, i) => Second[i].Kept.Select(k => ($"exp_avg_sq.{name}{k.Suffix}", k.Value))),
        .. names.Select((name, i) => ($"master.{name}", Masters[i])).Where((_, i) => IsHalf(_weights[i])),
    ];

    /// <summary>One update from float32 gradients in the order of the weights.</summary>
    public void Step(Tensor[] gradients, double lr)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var rate = tensor(new[] { lr });
        var one = ones(1, device: _steps[0].device);
        foreach (var step in _steps) step.add_(one);
        if (_whole.Length > 0) _script.Call("step", Whole(i => Masters[i]), Whole(i => gradients[i]), Whole(i => First[i].Whole), Whole(i => Second[i].Whole), Whole(i => _steps[i]), rate);
        foreach (var i in _whole.Where(i => IsHalf(_weights[i]))) _weights[i].copy_(Masters[i]);
        foreach (var i in Enumerable.Range(0, _weights.Length).Except(_whole))
            for (long at = 0, count = _weights[i].numel(); at < count; at += PartElements) StepPart(i, gradients[i], at, Math.Min(PartElements, count - at), rate);
        Steps++;

        Tensor[] Whole(Func<int, Tensor> of) => [.. _whole.Select(of)];
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
        foreach (var moment in First.Concat(Second)) moment.Clear();
        foreach (var step in _steps) step.zero_();
        Steps = 0;
    }

    /// <summary>Continues a saved optimizer whose <see cref="Named"/> tensors were copied in.</summary>
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
        foreach (var moment in First.Concat(Second)) moment.Dispose();
        foreach (var tensor in _steps.Concat(_levels).Concat(Masters.Where((_, i) => IsHalf(_weights[i])))) tensor.Dispose();
    }

    private void StepPart(int i, Tensor gradient, long at, long count, Tensor rate)
    {
        using var scope = NewDisposeScope();
        Tensor[] first = First[i].Part(at, count), second = Second[i].Part(at, count);
        var master = Flat(Masters[i]);
        Tensor[] kept = [.. first, .. second, .. IsHalf(_weights[i]) ? [master] : Array.Empty<Tensor>()];
        Tensor[] here = _offload ? [.. kept.Select(t => t.to(_weights[i].device, copy: true))] : kept;
        var target = IsHalf(_weights[i]) ? here[^1] : master;
        _script.Call(First[i].IsCoded ? "step_coded" : "step_part", target, Flat(gradient), here[..first.Length], here[first.Length..(first.Length + second.Length)], _levels, _steps[i], rate);
        if (IsHalf(_weights[i])) Flat(_weights[i]).copy_(target);
        if (!_offload) return;
        foreach (var (home, moved) in kept.Zip(here)) home.copy_(moved);

        Tensor Flat(Tensor whole) => whole.detach().view(-1).narrow(0, at, count);
    }

    private Device Home(Tensor weight) => _offload ? CPU : weight.device;

    private static bool Codes(Tensor weight, OptimizerOptions options) => options.States == StateKind.Int8 && weight.numel() >= LeastCoded;

    private static bool IsHalf(Tensor weight) => weight.dtype != ScalarType.Float32;

    private static string Source(double beta1, double beta2, double decay) => $"""
        def step(weights: List[Tensor], gradients: List[Tensor], first: List[Tensor], second: List[Tensor], steps: List[Tensor], lr: Tensor) -> Tensor:
            torch._fused_adamw_(weights, gradients, first, second, [], steps, lr=float(lr), beta1={TorchScript.Number(beta1)}, beta2={TorchScript.Number(beta2)}, weight_decay={TorchScript.Number(decay)}, eps=1e-8, amsgrad=False, maximize=False)
            return steps[0]

        def step_part(weight: Tensor, gradient: Tensor, first: List[Tensor], second: List[Tensor], levels: List[Tensor], steps: Tensor, lr: Tensor) -> Tensor:
            return step([weight], [gradient], first, second, [steps], lr)

        def spread(scales: Tensor, count: int) -> Tensor:
            return torch.repeat_interleave(scales, {DynamicCode.Block})[:count]

        def decode(kept: List[Tensor], levels: Tensor) -> Tensor:
            return torch.index_select(levels, 0, kept[0].to(3)).mul_(spread(kept[1], kept[0].numel()))

        def encode(values: Tensor, kept: List[Tensor], midpoints: Tensor) -> Tensor:
            padding = kept[1].numel() * {DynamicCode.Block} - values.numel()
            kept[1].copy_(torch.constant_pad_nd(values, [0, padding]).view(-1, {DynamicCode.Block}).abs().amax([1]))
            # A block of zeros has any code: its scale is 0.
            unit = values / spread(torch.clamp(kept[1], min=1e-37), values.numel())
            kept[0].copy_(torch.bucketize(unit, midpoints, out_int32=True))
            return values

        def step_coded(weight: Tensor, gradient: Tensor, first: List[Tensor], second: List[Tensor], levels: List[Tensor], steps: Tensor, lr: Tensor) -> Tensor:
            m = decode(first, levels[0])
            v = decode(second, levels[2])
            step([weight], [gradient], [m], [v], [steps], lr)
            encode(m, first, levels[1])
            encode(v, second, levels[3])
            return steps
        """;
}
