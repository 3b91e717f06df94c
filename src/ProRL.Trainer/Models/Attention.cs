using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>
/// Grouped-query attention (arXiv 2305.13245) with rotary positions; biases on q, k and v, or norms of q and k per head,
/// as the shape says.
/// </summary>
internal sealed class Attention : nn.Module
{
    private readonly Projection q_proj;
    private readonly Projection k_proj;
    private readonly Projection v_proj;
    private readonly Projection o_proj;
    private readonly RmsNorm? q_norm;
    private readonly RmsNorm? k_norm;
    private readonly Tensor[] _others = [];

    public Attention(DecoderShape shape, Placement placement)
        : base(nameof(Attention))
    {
        q_proj = new Projection(shape.HiddenSize, shape.NumAttentionHeads * shape.HeadDim, shape.HasBiases, placement);
        k_proj = new Projection(shape.HiddenSize, shape.NumKeyValueHeads * shape.HeadDim, shape.HasBiases, placement);
        v_proj = new Projection(shape.HiddenSize, shape.NumKeyValueHeads * shape.HeadDim, shape.HasBiases, placement);
        o_proj = new Projection(shape.NumAttentionHeads * shape.HeadDim, shape.HiddenSize, hasBias: false, placement);
        if (shape.HasHeadNorms) (q_norm, k_norm) = (new RmsNorm(shape.HeadDim, placement), new RmsNorm(shape.HeadDim, placement));
        RegisterComponents();
        if (shape.HasBiases) _others = [q_proj.Bias, k_proj.Bias, v_proj.Bias];
        if (shape.HasHeadNorms) _others = [.. _others, q_norm!.Weight, k_norm!.Weight];
    }

    /// <summary>As the projections have them at the moment.</summary>
    public Tensor[] Weights => [q_proj.Weight, k_proj.Weight, v_proj.Weight, o_proj.Weight, .. _others];

    /// <summary>
    /// Script function <c>attend(x, weights, cos, sin)</c> over whole sequences from position 0, with x [batch, time,
    /// hidden], <see cref="Weights"/>, and cos and sin [time, head dim]. It needs <c>rms_norm</c>. In it,
    /// <c>turn(heads, norms, cos, sin)</c> turns queries and keys, which come first in heads [batch, heads, time, head
    /// dim], with the norms of q and k where the shape has them.
    /// </summary>
    public static string Source(DecoderShape shape) => $"""
        def project(x: Tensor, weights: List[Tensor]) -> Tensor:
            joint = torch.linear(x, torch.cat([weights[0], weights[1], weights[2]]){(shape.HasBiases ? ", torch.cat([weights[4], weights[5], weights[6]])" : "")})
            return joint.view(x.size(0), x.size(1), {shape.NumAttentionHeads + 2 * shape.NumKeyValueHeads}, {shape.HeadDim}).transpose(1, 2)

        def turn(heads: Tensor, norms: List[Tensor], cos: Tensor, sin: Tensor) -> Tensor:
            turning = {Turning(shape)}
            turned = torch.cat([torch.neg(turning.narrow(-1, {shape.HeadDim / 2}, {shape.HeadDim / 2})), turning.narrow(-1, 0, {shape.HeadDim / 2})], -1)
            return (turning * cos + turned * sin).to(heads.dtype)

        def attend(x: Tensor, weights: List[Tensor], cos: Tensor, sin: Tensor) -> Tensor:
            heads = project(x, weights)
            turned = turn(heads, weights[4:], cos, sin)
            query = turned.narrow(1, 0, {shape.NumAttentionHeads})
            key = turned.narrow(1, {shape.NumAttentionHeads}, {shape.NumKeyValueHeads})
            value = heads.narrow(1, {shape.NumAttentionHeads + shape.NumKeyValueHeads}, {shape.NumKeyValueHeads})
            mixed = torch.scaled_dot_product_attention(query, key, value, is_causal=True, enable_gqa=True)
            return torch.linear(mixed.transpose(1, 2).reshape(x.size(0), x.size(1), -1), weights[3])
        """;

    private static string Turning(DecoderShape shape) => shape.HasHeadNorms
        ? $"torch.cat([rms_norm(heads.narrow(1, 0, {shape.NumAttentionHeads}), norms[0]), rms_norm(heads.narrow(1, {shape.NumAttentionHeads}, {shape.NumKeyValueHeads}), norms[1])], 1)"
        : $"heads.narrow(1, 0, {shape.NumAttentionHeads + shape.NumKeyValueHeads})";
}
