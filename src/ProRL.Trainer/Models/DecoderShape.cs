namespace ProRL.Trainer.Models;

/// <summary>The sizes of a Qwen2-shape decoder, under the names Hugging Face's config.json gives them in snake case.</summary>
/// <param name="VocabSize">Rows of the tied embedding.</param>
/// <param name="HiddenSize">Width of the residual stream; a multiple of <paramref name="NumAttentionHeads"/> with an even quotient.</param>
/// <param name="NumHiddenLayers">Decoder layers.</param>
/// <param name="NumAttentionHeads">Query heads; a multiple of <paramref name="NumKeyValueHeads"/>.</param>
/// <param name="NumKeyValueHeads">Key and value heads.</param>
/// <param name="IntermediateSize">Inner width of the feed-forward part.</param>
/// <param name="MaxPositionEmbeddings">Longest sequence, in tokens.</param>
/// <param name="RopeTheta">Base of the rotary frequencies.</param>
/// <param name="RmsNormEps">Added to the mean square before its root.</param>
internal sealed record DecoderShape(
    int VocabSize,
    int HiddenSize,
    int NumHiddenLayers,
    int NumAttentionHeads,
    int NumKeyValueHeads,
    int IntermediateSize,
    int MaxPositionEmbeddings,
    double RopeTheta = 10_000,
    double RmsNormEps = 1e-6)
{
    public int HeadDim => HiddenSize / NumAttentionHeads;
}
