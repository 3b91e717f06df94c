using System.Text.Json.Nodes;
using ProRL.Trainer.Models;
using ProRL.Trainer.Tests.Support;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests.Models;

public sealed class PretrainedModelTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("prorl-test-").FullName;

    private string First => Path.Combine(_root, "first");

    private string Second => Path.Combine(_root, "second");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("qwen2, tied", ScalarType.Float32, null, 0)]
    [InlineData("qwen2, untied", ScalarType.BFloat16, null, 0)]
    [InlineData("qwen3, tied", ScalarType.Float16, null, 3000)]
    [InlineData("llama 3", ScalarType.BFloat16, ScalarType.Float32, 3000)]
    [InlineData("llama 3.2", ScalarType.Float16, ScalarType.Float32, 0)]
    public void What_is_read_from_a_folder_is_written_as_the_same_bytes(string name, ScalarType stored, ScalarType? computed, long shardBytes)
    {
        using var scope = NewDisposeScope();
        Make(name, stored, shardBytes);
        File.WriteAllText(Path.Combine(First, "tokenizer.json"), "{}");

        using (var model = PretrainedModel.Load(First, computed))
        {
            Assert.Equal(computed ?? stored, model.Model.Dtype);
            model.Export(Second, shardBytes: shardBytes == 0 ? WeightFiles.DefaultShardBytes : shardBytes);
        }

        var files = Files(First);
        Assert.Equal(files, Files(Second));
        Assert.Contains("tokenizer.json", files);
        Assert.Equal(shardBytes > 0, files.Contains("model.safetensors.index.json"));
        Assert.Equal(shardBytes == 0, files.Contains("model.safetensors"));
        Assert.All(files, f => Assert.Equal(File.ReadAllBytes(Path.Combine(First, f)), File.ReadAllBytes(Path.Combine(Second, f))));
    }

    [Fact]
    public void A_type_that_is_asked_for_is_that_of_every_tensor_and_of_the_config()
    {
        using var scope = NewDisposeScope();
        Make("qwen3, untied", ScalarType.Float32);
        using (var model = PretrainedModel.Load(First)) model.Export(Second, ScalarType.BFloat16);
        Assert.All(Safetensors.Read(Path.Combine(Second, "model.safetensors")).Values, t => Assert.Equal(ScalarType.BFloat16, t.dtype));
        Assert.Equal(ScalarType.BFloat16, HuggingFaceConfig.Read(Second).Dtype);
    }

    [Fact]
    public void Tensors_that_are_missing_or_too_many_or_of_another_shape_are_named_together()
    {
        using var scope = NewDisposeScope();
        Make("llama 3", ScalarType.Float32);
        Rewrite(tensors =>
        {
            tensors["model.layers.0.self_attn.q_proj.bias"] = zeros(16);
            tensors["model.norm.weight"] = zeros(17);
            tensors.Remove("lm_head.weight");
        });
        var error = Assert.Throws<InvalidDataException>(() => PretrainedModel.Load(First));
        Assert.Contains("lm_head.weight is missing", error.Message, StringComparison.Ordinal);
        Assert.Contains("model.layers.0.self_attn.q_proj.bias is not of this model", error.Message, StringComparison.Ordinal);
        Assert.Contains("model.norm.weight has the shape [17]", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_tied_model_may_have_its_output_matrix_if_it_is_the_embedding(bool equal)
    {
        using var scope = NewDisposeScope();
        Make("qwen3, tied", ScalarType.Float32);
        Rewrite(tensors => tensors["lm_head.weight"] = equal ? tensors["model.embed_tokens.weight"] : zeros(20, 16));
        if (equal)
        {
            using var model = PretrainedModel.Load(First);
            Assert.DoesNotContain(model.Model.Weights, w => w.Name == "lm_head.weight");
        }
        else
        {
            Assert.Contains("tie_word_embeddings", Assert.Throws<InvalidDataException>(() => PretrainedModel.Load(First)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("../model.safetensors")]
    [InlineData("/etc/passwd")]
    [InlineData("config.json")]
    [InlineData("absent.safetensors")]
    public void An_index_that_leads_elsewhere_is_refused(string file)
    {
        using var scope = NewDisposeScope();
        Make("qwen2, tied", ScalarType.Float32, 3000);
        var index = Path.Combine(First, "model.safetensors.index.json");
        var content = JsonNode.Parse(File.ReadAllText(index))!;
        content["weight_map"]!["model.norm.weight"] = file;
        File.WriteAllText(index, content.ToJsonString());
        Assert.Contains(file, Assert.Throws<InvalidDataException>(() => PretrainedModel.Load(First)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_exists_is_not_written_over()
    {
        using var scope = NewDisposeScope();
        Make("qwen2, tied", ScalarType.Float32);
        using var model = PretrainedModel.Load(First);
        Assert.Throws<IOException>(() => model.Export(First));
    }

    private void Make(string name, ScalarType stored, long shardBytes = 0)
    {
        var model = Samples.Scrambled(Samples.ShapeOf(name));
        using var made = new PretrainedModel(model, HuggingFaceConfig.Of(model.Shape, Samples.Tokenizer));
        made.Export(First, stored, shardBytes == 0 ? WeightFiles.DefaultShardBytes : shardBytes);
    }

    private void Rewrite(Action<Dictionary<string, Tensor>> change)
    {
        var path = Path.Combine(First, "model.safetensors");
        var tensors = Safetensors.Read(path);
        change(tensors);
        File.Delete(path);
        Safetensors.Write(path, [.. tensors.Select(t => (t.Key, t.Value))]);
    }

    private static string[] Files(string folder) => [.. Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
}
