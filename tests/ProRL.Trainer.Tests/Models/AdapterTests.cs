using System.Text.Json.Nodes;
using ProRL.Trainer.Learning;
using ProRL.Trainer.Models;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Tests.Support;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests.Models;

public sealed class AdapterTests : IDisposable
{
    private static readonly LoraOptions Lora = new([], Rank: 2, Alpha: 3);

    private static readonly TokenSequence[] Sequences =
        [.. Enumerable.Range(0, 5).Select(i => new TokenSequence([.. Enumerable.Range(2, 2 + i % 3)], [.. Enumerable.Range(4, 1 + i).Select(t => (t + i) % 20)]))];

    private readonly string _folder = Directory.CreateTempSubdirectory("prorl-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("qwen2, untied", ScalarType.Float32)]
    [InlineData("qwen3, tied", ScalarType.BFloat16)]
    [InlineData("llama 3", ScalarType.Float16)]
    public void New_adapters_change_no_bit(string name, ScalarType dtype)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        using var model = new CausalDecoder(Samples.ShapeOf(name), dtype);
        model.Initialize(0.2, 1);
        var (before, cached) = (Logits(model), Cached(model));
        model.Adapt(Lora, 5);
        Assert.Equal(before, Logits(model));
        Assert.Equal(cached, Cached(model));
    }

    [Fact]
    public void A_matrix_counts_as_the_sum_that_the_paper_has()
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        using var model = Adapted(Samples.Shape);
        var (w, a, b) = (Data(model.Weights, "model.layers.1.mlp.down_proj.weight"), Data(model.Trained, "model.layers.1.mlp.down_proj.lora_A.weight"), Data(model.Trained, "model.layers.1.mlp.down_proj.lora_B.weight"));
        var merged = model.Merged(model.Weights.Single(x => x.Name == "model.layers.1.mlp.down_proj.weight")).data<float>().ToArray();
        // W is 16 × 24, A 2 × 24, B 16 × 2, and alpha / rank 1.5.
        for (var o = 0; o < 16; o++)
            for (var i = 0; i < 24; i++)
                Assert.Equal(w[o * 24 + i] + 1.5 * (b[o * 2] * (double)a[i] + b[o * 2 + 1] * (double)a[24 + i]), merged[o * 24 + i], 1e-6);
    }

    [Theory]
    [MemberData(nameof(ArchitectureTests.Names), MemberType = typeof(ArchitectureTests))]
    public void Merged_into_a_model_without_adapters_they_give_the_same_logits(string name)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        using var model = Adapted(Samples.ShapeOf(name));
        using var plain = new CausalDecoder(model.Shape);
        plain.CopyFrom(model);
        var expected = Logits(plain);
        using var unadapted = Samples.Scrambled(model.Shape);
        Assert.NotEqual(Logits(unadapted), expected);
        Assert.All(expected.Zip(Logits(model)), p => Assert.Equal(p.First, p.Second, 1e-5));
        Assert.All(expected.Zip(Cached(model)), p => Assert.Equal(p.First, p.Second, 1e-5));
    }

    [Fact]
    public void Gradients_are_those_of_finite_differences()
    {
        using var scope = NewDisposeScope();
        using var model = Adapted(Samples.Shape with { NumHiddenLayers = 1 });
        var batch = TokenBatch.Pack(Sequences, 1000, 1)[0];
        var gradients = autograd.grad([Loss(model, batch)], [.. model.Trained.Select(t => (Tensor)t.Parameter)]);
        Assert.Equal(14, gradients.Count);
        using var none = no_grad();
        foreach (var ((name, parameter), gradient) in model.Trained.Zip(gradients))
        {
            var values = parameter.view(-1);
            float[] differences = [.. Enumerable.Range(0, (int)values.numel()).Select(i => (Moved(i, 0.01f) - Moved(i, -0.01f)) / 0.02f)];
            var error = (gradient.view(-1) - tensor(differences)).norm().item<float>() / gradient.norm().item<float>();
            Assert.True(error < 0.01, $"{name}: {error}");

            float Moved(int i, float by)
            {
                using var inner = NewDisposeScope();
                var old = values[i].item<float>();
                values[i] = tensor(old + by);
                var loss = Loss(model, batch).item<float>();
                values[i] = tensor(old);
                return loss;
            }
        }
    }

    [Theory]
    [MemberData(nameof(ArchitectureTests.Names), MemberType = typeof(ArchitectureTests))]
    public void Recomputed_gradients_are_those_of_the_plain_backward_pass(string name)
    {
        using var scope = NewDisposeScope();
        using var model = Adapted(Samples.ShapeOf(name));
        var batch = TokenBatch.Pack(Sequences, 1000, 1)[0];
        var expected = autograd.grad([Loss(model, batch)], [.. model.Trained.Select(t => (Tensor)t.Parameter)]);
        var sums = expected.Select(g => zeros(g.shape)).ToArray();
        new Recomputation(model, 4).AddGradient(batch, SupervisedLoss.Scorer, (_, scores) => SupervisedLoss.Of(scores, 0.1), sums);
        foreach (var ((weight, _), (sum, gradient)) in model.Trained.Zip(sums.Zip(expected)))
            Assert.True((sum - gradient).norm().item<float>() < 1e-5 * gradient.norm().item<float>(), weight);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void They_learn_while_the_weights_stay_and_leave_no_tensor_behind(bool recompute)
    {
        using var scope = NewDisposeScope();
        using var model = Samples.Model();
        model.Adapt(Lora, 1);
        var before = model.Weights.Select(w => w.Parameter.data<float>().ToArray()).ToArray();
        using var optimizer = new FusedAdamW(model.Trained.Select(w => (Tensor)w.Parameter), 0.9, 0.99, 0.01);
        using var learner = new Learner(model, optimizer, new Workers(2), 2, recompute);
        var batches = TokenBatch.Pack(Sequences, 20, 2);
        var (losses, counts) = (new List<double>(), new List<long>());
        for (var i = 0; i < 60; i++)
        {
            losses.Add(learner.Update(batches, SupervisedLoss.Scorer, (_, scores) => SupervisedLoss.Of(scores, 0.1), 0.02, 1).Sums[0]);
            counts.Add(Tensor.TotalCount);
        }
        Assert.True(losses[^1] < 0.8 * losses[0], $"{losses[0]} to {losses[^1]}");
        Assert.Single(counts.Distinct());
        Assert.Equal(before, model.Weights.Select(w => w.Parameter.data<float>().ToArray()));
    }

    [Theory]
    [InlineData(ScalarType.Float32, ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16, ScalarType.BFloat16)]
    public void An_exported_model_is_merged_and_has_the_adapters_as_PEFT_names_them(ScalarType stored, ScalarType computed)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var (first, second) = (Path.Combine(_folder, "first"), Path.Combine(_folder, "second"));
        using (var made = Samples.Scrambled(Samples.Shape))
        {
            using var baseModel = new PretrainedModel(made, HuggingFaceConfig.Of(made.Shape, Samples.Tokenizer));
            baseModel.Export(first, stored);
        }
        using var model = PretrainedModel.Load(first, computed);
        model.Model.Adapt(new LoraOptions(["v_proj", "down_proj"], Rank: 4, Alpha: 8), 1);
        Spread(model.Model);
        model.Export(second);

        using var read = PretrainedModel.Load(second);
        Assert.Equal(stored, read.Model.Dtype);
        Assert.Equal(Logits(model.Model), Logits(read.Model));
        var tensors = Safetensors.Read(Path.Combine(second, "adapter", "adapter_model.safetensors"));
        // Hidden 16, two heads of 4 for v, 24 inside.
        Assert.Equal(
            [
                .. Enumerable.Range(0, 2).SelectMany(l => new[]
                {
                    ($"base_model.model.model.layers.{l}.mlp.down_proj.lora_A.weight", "4×24"), ($"base_model.model.model.layers.{l}.mlp.down_proj.lora_B.weight", "16×4"),
                    ($"base_model.model.model.layers.{l}.self_attn.v_proj.lora_A.weight", "4×16"), ($"base_model.model.model.layers.{l}.self_attn.v_proj.lora_B.weight", "8×4"),
                }),
            ],
            tensors.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => (t.Key, string.Join("×", t.Value.shape))));
        Assert.All(tensors.Values, t => Assert.Equal(ScalarType.Float32, t.dtype));
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(second, "adapter", "adapter_config.json")))!;
        Assert.Equal(("LORA", "CAUSAL_LM", 4, 8.0), ((string?)config["peft_type"], (string?)config["task_type"], (int)config["r"]!, (double)config["lora_alpha"]!));
        Assert.Equal(["down_proj", "v_proj"], config["target_modules"]!.AsArray().Select(t => (string?)t));
        Assert.Equal(first, (string?)config["base_model_name_or_path"]);
    }

    [Fact]
    public void The_seed_decides_what_adapters_begin_with()
    {
        Assert.Equal(Begin(3), Begin(3));
        Assert.NotEqual(Begin(3), Begin(4));

        static float[] Begin(long seed)
        {
            using var model = Samples.Model();
            model.Adapt(Lora, seed);
            return [.. model.Trained.SelectMany(t => t.Parameter.data<float>().ToArray())];
        }
    }

    private static CausalDecoder Adapted(DecoderShape shape)
    {
        var model = Samples.Scrambled(shape);
        model.Adapt(Lora, 1);
        Spread(model);
        return model;
    }

    // Values for B too, as after some training.
    private static void Spread(CausalDecoder model)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var generator = new Generator(7);
        foreach (var (_, parameter) in model.Trained) parameter.copy_(empty(parameter.shape).normal_(0, 0.2, generator));
    }

    private static Tensor Loss(CausalDecoder model, TokenBatch batch) => SupervisedLoss.Of(Predictions.Of(model, batch, SupervisedLoss.Scorer), 0.1);

    private static float[] Data(IEnumerable<(string Name, TorchSharp.Modules.Parameter Parameter)> parameters, string name) => parameters.Single(p => p.Name == name).Parameter.data<float>().ToArray();

    // Of the last of seven tokens.
    private static float[] Logits(CausalDecoder model) =>
        model.Logits(model.Hidden(tensor(new long[] { 3, 5, 7, 2, 9, 11, 4 }, [1, 7])).select(1, 6)).data<float>().ToArray();

    private static float[] Cached(CausalDecoder model)
    {
        using var decoder = new CachedDecoder(model);
        using var cache = decoder.NewCache(1, 8);
        var logits = decoder.Logits(decoder.Hidden(tensor(new long[] { 3, 5, 7, 2, 9, 11, 4 }, [1, 7]), tensor(new long[] { 0, 1, 2, 3, 4, 5, 6 }, [1, 7]), cache));
        return logits.data<float>().ToArray()[^model.Shape.VocabSize..];
    }
}
