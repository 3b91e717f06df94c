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
    /// Script function <c>attend(x, weights, cos, sin)</c> over whole sequences from position 0, with x [batch, time, hidden],
    /// <see cref="Weights"/>, and cos and sin [time, head dim]; and <c>turn(heads, cos, sin)</c>, which turns queries and keys.
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
        """;
}
