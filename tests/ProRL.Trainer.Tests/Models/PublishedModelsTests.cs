using ProRL.Trainer.Models;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests.Models;

/// <summary>
/// Published models by the keys of their config.json that decide the weights: on the meta device they have as many
/// parameters as their makers say, under the names and in the shapes of their checkpoints.
/// </summary>
public sealed class PublishedModelsTests : IDisposable
{
    private const string Qwen2 = """ "architectures": ["Qwen2ForCausalLM"], "model_type": "qwen2", "hidden_act": "silu", "attention_dropout": 0.0, "initializer_range": 0.02, "rms_norm_eps": 1e-06, "torch_dtype": "bfloat16", "use_cache": true, "use_sliding_window": false """;
    private const string Qwen3 = """ "architectures": ["Qwen3ForCausalLM"], "model_type": "qwen3", "hidden_act": "silu", "attention_bias": false, "attention_dropout": 0.0, "head_dim": 128, "rms_norm_eps": 1e-06, "rope_scaling": null, "rope_theta": 1000000, "max_position_embeddings": 40960, "sliding_window": null, "use_sliding_window": false, "torch_dtype": "bfloat16", "vocab_size": 151936 """;
    private const string Llama = """ "architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_act": "silu", "attention_bias": false, "attention_dropout": 0.0, "mlp_bias": false, "pretraining_tp": 1, "rms_norm_eps": 1e-05, "rope_theta": 500000.0, "max_position_embeddings": 131072, "torch_dtype": "bfloat16", "vocab_size": 128256 """;

    private readonly string _folder = Directory.CreateTempSubdirectory("prorl-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Qwen2.5-0.5B", 494_032_768, Qwen2 + """, "hidden_size": 896, "num_hidden_layers": 24, "num_attention_heads": 14, "num_key_value_heads": 2, "intermediate_size": 4864, "vocab_size": 151936, "max_position_embeddings": 32768, "max_window_layers": 24, "sliding_window": 32768, "rope_theta": 1000000.0, "tie_word_embeddings": true """)]
    [InlineData("Qwen2.5-1.5B", 1_543_714_304, Qwen2 + """, "hidden_size": 1536, "num_hidden_layers": 28, "num_attention_heads": 12, "num_key_value_heads": 2, "intermediate_size": 8960, "vocab_size": 151936, "max_position_embeddings": 131072, "max_window_layers": 28, "sliding_window": 131072, "rope_theta": 1000000.0, "tie_word_embeddings": true """)]
    [InlineData("Qwen2.5-7B", 7_615_616_512, Qwen2 + """, "hidden_size": 3584, "num_hidden_layers": 28, "num_attention_heads": 28, "num_key_value_heads": 4, "intermediate_size": 18944, "vocab_size": 152064, "max_position_embeddings": 131072, "max_window_layers": 28, "sliding_window": 131072, "rope_theta": 1000000.0, "tie_word_embeddings": false """)]
    [InlineData("DeepSeek-R1-Distill-Qwen-1.5B", 1_777_088_000, Qwen2 + """, "hidden_size": 1536, "num_hidden_layers": 28, "num_attention_heads": 12, "num_key_value_heads": 2, "intermediate_size": 8960, "vocab_size": 151936, "max_position_embeddings": 131072, "max_window_layers": 21, "sliding_window": 4096, "rope_theta": 10000, "tie_word_embeddings": false, "use_mrope": false """)]
    [InlineData("Nemotron-Research-Reasoning-Qwen-1.5B", 1_777_088_000, Qwen2 + """, "hidden_size": 1536, "num_hidden_layers": 28, "num_attention_heads": 12, "num_key_value_heads": 2, "intermediate_size": 8960, "vocab_size": 151936, "max_position_embeddings": 131072, "max_window_layers": 21, "sliding_window": 4096, "rope_theta": 10000, "tie_word_embeddings": false, "use_mrope": false """)]
    [InlineData("Qwen3-0.6B", 596_049_920, Qwen3 + """, "hidden_size": 1024, "num_hidden_layers": 28, "num_attention_heads": 16, "num_key_value_heads": 8, "intermediate_size": 3072, "max_window_layers": 28, "tie_word_embeddings": true """)]
    [InlineData("Qwen3-1.7B", 1_720_574_976, Qwen3 + """, "hidden_size": 2048, "num_hidden_layers": 28, "num_attention_heads": 16, "num_key_value_heads": 8, "intermediate_size": 6144, "max_window_layers": 28, "tie_word_embeddings": true """)]
    [InlineData("Qwen3-4B", 4_022_468_096, Qwen3 + """, "hidden_size": 2560, "num_hidden_layers": 36, "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 9728, "max_window_layers": 36, "tie_word_embeddings": true """)]
    [InlineData("Qwen3-8B", 8_190_735_360, Qwen3 + """, "hidden_size": 4096, "num_hidden_layers": 36, "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 12288, "max_window_layers": 36, "tie_word_embeddings": false """)]
    [InlineData("Llama-3.2-1B", 1_235_814_400, Llama + """, "hidden_size": 2048, "num_hidden_layers": 16, "num_attention_heads": 32, "num_key_value_heads": 8, "head_dim": 64, "intermediate_size": 8192, "tie_word_embeddings": true, "rope_scaling": {"factor": 32.0, "high_freq_factor": 4.0, "low_freq_factor": 1.0, "original_max_position_embeddings": 8192, "rope_type": "llama3"} """)]
    [InlineData("Llama-3.1-8B", 8_030_261_248, Llama + """, "hidden_size": 4096, "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 14336, "tie_word_embeddings": false, "rope_scaling": {"factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 8192, "rope_type": "llama3"} """)]
    public void A_published_config_makes_the_published_number_of_parameters(string name, long parameters, string keys)
    {
        using var scope = NewDisposeScope();
        File.WriteAllText(Path.Combine(_folder, "config.json"), $"{{{keys}}}");
        var shape = HuggingFaceConfig.Read(_folder).Shape;
        using var model = new CausalDecoder(shape, ScalarType.BFloat16, META);

        Assert.True(parameters == model.Weights.Sum(w => w.Parameter.numel()), name);
        Assert.All(model.Weights, w => Assert.True(w.Parameter.is_meta && w.Parameter.dtype == ScalarType.BFloat16));
    }

    [Fact]
    public void Names_and_shapes_are_those_of_the_checkpoint_of_Qwen3_4B()
    {
        using var scope = NewDisposeScope();
        using var model = new CausalDecoder(
            new DecoderShape(151936, 2560, 36, 32, 8, 9728, 40960, 1e6, 1e-6, DecoderFamily.Qwen3, 128, TieWordEmbeddings: true), ScalarType.BFloat16, META);
        var shapes = model.Weights.ToDictionary(w => w.Name, w => w.Parameter.shape);

        Assert.Equal(2 + 36 * 11, shapes.Count);
        Assert.Equal([151936, 2560], shapes["model.embed_tokens.weight"]);
        Assert.Equal([4096, 2560], shapes["model.layers.35.self_attn.q_proj.weight"]);
        Assert.Equal([1024, 2560], shapes["model.layers.35.self_attn.k_proj.weight"]);
        Assert.Equal([1024, 2560], shapes["model.layers.35.self_attn.v_proj.weight"]);
        Assert.Equal([2560, 4096], shapes["model.layers.35.self_attn.o_proj.weight"]);
        Assert.Equal([128], shapes["model.layers.0.self_attn.q_norm.weight"]);
        Assert.Equal([128], shapes["model.layers.0.self_attn.k_norm.weight"]);
        Assert.Equal([9728, 2560], shapes["model.layers.7.mlp.gate_proj.weight"]);
        Assert.Equal([9728, 2560], shapes["model.layers.7.mlp.up_proj.weight"]);
        Assert.Equal([2560, 9728], shapes["model.layers.7.mlp.down_proj.weight"]);
        Assert.Equal([2560], shapes["model.layers.7.input_layernorm.weight"]);
        Assert.Equal([2560], shapes["model.layers.7.post_attention_layernorm.weight"]);
        Assert.Equal([2560], shapes["model.norm.weight"]);
    }

    [Fact]
    public void Names_and_shapes_are_those_of_the_checkpoint_of_DeepSeek_R1_Distill_Qwen_1_5B()
    {
        using var scope = NewDisposeScope();
        using var model = new CausalDecoder(new DecoderShape(151936, 1536, 28, 12, 2, 8960, 131072, TieWordEmbeddings: false), ScalarType.BFloat16, META);
        var shapes = model.Weights.ToDictionary(w => w.Name, w => w.Parameter.shape);

        Assert.Equal(339, shapes.Count);
        Assert.Equal([151936, 1536], shapes["lm_head.weight"]);
        Assert.Equal([1536, 1536], shapes["model.layers.27.self_attn.q_proj.weight"]);
        Assert.Equal([1536], shapes["model.layers.27.self_attn.q_proj.bias"]);
        Assert.Equal([256, 1536], shapes["model.layers.27.self_attn.k_proj.weight"]);
        Assert.Equal([256], shapes["model.layers.27.self_attn.v_proj.bias"]);
    }
}
