using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>Keys and values of the tokens a batch has seen, for one layer each: [batch, key-value heads, capacity, head dim].</summary>
internal sealed class KeyValueCache : IDisposable
{
    public KeyValueCache(DecoderShape shape, int batch, int capacity, ScalarType dtype = ScalarType.Float32, Device? device = null)
    {
        Capacity = capacity;
        Keys = Allocate();
        Values = Allocate();

        Tensor[] Allocate() =>
            [.. Enumerable.Range(0, shape.NumHiddenLayers).Select(_ => zeros(batch, shape.NumKeyValueHeads, capacity, shape.HeadDim, dtype, device).DetachFromDisposeScope())];
    }

    public Tensor[] Keys { get; }

    public Tensor[] Values { get; }

    /// <summary>Tokens held per row, padding included.</summary>
    public int Length { get; set; }

    public int Capacity { get; }

    /// <summary>Keeps the rows that <paramref name="rows"/> (ids, [new batch]) names, in that order; a row may be named several times.</summary>
    public void Select(Tensor rows)
    {
        for (var i = 0; i < Keys.Length; i++)
        {
            Keys[i] = Replace(Keys[i], rows);
            Values[i] = Replace(Values[i], rows);
        }
    }

    public void Dispose()
    {
        foreach (var tensor in Keys) tensor.Dispose();
        foreach (var tensor in Values) tensor.Dispose();
    }

    private static Tensor Replace(Tensor old, Tensor rows)
    {
        var selected = old.index_select(0, rows).DetachFromDisposeScope();
        old.Dispose();
        return selected;
    }
}
