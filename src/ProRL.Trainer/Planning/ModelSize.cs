using ProRL.Trainer.Models;
using ProRL.Trainer.Recipes;

namespace ProRL.Trainer.Planning;

/// <summary>What a decoder's sizes come to.</summary>
/// <param name="shape">The sizes.</param>
/// <param name="lora">The adapters, if any.</param>
internal sealed class ModelSize(DecoderShape shape, LoraOptions lora)
{
    private readonly long _hidden = shape.HiddenSize;
    private readonly long _query = (long)shape.NumAttentionHeads * shape.HeadDim;
    private readonly long _keyValue = (long)shape.NumKeyValueHeads * shape.HeadDim;
    private readonly long _inner = shape.IntermediateSize;
    private readonly long _layers = shape.NumHiddenLayers;

    public DecoderShape Shape => shape;

    /// <summary>All weights.</summary>
    public long Parameters => Tensors.Sum(t => t.Count * t.Elements);

    /// <summary>Those that are updated: all, or the adapters', rank · (in + out) for each projection.</summary>
    public long Trained => TrainedTensors.Sum(t => t.Count * t.Elements);

    /// <summary>The tensors that are updated: how many there are of a size.</summary>
    public IEnumerable<(long Count, long Elements)> TrainedTensors => lora.Rank == 0
        ? Tensors
        : Projections.Where(p => lora.Targets.Count == 0 || lora.Targets.Contains(p.Name)).SelectMany(p => ((long, long)[])[(_layers, lora.Rank * p.In), (_layers, lora.Rank * p.Out)]);

    /// <summary>Weights of the matrices that every token goes through: all but embedding, head, biases and norms.</summary>
    public long Trunk => _layers * LayerProducts;

    /// <summary>Weights of the matrix from hidden states to logits.</summary>
    public long Head => (long)shape.VocabSize * _hidden;

    /// <summary>Numbers that the cache keeps per token: a key and a value for each layer and key-value head.</summary>
    public long CachedPerToken => 2 * _layers * _keyValue;

    /// <summary>
    /// Numbers per token and layer that a backward pass needs, counted through the layer: the inputs and outputs of both
    /// norms and the residual sums (4 hidden), the joint projection, its turned part and the mixed values before and after
    /// they change order (4 query, 3 key-value), and the four products of the feed-forward part (4 inner).
    /// </summary>
    public long KeptPerTokenAndLayer => 4 * _hidden + 4 * _query + 3 * _keyValue + 4 * _inner;

    /// <summary>
    /// Numbers per token that a pass keeps over all layers; with recomputation, one layer's, the states before each layer and
    /// after the last, and the gradient of one of them.
    /// </summary>
    public long KeptPerToken(bool recompute) => recompute ? (_layers + 2) * _hidden + KeptPerTokenAndLayer : _layers * KeptPerTokenAndLayer;

    /// <summary>Numbers of gradients beside their sums: those of all trained weights twice, while they are joined; with recomputation, those of a layer or of the head.</summary>
    public long GradientsOnTheWay(bool recompute) => recompute ? Math.Min(Trained, Math.Max(Head, LayerProducts)) : 2 * Trained;

    /// <summary>
    /// Operations of a forward pass over whole sequences: two per weight and token in the products, and for each layer two
    /// products of query width with every earlier token (on average half of them).
    /// </summary>
    /// <param name="tokens">Tokens of all sequences.</param>
    /// <param name="predicted">Those of which logits are wanted.</param>
    /// <param name="length">The sequences' mean length.</param>
    public double Forward(double tokens, double predicted, double length) =>
        2 * Trunk * tokens + 2 * Head * predicted + 4 * _query * _layers * tokens * length / 2;

    private IEnumerable<(long Count, long Elements)> Tensors =>
    [
        (shape.TieWordEmbeddings ? 1 : 2, Head), (2 * _layers + 1, _hidden),
        .. Projections.Select(p => (_layers, p.In * p.Out)),
        (shape.HasBiases ? _layers : 0, _query), (shape.HasBiases ? 2 * _layers : 0, _keyValue), (shape.HasHeadNorms ? 2 * _layers : 0, shape.HeadDim),
    ];

    private long LayerProducts => Projections.Sum(p => p.In * p.Out);

    private (string Name, long In, long Out)[] Projections =>
    [
        ("q_proj", _hidden, _query), ("k_proj", _hidden, _keyValue), ("v_proj", _hidden, _keyValue), ("o_proj", _query, _hidden),
        ("gate_proj", _hidden, _inner), ("up_proj", _hidden, _inner), ("down_proj", _inner, _hidden),
    ];
}
