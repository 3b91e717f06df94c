using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProRL.Trainer.Models;

/// <summary>
/// Reads a shape from a model's config.json. What would make the model compute something else than is implemented here
/// is refused; keys that change nothing are left alone.
/// </summary>
/// <param name="path">The file, for messages.</param>
/// <param name="config">Its content.</param>
internal sealed class ShapeReader(string path, JsonObject config)
{
    /// <exception cref="InvalidDataException">A key is missing, wrong, or asks for what is not implemented; the message names it.</exception>
    public DecoderShape Read()
    {
        var family = Family();
        RefuseTheUnknown(family);
        var heads = Count("num_attention_heads");
        var hidden = Count("hidden_size");
        var head = config["head_dim"] is null ? family == DecoderFamily.Qwen3 ? 128 : (int?)null : Count("head_dim");
        if (head is null && hidden % heads != 0)
            throw Wrong("hidden_size", $"without head_dim it must be a multiple of num_attention_heads, {heads}");
        if ((head ?? hidden / heads) % 2 != 0) throw Wrong(head is null ? "hidden_size" : "head_dim", "a head must have an even width");
        var keyValueHeads = config["num_key_value_heads"] is null ? heads : Count("num_key_value_heads");
        if (heads % keyValueHeads != 0) throw Wrong("num_key_value_heads", $"it must divide num_attention_heads, {heads}");
        return new DecoderShape(
            Count("vocab_size"), hidden, Count("num_hidden_layers"), heads, keyValueHeads, Count("intermediate_size"), Count("max_position_embeddings"),
            Rotary()?["rope_theta"] is null ? Number(config, "rope_theta", 10_000) : Number(Rotary()!, "rope_theta", 10_000),
            Number(config, "rms_norm_eps", 1e-6), family, head, Flag("tie_word_embeddings"), Scaling());
    }

    private DecoderFamily Family()
    {
        var family = Text(config, "model_type") switch
        {
            "qwen2" => DecoderFamily.Qwen2,
            "qwen3" => DecoderFamily.Qwen3,
            "llama" => DecoderFamily.Llama,
            _ => throw Wrong("model_type", "supported are qwen2, qwen3 and llama"),
        };
        if (config["architectures"] is JsonArray { Count: > 0 } names && names[0]?.ToString() != $"{family}ForCausalLM")
            throw Wrong("architectures", $"supported is {family}ForCausalLM");
        return family;
    }

    private void RefuseTheUnknown(DecoderFamily family)
    {
        if ((Text(config, "hidden_act") ?? "silu") != "silu") throw Wrong("hidden_act", "supported is silu");
        if (Flag("use_sliding_window") || (family == DecoderFamily.Llama && config["sliding_window"] is not null))
            throw Wrong(family == DecoderFamily.Llama ? "sliding_window" : "use_sliding_window", "attention is supported over the whole sequence only");
        if (config["layer_types"] is JsonArray types && types.Any(t => t?.ToString() != "full_attention"))
            throw Wrong("layer_types", "supported is full_attention in every layer");
        if (family != DecoderFamily.Qwen2 && Flag("attention_bias")) throw Wrong("attention_bias", $"{family} is supported without biases");
        if (Flag("mlp_bias")) throw Wrong("mlp_bias", "the feed-forward part is supported without biases");
        if (Number(config, "attention_dropout", 0) != 0) throw Wrong("attention_dropout", "supported is 0");
        if (Number(config, "partial_rotary_factor", 1) != 1) throw Wrong("partial_rotary_factor", "supported is 1");
        if (config["quantization_config"] is not null) throw Wrong("quantization_config", "supported are weights in F32, F16 and BF16");
        foreach (var key in new[] { "num_experts", "num_local_experts" })
            if (Number(config, key, 0) != 0) throw Wrong(key, "mixtures of experts are not supported");
    }

    private RotaryScaling? Scaling()
    {
        if (Rotary() is not { } rotary) return null;
        var key = config["rope_scaling"] is null ? "rope_parameters" : "rope_scaling";
        switch (Text(rotary, "rope_type") ?? Text(rotary, "type") ?? "default")
        {
            case "default":
                return null;
            case "llama3":
                var scaling = new RotaryScaling(
                    Required(rotary, key, "factor"), Required(rotary, key, "low_freq_factor"), Required(rotary, key, "high_freq_factor"),
                    (int)Required(rotary, key, "original_max_position_embeddings"));
                return scaling.Factor > 0 && scaling.HighFreqFactor > scaling.LowFreqFactor
                    ? scaling
                    : throw Wrong(key, "factor must be above 0 and high_freq_factor above low_freq_factor");
            default:
                throw Wrong(key, "supported rope types are default and llama3");
        }
    }

    // Older files have rope_scaling beside rope_theta; newer ones have both in rope_parameters.
    private JsonObject? Rotary() => (config["rope_scaling"] ?? config["rope_parameters"]) switch
    {
        null => null,
        JsonObject rotary => rotary,
        _ => throw Wrong(config["rope_scaling"] is null ? "rope_parameters" : "rope_scaling", "it must be an object"),
    };

    private int Count(string key) =>
        config[key] is JsonValue value && value.TryGetValue<int>(out var count) && count > 0 ? count : throw Wrong(key, "it must be a whole number above 0");

    private bool Flag(string key) => config[key] switch
    {
        null => false,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        _ => throw Wrong(key, "it must be true or false"),
    };

    private double Number(JsonObject from, string key, double otherwise) => from[key] switch
    {
        null => otherwise,
        JsonValue value when value.TryGetValue<double>(out var number) && double.IsFinite(number) && number >= 0 => number,
        var value => throw Wrong(key, "it must be a number, 0 or above", value),
    };

    private double Required(JsonObject from, string parent, string key) =>
        from[key] is null ? throw Wrong(parent, $"it lacks {key}") : Number(from, key, 0);

    private static string? Text(JsonObject from, string key) =>
        from[key] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private InvalidDataException Wrong(string key, string right, JsonNode? found = null)
    {
        var value = (found ?? config[key])?.ToJsonString() ?? "missing";
        return new InvalidDataException($"{path}: {key} is {(value.Length > 200 ? value[..200] + "…" : value)}; {right}.");
    }
}
