using static TorchSharp.torch;

namespace ProRL.Trainer.Learning;

/// <summary>
/// A running mean that AdamW keeps for each element of a weight: float32, or one byte that names a number of
/// <see cref="DynamicCode"/> and a float32 scale for each block.
/// </summary>
internal sealed class Moment : IDisposable
{
    // What is kept, flat: the values, or codes and scales.
    private readonly Tensor[] _kept;
    private readonly long[] _shape;
    private readonly float[]? _levels;

    /// <summary>All zero.</summary>
    /// <param name="shape">The weight's.</param>
    /// <param name="levels">The code; null for float32.</param>
    /// <param name="device">Where it is kept.</param>
    public Moment(long[] shape, float[]? levels, Device device)
    {
        (_shape, _levels) = (shape, levels);
        var count = shape.Aggregate(1L, (product, n) => product * n);
        Tensor[] kept = levels == null
            ? [zeros(count, device: device)]
            : [zeros(count, ScalarType.Byte, device), zeros((count + DynamicCode.Block - 1) / DynamicCode.Block, device: device)];
        _kept = [.. kept.Select(t => t.DetachFromDisposeScope())];
    }

    /// <summary>Whether it has codes.</summary>
    public bool IsCoded => _levels != null;

    /// <summary>What is kept, with a suffix for its name in a file.</summary>
    public (string Suffix, Tensor Value)[] Kept => _levels == null ? [("", Whole)] : [(".codes", _kept[0]), (".scales", _kept[1])];

    /// <summary>The float32 values themselves, in the weight's shape; only where it has no codes.</summary>
    public Tensor Whole => _kept[0].view(_shape);

    /// <summary>The values in the weight's shape, in float32: a new tensor of the caller's scope.</summary>
    public Tensor Values()
    {
        if (_levels == null) return Whole.clone();
        using var levels = tensor(_levels, device: _kept[0].device);
        return (levels.index_select(0, _kept[0].to(ScalarType.Int32)) * _kept[1].repeat_interleave(DynamicCode.Block).narrow(0, 0, _kept[0].numel())).view(_shape);
    }

    /// <summary>Views of what is kept of some elements.</summary>
    /// <param name="at">The first element, a multiple of the block.</param>
    /// <param name="count">How many.</param>
    public Tensor[] Part(long at, long count) => _levels == null
        ? [_kept[0].narrow(0, at, count)]
        : [_kept[0].narrow(0, at, count), _kept[1].narrow(0, at / DynamicCode.Block, (count + DynamicCode.Block - 1) / DynamicCode.Block)];

    /// <summary>Back to zero.</summary>
    public void Clear()
    {
        foreach (var kept in _kept) kept.zero_();
    }

    public void Dispose()
    {
        foreach (var kept in _kept) kept.Dispose();
    }
}
