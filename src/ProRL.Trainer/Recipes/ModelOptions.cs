namespace ProRL.Trainer.Recipes;

/// <summary>A model from a folder, or a decoder in the Qwen2 shape made new; see <see cref="Models.DecoderShape"/>.</summary>
/// <param name="Path">A folder in the layout of Hugging Face; where it is given, the sizes and the alphabet are the folder's.</param>
/// <param name="System">The system prompt that opens every chat; empty for none. For models with a chat template.</param>
/// <param name="Thinking">What a template that knows <c>enable_thinking</c> is told.</param>
/// <param name="Dtype">Type of the weights; with <c>bfloat16</c> the optimizer keeps copies in float32.</param>
/// <param name="Device"><c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</param>
/// <param name="Recompute">Whether activations are computed again in the backward pass instead of being kept.</param>
/// <param name="Lora">Low-rank adapters in place of the weights.</param>
/// <param name="Alphabet">A new model's characters, each once; each is a token.</param>
/// <param name="Words">Texts that are one token each, the answer tags apart.</param>
/// <param name="HiddenSize">Width of the residual stream.</param>
/// <param name="Layers">Decoder layers.</param>
/// <param name="Heads">Query heads.</param>
/// <param name="KeyValueHeads">Key and value heads.</param>
/// <param name="IntermediateSize">Inner width of the feed-forward part.</param>
/// <param name="MaxPositions">Longest prompt and completion together, in tokens; 0 for what the folder's config says, or 128 for a new model.</param>
/// <param name="RopeTheta">Base of the rotary frequencies.</param>
/// <param name="InitStd">Standard deviation of the initial weights.</param>
internal sealed record ModelOptions(
    IReadOnlyList<string> Words,
    LoraOptions Lora,
    string Path = "",
    string System = "",
    bool Thinking = true,
    ModelDtype Dtype = ModelDtype.Float32,
    string Device = "cpu",
    bool Recompute = false,
    string Alphabet = "",
    int HiddenSize = 64,
    int Layers = 2,
    int Heads = 4,
    int KeyValueHeads = 2,
    int IntermediateSize = 192,
    int MaxPositions = 0,
    double RopeTheta = 10_000,
    double InitStd = 0.04);

/// <summary>The type of a model's weights.</summary>
internal enum ModelDtype
{
    Float32,
    Bfloat16,
}

/// <summary>
/// Adapters B·A of low rank that learn in place of the weights: each counts as W + alpha / rank · B·A, rounded to the type
/// of W, so that what learns, what samples and what is exported is the same.
/// </summary>
/// <param name="Rank">Rank of the adapters (LoRA, arXiv 2106.09685); 0 trains the weights themselves.</param>
/// <param name="Alpha">The adapters' product is scaled by this over the rank.</param>
/// <param name="Targets">Which projections have adapters: <c>q_proj</c>, <c>k_proj</c>, <c>v_proj</c>, <c>o_proj</c>, <c>gate_proj</c>, <c>up_proj</c>, <c>down_proj</c>; empty for all.</param>
internal sealed record LoraOptions(IReadOnlyList<string> Targets, int Rank = 0, double Alpha = 16);
