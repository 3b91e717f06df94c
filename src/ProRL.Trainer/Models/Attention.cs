using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>Grouped-query attention (arXiv 2305.13245) with rotary positions and biases on q, k and v.</summary>
internal sealed class Attention : nn.Module
{
    private const string Source = """
        def project(x: Tensor, qw: Tensor, kw: Tensor, vw: Tensor, qb: Tensor, kb: Tensor, vb: Tensor, cos: Tensor, sin: Tensor, dim: int) -> Tuple[Tensor, Tensor]:
            joint = torch.linear(x, torch.cat([qw, kw, vw]), torch.cat([qb, kb, vb]))
            heads = joint.view(x.size(0), x.size(1), -1, dim).transpose(1, 2)
            values = vw.size(0) // dim
            turning = heads.narrow(1, 0, heads.size(1) - values)
            half = dim // 2
            turned = torch.cat([torch.neg(turning.narrow(-1, half, half)), turning.narrow(-1, 0, half)], -1)
            return turning * cos + turned * sin, heads.narrow(1, heads.size(1) - values, values)

        def attend(x: Tensor, qw: Tensor, kw: Tensor, vw: Tensor, qb: Tensor, kb: Tensor, vb: Tensor, ow: Tensor, cos: Tensor, sin: Tensor, dim: int) -> Tensor:
            turned, value = project(x, qw, kw, vw, qb, kb, vb, cos, sin, dim)
            queries = qw.size(0) // dim
            query = turned.narrow(1, 0, queries)
            key = turned.narrow(1, queries, turned.size(1) - queries)
            mixed = torch.scaled_dot_product_attention(query, key, value, is_causal=True, enable_gqa=True)
            return torch.linear(mixed.transpose(1, 2).reshape(x.size(0), x.size(1), -1), ow)

        def attend_cached(x: Tensor, qw: Tensor, kw: Tensor, vw: Tensor, qb: Tensor, kb: Tensor, vb: Tensor, ow: Tensor, cos: Tensor, sin: Tensor, dim: int, mask: Tensor, keys: Tensor, values: Tensor, start: int) -> Tensor:
            turned, value = project(x, qw, kw, vw, qb, kb, vb, cos, sin, dim)
            queries = qw.size(0) // dim
            shared = keys.size(1)
            keys.narrow(2, start, x.size(1)).copy_(turned.narrow(1, queries, shared))
            values.narrow(2, start, x.size(1)).copy_(value)
            end = start + x.size(1)
            query = turned.narrow(1, 0, queries).reshape(x.size(0), shared, -1, dim)
            scores = torch.matmul(query, keys.narrow(2, 0, end).transpose(2, 3)) * (float(dim) ** -0.5)
            scores = scores.view(x.size(0), queries, x.size(1), end) + mask
            mixed = torch.matmul(torch.softmax(scores, -1).view(x.size(0), shared, -1, end), values.narrow(2, 0, end))
            mixed = mixed.view(x.size(0), queries, x.size(1), dim)
            return torch.linear(mixed.transpose(1, 2).reshape(x.size(0), x.size(1), -1), ow)
        """;

    private static readonly TorchScript Script = new(Source);

    private readonly Linear q_proj;
    private readonly Linear k_proj;
    private readonly Linear v_proj;
    private readonly Linear o_proj;
    private readonly int _headDim;

    public Attention(DecoderShape shape)
        : base(nameof(Attention))
    {
        _headDim = shape.HeadDim;
        q_proj = nn.Linear(shape.HiddenSize, shape.NumAttentionHeads * _headDim);
        k_proj = nn.Linear(shape.HiddenSize, shape.NumKeyValueHeads * _headDim);
        v_proj = nn.Linear(shape.HiddenSize, shape.NumKeyValueHeads * _headDim);
        o_proj = nn.Linear(shape.NumAttentionHeads * _headDim, shape.HiddenSize, hasBias: false);
        RegisterComponents();
    }

    /// <summary>Causal attention over whole sequences that start at position 0.</summary>
    /// <param name="x">[batch, time, hidden].</param>
    /// <param name="cos">[time, head dim], as <paramref name="sin"/>.</param>
    /// <param name="sin">The sines for <paramref name="cos"/>.</param>
    public Tensor Forward(Tensor x, Tensor cos, Tensor sin) =>
        Script.Call("attend", x, q_proj.weight, k_proj.weight, v_proj.weight, q_proj.bias!, k_proj.bias!, v_proj.bias!, o_proj.weight, cos, sin, _headDim);

    /// <summary>Attention of new tokens to all tokens so far; writes their keys and values into the cache. No gradient.</summary>
    /// <param name="x">[batch, new, hidden].</param>
    /// <param name="cos">[batch, 1, new, head dim], as <paramref name="sin"/>.</param>
    /// <param name="sin">The sines for <paramref name="cos"/>.</param>
    /// <param name="mask">Added to the scores: [batch, 1, new, start + new], 0 or minus infinity.</param>
    /// <param name="keys">[batch, key-value heads, capacity, head dim], as <paramref name="values"/>.</param>
    /// <param name="values">The values for <paramref name="keys"/>.</param>
    /// <param name="start">Tokens already in the cache.</param>
    public Tensor Forward(Tensor x, Tensor cos, Tensor sin, Tensor mask, Tensor keys, Tensor values, int start) =>
        Script.Call("attend_cached", x, q_proj.weight, k_proj.weight, v_proj.weight, q_proj.bias!, k_proj.bias!, v_proj.bias!, o_proj.weight, cos, sin, _headDim, mask, keys, values, start);
}
