namespace ProRL.Trainer.Recipes;

/// <summary>How AdamW keeps its two means of each trained weight; its rates and decays are settings of <c>policy</c>.</summary>
/// <param name="States">Their type: <c>float32</c>, or <c>int8</c> with a scale for each 2,048 (arXiv 2110.02861), about a quarter of the memory; tensors of fewer than 4,096 stay in float32.</param>
/// <param name="Offload">Whether they, and the float32 copies of bfloat16 weights, are kept in main memory and come to the device a part at a time.</param>
internal sealed record OptimizerOptions(StateKind States = StateKind.Float32, bool Offload = false);

/// <summary>The type of an optimizer's means.</summary>
internal enum StateKind
{
    Float32,
    Int8,
}
