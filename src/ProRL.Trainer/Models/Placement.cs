using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>What weights are made of, and where.</summary>
/// <param name="Dtype">Float32, Float16 or BFloat16.</param>
/// <param name="Device">The device; <c>meta</c> holds shapes without values.</param>
internal readonly record struct Placement(ScalarType Dtype, Device Device)
{
    /// <summary>A parameter with no values yet.</summary>
    public TorchSharp.Modules.Parameter New(params long[] shape) => new(empty(shape, Dtype, Device));
}
