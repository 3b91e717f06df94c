using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProRL.Trainer.Tokenizers;
using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>
/// A model folder's config.json and, where there is one, generation_config.json. Keys that are not read here survive
/// when it is written again.
/// </summary>
internal sealed class HuggingFaceConfig
{
    private const string FileName = "config.json";
    private const string GenerationName = "generation_config.json";
    private const int MaxBytes = 16 << 20;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonObject _config;
    private readonly byte[]? _original;
    private readonly byte[]? _generationOriginal;

    private HuggingFaceConfig(string path, JsonObject config, byte[]? original, JsonObject generation, byte[]? generationOriginal)
    {
        (_config, _original, _generationOriginal) = (config, original, generationOriginal);
        Shape = new ShapeReader(path, config).Read();
        Dtype = Type(path, config);
        EndIds = Ids(generation["eos_token_id"]) is { Length: > 0 } ids ? ids : Ids(config["eos_token_id"]);
        BeginId = Ids(generation["bos_token_id"] ?? config["bos_token_id"]).Cast<int?>().FirstOrDefault();
        PadId = Ids(generation["pad_token_id"] ?? config["pad_token_id"]).Cast<int?>().FirstOrDefault();
        Temperature = Number(generation["temperature"]);
        TopP = Number(generation["top_p"]);
        TopK = (int?)Number(generation["top_k"]);
    }

    public DecoderShape Shape { get; }

    /// <summary>The type the weights are said to be stored in; null where nothing is said.</summary>
    public ScalarType? Dtype { get; }

    /// <summary>Tokens that end a completion: those of generation_config.json, or else of config.json; may be none.</summary>
    public int[] EndIds { get; }

    /// <summary>The token that begins a text, if there is one.</summary>
    public int? BeginId { get; }

    /// <summary>The padding token, if there is one.</summary>
    public int? PadId { get; }

    /// <summary>The temperature the model's makers sample with, if they say so; likewise the next two.</summary>
    public double? Temperature { get; }

    /// <summary>Nucleus sampling's share, in (0, 1].</summary>
    public double? TopP { get; }

    /// <summary>How many of the likeliest tokens are sampled from.</summary>
    public int? TopK { get; }

    /// <summary>The config of a model of our own, with the tokenizer's padding and ends.</summary>
    public static HuggingFaceConfig Of(DecoderShape shape, ITokenizer tokenizer)
    {
        var config = new JsonObject
        {
            ["architectures"] = new JsonArray($"{shape.Family}ForCausalLM"),
            ["model_type"] = shape.Family switch { DecoderFamily.Qwen2 => "qwen2", DecoderFamily.Qwen3 => "qwen3", _ => "llama" },
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
            ["tie_word_embeddings"] = shape.TieWordEmbeddings,
            ["pad_token_id"] = tokenizer.Pad,
            ["eos_token_id"] = tokenizer.Ends is [var end] ? end : new JsonArray([.. tokenizer.Ends.Select(id => (JsonNode)id)]),
            ["torch_dtype"] = "float32",
        };
        if (shape.ExplicitHeadDim is { } head) config["head_dim"] = head;
        if (shape.RopeScaling is { } scaling)
            config["rope_scaling"] = new JsonObject
            {
                ["rope_type"] = "llama3",
                ["factor"] = scaling.Factor,
                ["low_freq_factor"] = scaling.LowFreqFactor,
                ["high_freq_factor"] = scaling.HighFreqFactor,
                ["original_max_position_embeddings"] = scaling.OriginalMaxPositionEmbeddings,
            };
        // Parsed once, numbers are of one kind, whoever wrote them.
        return new HuggingFaceConfig(FileName, JsonNode.Parse(config.ToJsonString())!.AsObject(), null, [], null);
    }

    /// <summary>Reads a model folder's files.</summary>
    /// <exception cref="InvalidDataException">A file is missing or not JSON, or the model is not of a kind that is implemented.</exception>
    public static HuggingFaceConfig Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) throw new InvalidDataException($"{folder} is not a model folder: there is no {FileName} in it.");
        var (config, original) = Parse(path);
        var generationPath = Path.Combine(folder, GenerationName);
        var (generation, generationOriginal) = File.Exists(generationPath) ? Parse(generationPath) : ([], null);
        return new HuggingFaceConfig(path, config, original, generation, generationOriginal);
    }

    /// <summary>Writes the files into a folder, where they must not exist; says that the weights are stored in a type.</summary>
    public void Write(string folder, ScalarType dtype)
    {
        var bytes = _original;
        if (bytes is null || dtype != Dtype)
        {
            var config = (JsonObject)_config.DeepClone();
            config[config.ContainsKey("dtype") ? "dtype" : "torch_dtype"] = dtype switch
            {
                ScalarType.Float32 => "float32",
                ScalarType.Float16 => "float16",
                ScalarType.BFloat16 => "bfloat16",
                _ => throw new ArgumentException($"Weights are stored as Float32, Float16 or BFloat16, not as {dtype}.", nameof(dtype)),
            };
            bytes = JsonSerializer.SerializeToUtf8Bytes(config, Indented);
        }
        New(FileName, bytes);
        if (_generationOriginal is not null) New(GenerationName, _generationOriginal);

        void New(string name, byte[] content)
        {
            using var file = new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write);
            file.Write(content);
        }
    }

    private static (JsonObject, byte[]) Parse(string path)
    {
        if (new FileInfo(path).Length > MaxBytes) throw new InvalidDataException($"{path} is larger than {MaxBytes} bytes.");
        var bytes = File.ReadAllBytes(path);
        try
        {
            return (JsonNode.Parse(bytes, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject
                ?? throw new InvalidDataException($"{path} is not a JSON object."), bytes);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path} is not JSON: {error.Message}", error);
        }
    }

    private static ScalarType? Type(string path, JsonObject config) => (config["dtype"] ?? config["torch_dtype"])?.ToString() switch
    {
        null or "auto" => null,
        "float32" => ScalarType.Float32,
        "float16" => ScalarType.Float16,
        "bfloat16" => ScalarType.BFloat16,
        var other => throw new InvalidDataException($"{path}: torch_dtype is {other}; supported are float32, float16 and bfloat16."),
    };

    private static int[] Ids(JsonNode? node) => node switch
    {
        JsonValue value when value.TryGetValue<int>(out var id) => [id],
        JsonArray list => [.. list.SelectMany(Ids)],
        _ => [],
    };

    private static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;
}
