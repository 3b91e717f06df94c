using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>
/// Keys and values of the tokens that rows have seen, one tensor of each per layer: [rows, key-value heads, capacity,
/// head dim]. The token at position p of a row stands in its cell p, so rows are filled from the left, each to a length
/// of its own; what stands behind it is finite, and nothing more is promised of it.
/// </summary>
internal sealed class KeyValueCache : IDisposable
{
    // Sums over the cells are made in blocks of this many (see CapacityFor).
    private const int Block = 192;
    private const int SmallBlock = 32;

    public KeyValueCache(DecoderShape shape, int rows, int capacity, ScalarType dtype = ScalarType.Float32, Device? device = null)
    {
        Keys = Allocate();
        Values = Allocate();

        Tensor[] Allocate() =>
            [.. Enumerable.Range(0, shape.NumHiddenLayers).Select(_ => zeros([rows, shape.NumKeyValueHeads, capacity, shape.HeadDim], dtype, device).DetachFromDisposeScope())];
    }

    /// <summary>By layer.</summary>
    public Tensor[] Keys { get; }

    /// <summary>By layer.</summary>
    public Tensor[] Values { get; }

    public int Rows => (int)Keys[0].shape[0];

    /// <summary>Cells per row.</summary>
    public int Capacity => (int)Keys[0].shape[2];

    /// <summary>
    /// A capacity for rows that hold up to so many tokens: at most 31 or an eighth and 191 more. Among the capacities it
    /// returns, a row's attention has the same bits in all that hold it: the matrix products of the CPU library cut long
    /// sums into blocks by their length, the same way for these lengths (measured, with and without AVX-512).
    /// </summary>
    public static int CapacityFor(int tokens)
    {
        var block = tokens <= Block ? SmallBlock : Block;
        var room = tokens <= Block ? tokens : tokens + tokens / 8;
        return (room + block - 1) / block * block;
    }

    /// <summary>Changes the capacity; cells beyond a smaller one are lost.</summary>
    public void Resize(int capacity) => Replace(old =>
        capacity <= old.shape[2]
            ? old.narrow(2, 0, capacity).clone()
            : cat([old, zeros([old.shape[0], old.shape[1], capacity - old.shape[2], old.shape[3]], old.dtype, old.device)], 2));

    /// <summary>Keeps the rows that <paramref name="rows"/> (ids, [new rows]) names, in that order.</summary>
    public void Select(Tensor rows) => Replace(old => old.index_select(0, rows));

    /// <summary>
    /// Copies rows of another cache, as far as both reach: number i of <paramref name="sources"/> (ids, [n]) to number i
    /// of <paramref name="rows"/> (distinct ids, [n]).
    /// </summary>
    public void CopyFrom(KeyValueCache other, Tensor sources, Tensor rows)
    {
        using var scope = NewDisposeScope();
        var cells = Math.Min(Capacity, other.Capacity);
        for (var i = 0; i < Keys.Length; i++)
        {
            Keys[i].narrow(2, 0, cells).index_copy_(0, rows, other.Keys[i].narrow(2, 0, cells).index_select(0, sources));
            Values[i].narrow(2, 0, cells).index_copy_(0, rows, other.Values[i].narrow(2, 0, cells).index_select(0, sources));
        }
    }

    public void Dispose()
    {
        foreach (var tensor in Keys) tensor.Dispose();
        foreach (var tensor in Values) tensor.Dispose();
    }

    // Tensor by tensor, so that no more than one of them is there twice.
    private void Replace(Func<Tensor, Tensor> make)
    {
        foreach (var tensors in new[] { Keys, Values })
            for (var i = 0; i < tensors.Length; i++)
            {
                using var scope = NewDisposeScope();
                var made = make(tensors[i]).DetachFromDisposeScope();
                tensors[i].Dispose();
                tensors[i] = made;
            }
    }
}
