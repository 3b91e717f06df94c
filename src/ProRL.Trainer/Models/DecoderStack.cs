using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>Embedding, decoder layers and the last norm: what checkpoints keep under <c>model.</c></summary>
internal sealed class DecoderStack : nn.Module
{
    private readonly Embedding embed_tokens;
    private readonly ModuleList<DecoderLayer> layers;
    private readonly RmsNorm norm;
    private readonly int _hidden;

    public DecoderStack(DecoderShape shape)
        : base(nameof(DecoderStack))
    {
        _hidden = shape.HiddenSize;
        embed_tokens = nn.Embedding(shape.VocabSize, shape.HiddenSize);
        var script = new TorchScript(DecoderLayer.Source(shape));
        layers = new ModuleList<DecoderLayer>([.. Enumerable.Range(0, shape.NumHiddenLayers).Select(_ => new DecoderLayer(shape, script))]);
        norm = new RmsNorm(shape.HiddenSize, shape.RmsNormEps);
        RegisterComponents();
    }

    /// <summary>[vocabulary, hidden].</summary>
    public Tensor EmbeddingWeight => embed_tokens.weight!;

    /// <summary>Token ids [batch, time] to hidden states [batch, time, hidden].</summary>
    public Tensor Forward(Tensor ids, Tensor cos, Tensor sin)
    {
        var x = Embed(ids);
        foreach (var layer in layers) x = layer.Forward(x, cos, sin);
        return norm.forward(x);
    }

    private Tensor Embed(Tensor ids) => EmbeddingWeight.index_select(0, ids.reshape(-1)).view(ids.shape[0], ids.shape[1], _hidden);
}
