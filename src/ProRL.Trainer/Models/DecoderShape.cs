namespace ProRL.Trainer.Models;

/// <summary>The architectures, by what sets them apart; all have RMSNorm, rotary positions, grouped-query attention and SwiGLU.</summary>
internal enum DecoderFamily
{
    /// <summary>Qwen2 and Qwen2.5: biases on q, k and v.</summary>
    Qwen2,

    /// <summary>Qwen3: no biases; q and k are normalised per head before they turn.</summary>
    Qwen3,

    /// <summary>Llama 3, 3.1, 3.2: no biases.</summary>
    Llama,
}

/// <summary>The sizes of a decoder, under the names Hugging Face's config.json gives them in snake case.</summary>
/// <param name="VocabSize">Rows of the embedding.</param>
/// <param name="HiddenSize">Width of the residual stream.</param>
/// <param name="NumHiddenLayers">Decoder layers.</param>
/// <param name="NumAttentionHeads">Query heads; a multiple of <paramref name="NumKeyValueHeads"/>.</param>
/// <param name="NumKeyValueHeads">Key and value heads.</param>
/// <param name="IntermediateSize">Inner width of the feed-forward part.</param>
/// <param name="MaxPositionEmbeddings">Longest sequence, in tokens.</param>
/// <param name="RopeTheta">Base of the rotary frequencies.</param>
/// <param name="RmsNormEps">Added to the mean square before its root.</param>
/// <param name="Family">The architecture.</param>
/// <param name="ExplicitHeadDim">Width of a head, even; null where the hidden size shared out over the heads gives it.</param>
/// <param name="TieWordEmbeddings">Whether the embedding is the output matrix too; otherwise there is an <c>lm_head</c>.</param>
/// <param name="RopeScaling">How rotary frequencies are stretched; null leaves them.</param>
internal sealed record DecoderShape(
    int VocabSize,
    int HiddenSize,
    int NumHiddenLayers,
    int NumAttentionHeads,
    int NumKeyValueHeads,
    int IntermediateSize,
    int MaxPositionEmbeddings,
    double RopeTheta = 10_000,
    double RmsNormEps = 1e-6,
    DecoderFamily Family = DecoderFamily.Qwen2,
    int? ExplicitHeadDim = null,
    bool TieWordEmbeddings = true,
    RotaryScaling? RopeScaling = null)
{
    public int HeadDim => ExplicitHeadDim ?? HiddenSize / NumAttentionHeads;

    /// <summary>Whether q, k and v have biases.</summary>
    public bool HasBiases => Family == DecoderFamily.Qwen2;

    /// <summary>Whether q and k are normalised per head.</summary>
    public bool HasHeadNorms => Family == DecoderFamily.Qwen3;
}
