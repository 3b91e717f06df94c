using ProRL.Trainer.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>
/// A decoder-only language model of one of the families of <see cref="DecoderFamily"/>. Parameter names are those of
/// Hugging Face checkpoints.
/// </summary>
internal sealed class CausalDecoder : nn.Module
{
    private readonly DecoderStack model;
    private readonly Projection? lm_head;
    private readonly Dictionary<string, Projection> _projections;

    /// <summary>Weights are left as allocated: call <see cref="Initialize"/>, or copy weights in.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="dtype">Type of all weights.</param>
    /// <param name="device">Where they are; the CPU where null. On <c>meta</c> there are names and shapes only.</param>
    public CausalDecoder(DecoderShape shape, ScalarType dtype = ScalarType.Float32, Device? device = null)
        : base(nameof(CausalDecoder))
    {
        (Shape, Dtype, Device) = (shape, dtype, device ?? CPU);
        var placement = new Placement(Dtype, Device);
        model = new DecoderStack(shape, placement);
        if (!shape.TieWordEmbeddings) lm_head = new Projection(shape.HiddenSize, shape.VocabSize, hasBias: false, placement);
        RegisterComponents();
        Rotary = new RotaryTable(shape, Device);
        Weights = [.. named_parameters().Select(p => (p.name, p.parameter)).OrderBy(p => p.name, StringComparer.Ordinal)];
        Trained = Weights;
        _projections = named_modules().Where(m => m.module is Projection).ToDictionary(m => m.name, m => (Projection)m.module, StringComparer.Ordinal);
    }

    public DecoderShape Shape { get; }

    /// <summary>The type of the weights.</summary>
    public ScalarType Dtype { get; }

    /// <summary>Where the weights are, and where every tensor given to this model must be.</summary>
    public Device Device { get; }

    /// <summary>As in <see cref="DecoderStack.Script"/>.</summary>
    public TorchScript Script => model.Script;

    /// <summary>For all positions.</summary>
    public RotaryTable Rotary { get; }

    /// <summary>All parameters, ordered by name; those of adapters are not among them.</summary>
    public (string Name, Parameter Parameter)[] Weights { get; }

    /// <summary>What learns: the weights, or the adapters' matrices, named <c>….q_proj.lora_A.weight</c> and <c>….lora_B.weight</c>.</summary>
    public (string Name, Parameter Parameter)[] Trained { get; private set; }

    /// <summary>How its projections are adapted; null where they are not.</summary>
    public LoraOptions? Lora { get; private set; }

    /// <summary>Normal weights of standard deviation <paramref name="std"/>, zero biases, unit norms; a function of the seed.</summary>
    public void Initialize(double std, long seed)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var generator = new Generator((ulong)seed);
        foreach (var (name, parameter) in Weights)
        {
            if (name.EndsWith("bias", StringComparison.Ordinal)) parameter.zero_();
            else if (parameter.dim() == 1) parameter.copy_(ones(parameter.shape));
            else parameter.copy_(empty(parameter.shape).normal_(0, std, generator));
        }
    }

    /// <summary>
    /// Gives projections of the layers adapters that change nothing yet, a function of the seed. From now on they learn in
    /// place of the weights, which stay as they are. To be called once, before anything else takes <see cref="Trained"/>.
    /// </summary>
    public void Adapt(LoraOptions lora, long seed)
    {
        var script = new TorchScript(Adapter.Source(lora));
        // Not the numbers that Initialize draws by the same seed.
        var generator = new Generator((ulong)~seed);
        foreach (var (_, parameter) in Weights) parameter.requires_grad = false;
        var trained = new List<(string, Parameter)>();
        foreach (var (name, projection) in _projections.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith("model.layers.", StringComparison.Ordinal)) continue;
            if (lora.Targets.Count > 0 && !lora.Targets.Contains(name.Split('.')[^1], StringComparer.Ordinal)) continue;
            var adapter = new Adapter(projection.Weight, lora.Rank, script);
            adapter.Initialize(generator);
            projection.Adapter = adapter;
            trained.AddRange([(name + ".lora_A.weight", adapter.A), (name + ".lora_B.weight", adapter.B)]);
        }
        (Lora, Trained) = (lora, [.. trained]);
    }

    /// <summary>
    /// The value that one of <see cref="Weights"/> counts as: that parameter itself, or a new tensor of the caller's scope
    /// where an adapter changes it.
    /// </summary>
    public Tensor Merged((string Name, Parameter Parameter) weight) =>
        _projections.TryGetValue(weight.Name[..weight.Name.LastIndexOf('.')], out var projection) && projection.Adapter is { } adapter && weight.Name.EndsWith(".weight", StringComparison.Ordinal)
            ? adapter.Merge(weight.Parameter)
            : weight.Parameter;

    /// <summary>Copies what the other model's weights count as into this one's; the shapes must agree.</summary>
    public void CopyFrom(CausalDecoder other)
    {
        using var none = no_grad();
        for (var i = 0; i < Weights.Length; i++)
        {
            using var scope = NewDisposeScope();
            Weights[i].Parameter.copy_(other.Merged(other.Weights[i]));
        }
    }

    /// <summary>Hidden states [batch, time, hidden] of sequences that start at position 0; padding stands on the right.</summary>
    public Tensor Hidden(Tensor ids)
    {
        var x = Embed(ids);
        for (var layer = 0; layer < Shape.NumHiddenLayers; layer++) x = Layer(layer, x);
        return Norm(x);
    }

    /// <summary>The first part of <see cref="Hidden"/>: token ids [batch, time] to [batch, time, hidden].</summary>
    public Tensor Embed(Tensor ids) => model.Embed(ids);

    /// <summary>Its middle: [batch, time, hidden] through one layer.</summary>
    public Tensor Layer(int layer, Tensor x) =>
        model.Layer(layer).Forward(x, Rotary.Cos.narrow(0, 0, x.shape[1]), Rotary.Sin.narrow(0, 0, x.shape[1]));

    /// <summary>Its end, token by token: [..., hidden] to the same shape.</summary>
    public Tensor Norm(Tensor x) => model.Norm(x);

    /// <summary>Hidden states [n, hidden] to logits [n, vocabulary], always float32.</summary>
    public Tensor Logits(Tensor hidden)
    {
        var logits = hidden.matmul((lm_head?.Weight ?? model.EmbeddingWeight).t());
        return Dtype == ScalarType.Float32 ? logits : logits.to(ScalarType.Float32);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Rotary.Dispose();
            foreach (var projection in _projections.Values) projection.Adapter?.Dispose();
        }
        base.Dispose(disposing);
    }
}
