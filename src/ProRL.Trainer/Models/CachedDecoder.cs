using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>
/// A model made ready for decoding with a cache: one script call runs the whole stack, over matrices that are joined
/// once where the same input goes into several, and merged with their adapters. Valid until the model's weights change. Without gradient; thread-safe.
/// </summary>
internal sealed class CachedDecoder : IDisposable
{
    /// <summary>
    /// Fewer rows than this in a product go through other code of the CPU library, with other last bits. With at least
    /// so many, what a row gets does not depend on how many others there are (measured).
    /// </summary>
    public const int LeastRows = 4;

    private readonly CausalDecoder _model;
    private readonly Tensor _embedding;
    private readonly Tensor[] _norms;
    private readonly Tensor[] _attention;
    private readonly Tensor[] _feed;
    private readonly List<Tensor> _made = [];

    public CachedDecoder(CausalDecoder model)
    {
        using var none = no_grad();
        _model = model;
        var weights = model.Weights.ToDictionary(w => w.Name, StringComparer.Ordinal);
        string[] layers = [.. Enumerable.Range(0, model.Shape.NumHiddenLayers).Select(i => $"model.layers.{i}.")];
        _embedding = Take("model.", "embed_tokens.weight");
        _norms = [.. layers.SelectMany(l => new[] { Take(l, "input_layernorm.weight"), Take(l, "post_attention_layernorm.weight") }), Take("model.", "norm.weight")];
        _attention = [.. layers.SelectMany(l => Attend(l + "self_attn."))];
        _feed = [.. layers.SelectMany(l => new[] { Take(l + "mlp.", "gate_proj.weight", "up_proj.weight"), Take(l + "mlp.", "down_proj.weight") })];

        IEnumerable<Tensor> Attend(string prefix)
        {
            yield return Take(prefix, "q_proj.weight", "k_proj.weight", "v_proj.weight");
            yield return Take(prefix, "o_proj.weight");
            if (model.Shape.HasBiases) yield return Take(prefix, "q_proj.bias", "k_proj.bias", "v_proj.bias");
            if (!model.Shape.HasHeadNorms) yield break;
            yield return Take(prefix, "q_norm.weight");
            yield return Take(prefix, "k_norm.weight");
        }

        // A parameter as it is, or a tensor of our own.
        Tensor Take(string prefix, params string[] names)
        {
            using var scope = NewDisposeScope();
            Tensor[] parts = [.. names.Select(n => model.Merged(weights[prefix + n]))];
            if (parts is [Parameter parameter]) return parameter;
            _made.Add((parts is [var merged] ? merged : cat(parts)).DetachFromDisposeScope());
            return _made[^1];
        }
    }

    public DecoderShape Shape => _model.Shape;

    /// <summary>An empty cache for this model.</summary>
    public KeyValueCache NewCache(int rows, int capacity) => new(Shape, rows, capacity, _model.Dtype, _model.Device);

    /// <summary>Ids or positions on the model's device, [rows, n / rows].</summary>
    public Tensor Tensor(long[] values, int rows) => tensor(values, [rows, values.Length / rows], device: _model.Device);

    /// <summary>Numbers of rows on the model's device, [n].</summary>
    public Tensor Tensor(long[] values) => tensor(values, device: _model.Device);

    /// <summary>Hidden states [rows · new, hidden] of new tokens, row by row; the cache gets their keys and values.</summary>
    /// <param name="ids">[rows, new], for every row of the cache.</param>
    /// <param name="positions">[rows, new], each below the cache's capacity; a row's token sees the cells up to its own.</param>
    /// <param name="cache">Holds the tokens before these.</param>
    public Tensor Hidden(Tensor ids, Tensor positions, KeyValueCache cache) =>
        _model.Script.Call("stack_cached", ids, positions, _embedding, _norms, _attention, _feed, _model.Rotary.Cos, _model.Rotary.Sin, cache.Keys, cache.Values);

    /// <summary>Hidden states [n, hidden] to logits [n, vocabulary], in float32 on the CPU.</summary>
    public Tensor Logits(Tensor hidden) => _model.Logits(hidden).cpu();

    public void Dispose()
    {
        foreach (var tensor in _made) tensor.Dispose();
    }

    /// <summary>Script function <c>stack_cached</c>, and those that it is made of.</summary>
    public static string Source(DecoderShape shape) => $"""
        {DecoderLayer.Source(shape)}

        def attend_cached(x: Tensor, weights: List[Tensor], cos: Tensor, sin: Tensor, mask: Tensor, cells: Tensor, keys: Tensor, values: Tensor) -> Tensor:
            rows, new, end = x.size(0), x.size(1), keys.size(2)
            heads = torch.linear(x, weights[0]{(shape.HasBiases ? ", weights[2]" : "")}).view(rows, new, {shape.NumAttentionHeads + 2 * shape.NumKeyValueHeads}, {shape.HeadDim}).transpose(1, 2)
            turned = turn(heads, weights[2:], cos, sin)
            keys.view(-1, {shape.HeadDim}).index_copy_(0, cells, turned.narrow(1, {shape.NumAttentionHeads}, {shape.NumKeyValueHeads}).reshape(-1, {shape.HeadDim}))
            values.view(-1, {shape.HeadDim}).index_copy_(0, cells, heads.narrow(1, {shape.NumAttentionHeads + shape.NumKeyValueHeads}, {shape.NumKeyValueHeads}).reshape(-1, {shape.HeadDim}))
            query = turned.narrow(1, 0, {shape.NumAttentionHeads}).reshape(rows, {shape.NumKeyValueHeads}, -1, {shape.HeadDim})
            # The mask is float32, so the scores of half types become that before the softmax.
            scores = torch.matmul(query, keys.transpose(2, 3)) * {TorchScript.Number(1 / Math.Sqrt(shape.HeadDim))}
            shares = torch.softmax(scores.view(rows, {shape.NumAttentionHeads}, new, end) + mask, -1)
            mixed = torch.matmul(shares.to(values.dtype).view(rows, {shape.NumKeyValueHeads}, -1, end), values)
            mixed = mixed.view(rows, {shape.NumAttentionHeads}, new, {shape.HeadDim})
            return torch.linear(mixed.transpose(1, 2).reshape(rows, new, -1), weights[1])

        def feed_joined(x: Tensor, both: Tensor, down: Tensor) -> Tensor:
            gate, up = torch.linear(x, both).chunk(2, -1)
            return torch.linear(torch.silu(gate) * up, down)

        def stack_cached(ids: Tensor, positions: Tensor, embedding: Tensor, norms: List[Tensor], attention: List[Tensor], feed: List[Tensor], all_cos: Tensor, all_sin: Tensor, keys: List[Tensor], values: List[Tensor]) -> Tensor:
            rows, new, layers = ids.size(0), ids.size(1), len(keys)
            each = len(attention) // layers
            heads, capacity = keys[0].size(1), keys[0].size(2)
            x = embedding.index_select(0, ids.view(-1)).view(rows, new, -1)
            cos = all_cos.index_select(0, positions.view(-1)).view(rows, 1, new, -1)
            sin = all_sin.index_select(0, positions.view(-1)).view(rows, 1, new, -1)
            unseen = torch.arange(capacity, device=ids.device).view(1, 1, 1, -1) > positions.view(rows, 1, new, 1)
            mask = torch.zeros([rows, 1, new, capacity], device=ids.device).masked_fill(unseen, float("-inf"))
            cells = (torch.arange(rows * heads, device=ids.device).view(rows, heads, 1) * capacity + positions.view(rows, 1, new)).view(-1)
            for i in range(layers):
                x = x + attend_cached(rms_norm(x, norms[2 * i]), attention[each * i:each * (i + 1)], cos, sin, mask, cells, keys[i], values[i])
                x = x + feed_joined(rms_norm(x, norms[2 * i + 1]), feed[2 * i], feed[2 * i + 1])
            return rms_norm(x, norms[2 * layers]).view(rows * new, -1)
        """;
}
