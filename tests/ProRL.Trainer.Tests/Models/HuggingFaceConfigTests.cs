using System.Text.Json.Nodes;
using ProRL.Trainer.Models;
using ProRL.Trainer.Tests.Support;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests.Models;

public sealed class HuggingFaceConfigTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("prorl-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(ArchitectureTests.Names), MemberType = typeof(ArchitectureTests))]
    public void A_shape_survives_being_written_and_read(string name)
    {
        HuggingFaceConfig.Of(Samples.ShapeOf(name), Samples.Tokenizer).Write(_folder, ScalarType.BFloat16);
        var read = HuggingFaceConfig.Read(_folder);
        Assert.Equal(Samples.ShapeOf(name), read.Shape);
        Assert.Equal(ScalarType.BFloat16, read.Dtype);
        Assert.Equal(Samples.Tokenizer.Ends, read.EndIds);
        Assert.Equal(Samples.Tokenizer.Pad, read.PadId);
    }

    [Fact]
    public void Rope_parameters_of_newer_files_are_read()
    {
        var config = Config("qwen3, tied");
        config.Remove("rope_theta");
        config.Remove("torch_dtype");
        config["rope_parameters"] = JsonNode.Parse("""{"rope_type": "default", "rope_theta": 1000000}""");
        config["dtype"] = "float16";
        var read = Read(config);
        Assert.Equal(1e6, read.Shape.RopeTheta);
        Assert.Null(read.Shape.RopeScaling);
        Assert.Equal(ScalarType.Float16, read.Dtype);
    }

    [Fact]
    public void What_generation_config_says_about_the_end_and_about_sampling_comes_first()
    {
        var config = Config("llama 3.2");
        config["bos_token_id"] = 7;
        config["eos_token_id"] = 8;
        File.WriteAllText(Path.Combine(_folder, "generation_config.json"), """{"eos_token_id": [8, 9], "pad_token_id": 3, "temperature": 0.6, "top_p": 0.95, "top_k": 20}""");
        var read = Read(config);
        Assert.Equal([8, 9], read.EndIds);
        Assert.Equal((7, 3), (read.BeginId, read.PadId));
        Assert.Equal((0.6, 0.95, 20), (read.Temperature, read.TopP, read.TopK));
    }

    [Fact]
    public void Keys_that_mean_nothing_here_survive_and_an_unchanged_file_is_the_same_bytes()
    {
        var config = Config("qwen2, tied");
        config["initializer_range"] = JsonNode.Parse("1e-02");
        config["max_window_layers"] = 21;
        var read = Read(config);
        var same = Directory.CreateDirectory(Path.Combine(_folder, "same")).FullName;
        var other = Directory.CreateDirectory(Path.Combine(_folder, "other")).FullName;
        read.Write(same, ScalarType.Float32);
        read.Write(other, ScalarType.BFloat16);

        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder, "config.json")), File.ReadAllBytes(Path.Combine(same, "config.json")));
        config["torch_dtype"] = "bfloat16";
        Assert.True(JsonNode.DeepEquals(config, JsonNode.Parse(File.ReadAllText(Path.Combine(other, "config.json")))));
    }

    [Theory]
    [InlineData("model_type", "\"qwen3_moe\"", "qwen2, qwen3 and llama")]
    [InlineData("architectures", "[\"Qwen2ForSequenceClassification\"]", "Qwen2ForCausalLM")]
    [InlineData("hidden_act", "\"gelu\"", "silu")]
    [InlineData("use_sliding_window", "true", "whole sequence")]
    [InlineData("layer_types", "[\"full_attention\", \"sliding_attention\"]", "full_attention")]
    [InlineData("rope_scaling", "{\"type\": \"yarn\", \"factor\": 4.0, \"original_max_position_embeddings\": 32768}", "default and llama3")]
    [InlineData("rope_scaling", "{\"rope_type\": \"llama3\", \"factor\": 4.0}", "low_freq_factor")]
    [InlineData("rope_scaling", "{\"rope_type\": \"llama3\", \"factor\": \"4\"}", "number")]
    [InlineData("rope_scaling", "2", "object")]
    [InlineData("partial_rotary_factor", "0.5", "supported is 1")]
    [InlineData("mlp_bias", "true", "without biases")]
    [InlineData("attention_dropout", "0.1", "supported is 0")]
    [InlineData("num_experts", "8", "experts")]
    [InlineData("quantization_config", "{}", "BF16")]
    [InlineData("num_key_value_heads", "3", "divide")]
    [InlineData("hidden_size", "18", "multiple")]
    [InlineData("hidden_size", "0", "above 0")]
    [InlineData("vocab_size", "1e12", "above 0")]
    [InlineData("head_dim", "5", "even")]
    [InlineData("tie_word_embeddings", "1", "true or false")]
    [InlineData("rms_norm_eps", "-1", "0 or above")]
    [InlineData("torch_dtype", "\"float8\"", "bfloat16")]
    public void What_is_not_implemented_is_refused_by_its_key(string key, string value, string right)
    {
        var config = Config("qwen2, tied");
        config[key] = JsonNode.Parse(value);
        var error = Assert.Throws<InvalidDataException>(() => Read(config));
        Assert.Contains(right == "number" ? "factor" : key, error.Message, StringComparison.Ordinal);
        Assert.Contains(right, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("llama 3", "attention_bias", "true")]
    [InlineData("qwen3, tied", "attention_bias", "true")]
    [InlineData("llama 3", "sliding_window", "4096")]
    public void What_another_family_may_have_is_refused_where_it_changes_something(string name, string key, string value)
    {
        var config = Config(name);
        config[key] = JsonNode.Parse(value);
        Assert.Contains(key, Assert.Throws<InvalidDataException>(() => Read(config)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"model_type": "qwen2", "model_type": "qwen2"}""")]
    public void A_damaged_file_is_refused_with_its_name(string text)
    {
        File.WriteAllText(Path.Combine(_folder, "config.json"), text);
        Assert.Contains("config.json", Assert.Throws<InvalidDataException>(() => HuggingFaceConfig.Read(_folder)).Message, StringComparison.Ordinal);
    }

    private JsonObject Config(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "config")).FullName;
        HuggingFaceConfig.Of(Samples.ShapeOf(name), Samples.Tokenizer).Write(folder, ScalarType.Float32);
        return JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "config.json")))!.AsObject();
    }

    private HuggingFaceConfig Read(JsonObject config)
    {
        File.WriteAllText(Path.Combine(_folder, "config.json"), config.ToJsonString());
        return HuggingFaceConfig.Read(_folder);
    }
}
