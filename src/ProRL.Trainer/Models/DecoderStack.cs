using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>Embedding, decoder layers and the last norm: what checkpoints keep under <c>model.</c></summary>
internal sealed class DecoderStack : nn.Module
{
    private readonly Projection embed_tokens;
    private readonly ModuleList<DecoderLayer> layers;
    private readonly RmsNorm norm;
    private readonly int _hidden;

    public DecoderStack(DecoderShape shape, Placement placement)
        : base(nameof(DecoderStack))
    {
        _hidden = shape.HiddenSize;
        // A row per token; where it is tied it projects hidden states to logits too.
        embed_tokens = new Projection(shape.HiddenSize, shape.VocabSize, hasBias: false, placement);
        Script = new TorchScript(CachedDecoder.Source(shape));
        layers = new ModuleList<DecoderLayer>([.. Enumerable.Range(0, shape.NumHiddenLayers).Select(_ => new DecoderLayer(shape, placement, Script))]);
        norm = new RmsNorm(shape.HiddenSize, placement);
        RegisterComponents();
    }

    /// <summary>The functions of the stack and its parts, those of <see cref="CachedDecoder"/> among them.</summary>
    public TorchScript Script { get; }

    /// <summary>[vocabulary, hidden].</summary>
    public Tensor EmbeddingWeight => embed_tokens.Weight;

    /// <summary>A layer by its place after the embedding, from 0.</summary>
    public DecoderLayer Layer(int index) => layers[index];

    /// <summary>Token ids [batch, time] to [batch, time, hidden].</summary>
    public Tensor Embed(Tensor ids) => EmbeddingWeight.index_select(0, ids.reshape(-1)).view(ids.shape[0], ids.shape[1], _hidden);

    /// <summary>The last norm.</summary>
    public Tensor Norm(Tensor x) => Script.Call("rms_norm", x, norm.Weight);
}
