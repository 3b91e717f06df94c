using System.Text.Json;
using System.Text.Json.Nodes;
using ProRL.Trainer.Tokenizers;

namespace ProRL.Trainer.Models;

/// <summary>The config.json that Hugging Face's Qwen2 loads a checkpoint of ours with.</summary>
internal static class HuggingFaceConfig
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Of(DecoderShape shape, ITokenizer tokenizer) => new JsonObject
    {
        ["architectures"] = new JsonArray("Qwen2ForCausalLM"),
        ["model_type"] = "qwen2",
        ["vocab_size"] = shape.VocabSize,
        ["hidden_size"] = shape.HiddenSize,
        ["num_hidden_layers"] = shape.NumHiddenLayers,
        ["num_attention_heads"] = shape.NumAttentionHeads,
        ["num_key_value_heads"] = shape.NumKeyValueHeads,
        ["intermediate_size"] = shape.IntermediateSize,
        ["max_position_embeddings"] = shape.MaxPositionEmbeddings,
        ["rope_theta"] = shape.RopeTheta,
        ["rms_norm_eps"] = shape.RmsNormEps,
        ["hidden_act"] = "silu",
        ["tie_word_embeddings"] = true,
        ["pad_token_id"] = tokenizer.Pad,
        ["eos_token_id"] = tokenizer.Ends[0],
        ["torch_dtype"] = "float32",
    }.ToJsonString(Indented);
}
