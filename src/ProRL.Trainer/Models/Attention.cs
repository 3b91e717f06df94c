using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>Grouped-query attention (arXiv 2305.13245) with rotary positions and biases on q, k and v.</summary>
internal sealed class Attention : nn.Module
{
    private readonly Linear q_proj;
    private readonly Linear k_proj;
    private readonly Linear v_proj;
    private readonly Linear o_proj;

    public Attention(DecoderShape shape)
        : base(nameof(Attention))
    {
        q_proj = nn.Linear(shape.HiddenSize, shape.NumAttentionHeads * shape.HeadDim);
        k_proj = nn.Linear(shape.HiddenSize, shape.NumKeyValueHeads * shape.HeadDim);
        v_proj = nn.Linear(shape.HiddenSize, shape.NumKeyValueHeads * shape.HeadDim);
        o_proj = nn.Linear(shape.NumAttentionHeads * shape.HeadDim, shape.HiddenSize, hasBias: false);
        RegisterComponents();
        Weights = [q_proj.weight, k_proj.weight, v_proj.weight, q_proj.bias!, k_proj.bias!, v_proj.bias!, o_proj.weight];
    }

    public Tensor[] Weights { get; }

    /// <summary>
    /// Script functions, with <see cref="Weights"/> and x [batch, new, hidden]:
    /// <c>attend(x, weights, cos, sin)</c> over whole sequences from position 0, with cos and sin [time, head dim];
    /// <c>attend_cached(x, weights, cos, sin, mask, keys, values)</c> of new tokens to all so far, with cos and sin
    /// [batch, 1, new, head dim], a mask [batch, 1, new, cached + new] that is added to the scores, and caches
    /// [batch, key-value heads, capacity, head dim] into which the new keys and values are written. No gradient there.
    /// </summary>
    public static string Source(DecoderShape shape) => $"""
        def project(x: Tensor, weights: List[Tensor]) -> Tensor:
            joint = torch.linear(x, torch.cat([weights[0], weights[1], weights[2]]), torch.cat([weights[3], weights[4], weights[5]]))
            return joint.view(x.size(0), x.size(1), {shape.NumAttentionHeads + 2 * shape.NumKeyValueHeads}, {shape.HeadDim}).transpose(1, 2)

        def turn(heads: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
            turning = heads.narrow(1, 0, {shape.NumAttentionHeads + shape.NumKeyValueHeads})
            turned = torch.cat([torch.neg(turning.narrow(-1, {shape.HeadDim / 2}, {shape.HeadDim / 2})), turning.narrow(-1, 0, {shape.HeadDim / 2})], -1)
            return turning * cos + turned * sin

        def attend(x: Tensor, weights: List[Tensor], cos: Tensor, sin: Tensor) -> Tensor:
            heads = project(x, weights)
            turned = turn(heads, cos, sin)
            query = turned.narrow(1, 0, {shape.NumAttentionHeads})
            key = turned.narrow(1, {shape.NumAttentionHeads}, {shape.NumKeyValueHeads})
            value = heads.narrow(1, {shape.NumAttentionHeads + shape.NumKeyValueHeads}, {shape.NumKeyValueHeads})
            mixed = torch.scaled_dot_product_attention(query, key, value, is_causal=True, enable_gqa=True)
            return torch.linear(mixed.transpose(1, 2).reshape(x.size(0), x.size(1), -1), weights[6])

        def attend_cached(x: Tensor, weights: List[Tensor], cos: Tensor, sin: Tensor, mask: Tensor, keys: Tensor, values: Tensor) -> Tensor:
            heads = project(x, weights)
            turned = turn(heads, cos, sin)
            end = mask.size(3)
            start = end - x.size(1)
            keys.narrow(2, start, x.size(1)).copy_(turned.narrow(1, {shape.NumAttentionHeads}, {shape.NumKeyValueHeads}))
            values.narrow(2, start, x.size(1)).copy_(heads.narrow(1, {shape.NumAttentionHeads + shape.NumKeyValueHeads}, {shape.NumKeyValueHeads}))
            query = turned.narrow(1, 0, {shape.NumAttentionHeads}).reshape(x.size(0), {shape.NumKeyValueHeads}, -1, {shape.HeadDim})
            scores = torch.matmul(query, keys.narrow(2, 0, end).transpose(2, 3)) * {TorchScript.Number(1 / Math.Sqrt(shape.HeadDim))}
            scores = scores.view(x.size(0), {shape.NumAttentionHeads}, x.size(1), end) + mask
            mixed = torch.matmul(torch.softmax(scores, -1).view(x.size(0), {shape.NumKeyValueHeads}, -1, end), values.narrow(2, 0, end))
            mixed = mixed.view(x.size(0), {shape.NumAttentionHeads}, x.size(1), {shape.HeadDim})
            return torch.linear(mixed.transpose(1, 2).reshape(x.size(0), x.size(1), -1), weights[6])
        """;
}
