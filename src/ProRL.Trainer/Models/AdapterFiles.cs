using System.Text.Json;
using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>
/// A model's adapters as the library PEFT keeps them, for tools that put them on the base model by themselves. They have a
/// folder of their own: beside merged weights, they would be put on those once more.
/// </summary>
internal static class AdapterFiles
{
    /// <summary>The folder's name in a model's folder.</summary>
    public const string Folder = "adapter";

    /// <summary>The file of the tensors in it.</summary>
    public const string Weights = "adapter_model.safetensors";

    // Where PEFT's wrapping puts a causal language model.
    private const string Prefix = "base_model.model.";

    /// <summary>The adapters' matrices by the names they have in <see cref="Weights"/>.</summary>
    public static (string Name, Tensor Value)[] Named(CausalDecoder model) => [.. model.Trained.Select(t => (Prefix + t.Name, (Tensor)t.Parameter))];

    /// <summary>Writes adapter_config.json and the tensors into a new folder within <paramref name="folder"/>.</summary>
    /// <param name="folder">A model's folder.</param>
    /// <param name="model">It has adapters.</param>
    /// <param name="basePath">The folder of the model that they belong on; null where it comes from none.</param>
    public static void Write(string folder, CausalDecoder model, string? basePath)
    {
        var path = Path.Combine(folder, Folder);
        Directory.CreateDirectory(path);
        // A name ends with the projection's, as in q_proj.lora_A.weight.
        var targets = model.Trained.Select(t => t.Name.Split('.')[^3]).Distinct().Order(StringComparer.Ordinal);
        var config = new JsonObject
        {
            ["peft_type"] = "LORA",
            ["task_type"] = "CAUSAL_LM",
            ["base_model_name_or_path"] = basePath,
            ["r"] = model.Lora!.Rank,
            ["lora_alpha"] = model.Lora.Alpha,
            ["target_modules"] = new JsonArray([.. targets.Select(t => (JsonNode)t)]),
            ["lora_dropout"] = 0.0,
            ["bias"] = "none",
            ["fan_in_fan_out"] = false,
            ["use_rslora"] = false,
            ["use_dora"] = false,
            ["modules_to_save"] = null,
            ["inference_mode"] = true,
        };
        File.WriteAllText(Path.Combine(path, "adapter_config.json"), config.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        Safetensors.Write(Path.Combine(path, Weights), Named(model));
    }
}
