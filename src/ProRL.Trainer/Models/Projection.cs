using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>
/// A weight matrix [outputs, inputs] and perhaps a bias [outputs], as checkpoints name them. The scripts compute with
/// them; values are left as allocated.
/// </summary>
internal sealed class Projection : nn.Module
{
    private readonly Parameter weight;
    private readonly Parameter? bias;

    public Projection(int inputs, int outputs, bool hasBias, Placement placement)
        : base(nameof(Projection))
    {
        weight = placement.New(outputs, inputs);
        if (hasBias) bias = placement.New(outputs);
        RegisterComponents();
    }

    /// <summary>What changes the weight, if anything does; it belongs to the model.</summary>
    public Adapter? Adapter { get; set; }

    /// <summary>[outputs, inputs]; merged anew at each call where there is an adapter.</summary>
    public Tensor Weight => Adapter?.Merge(weight) ?? weight;

    /// <summary>[outputs].</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public Tensor Bias => bias ?? throw new InvalidOperationException("This projection has no bias.");
}
