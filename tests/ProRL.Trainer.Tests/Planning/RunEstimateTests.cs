using ProRL.Trainer.Models;
using ProRL.Trainer.Planning;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Tests.Support;

namespace ProRL.Trainer.Tests.Planning;

public sealed class RunEstimateTests
{
    private static readonly ComputeDevice Device = new("made up", 80e9, 100e12, 10e12, 1e12);

    // Qwen2.5-1.5B has 1,543,714,304 parameters; in bfloat16 each takes 2 bytes, its copy 4, its means 8.
    [Fact]
    public void Memory_of_a_1_5B_model_is_what_it_is_by_hand()
    {
        var recipe = Recipe("model.dtype=bfloat16", "model.recompute=true", "run.shards=1", "run.max_batch_tokens=4096", "rollouts.max_tokens=8192", "rollouts.batch_rows=64");
        var memory = MemoryEstimate.Of(new ModelSize(ModelSizeTests.Qwen, recipe.Model.Lora), recipe, 256, ownMemory: true);
        Assert.Equal(3_087_428_608, memory.Weights);
        Assert.Equal(6_174_857_216, memory.Masters);
        Assert.Equal(3_087_428_608, memory.Reference);
        Assert.Equal(12_349_714_432, memory.Optimizer);
        // One sum in float32, and the head's 151,936 · 1,536 in bfloat16.
        Assert.Equal(6_174_857_216 + 466_747_392, memory.Gradients);
        // The longest sequence, 8,448 tokens, is a micro-batch. Kept: 30 · 1,536 of states and one layer's 48,896.
        Assert.Equal(8_448.0 * (46_080 + 48_896) * 2, memory.Activations);
        // 2^25 logits at a time are those of 220 tokens.
        Assert.Equal(220.0 * 151_936 * 18, memory.Logits);
        // 2 · 28 layers · 2 heads · 128 numbers of 2 bytes a token: 28,672; 64 rows of 8,448 tokens.
        Assert.Equal(15_502_147_584, memory.Cache);
        // Sampling takes more than an update: 15.5 GB against 1.6 and 0.6.
        Assert.Equal(memory.Standing + 15_502_147_584, memory.Peak);
    }

    [Fact]
    public void Adapters_are_float32_and_need_no_copies()
    {
        var recipe = Recipe("model.dtype=bfloat16", "run.shards=1", "model.lora.rank=16");
        var size = new ModelSize(ModelSizeTests.Qwen, recipe.Model.Lora);
        var memory = MemoryEstimate.Of(size, recipe, 256, ownMemory: true);
        // 28 layers · 16 · (q and o 2 · 3,072, k and v 2 · 1,792, the three others 10,496 each).
        Assert.Equal(18_464_768, size.Trained);
        Assert.Equal(3_087_428_608 + 4.0 * 18_464_768, memory.Weights);
        Assert.Equal((0, 8.0 * 18_464_768, 12.0 * 18_464_768), (memory.Masters, memory.Optimizer, memory.Gradients));
    }

    // Two bytes a weight and two float32 scales for each 2,048; the tensors of 1,536, 256 and fewer than 4,096 keep 8 bytes:
    // 57 norms and 28 q biases of 1,536, and 56 biases of 256.
    [Fact]
    public void Coded_means_take_two_bytes_and_their_scales()
    {
        var recipe = Recipe("model.dtype=bfloat16", "optimizer.states=int8");
        var size = new ModelSize(ModelSizeTests.Qwen, recipe.Model.Lora);
        const long Small = 85 * 1_536 + 56 * 256;
        // Every larger tensor is a whole number of blocks.
        const long Coded = 1_543_714_304 - Small;
        Assert.Equal(2 * Coded + 8 * (Coded / 2_048) + 8 * Small, MemoryEstimate.Of(size, recipe, 256, ownMemory: true).Optimizer);
        Assert.InRange(MemoryEstimate.Of(size, recipe, 256, ownMemory: true).Optimizer, 2.00 * size.Parameters, 2.01 * size.Parameters);
    }

    [Fact]
    public void Means_and_copies_move_to_main_memory_where_that_is_another()
    {
        var recipe = Recipe("model.dtype=bfloat16", "optimizer.offload=true");
        var size = new ModelSize(ModelSizeTests.Qwen, recipe.Model.Lora);
        var (gpu, cpu) = (MemoryEstimate.Of(size, recipe, 256, ownMemory: true), MemoryEstimate.Of(size, recipe, 256, ownMemory: false));
        Assert.Equal((0, 0, 12.0 * 1_543_714_304), (gpu.Masters, gpu.Optimizer, gpu.Host));
        Assert.Equal(0, cpu.Host);
        Assert.Equal(cpu.Standing, gpu.Standing + gpu.Host);
        Assert.Contains("18.5 GB of the optimizer in main memory", RunEstimate.Of(recipe, size, Device, new Assumptions()).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_recomputation_every_layer_keeps_its_own()
    {
        var size = new ModelSize(ModelSizeTests.Qwen, new LoraOptions([]));
        Assert.Equal(28 * 48_896, size.KeptPerToken(recompute: false));
        Assert.Equal(30 * 1_536 + 48_896, size.KeptPerToken(recompute: true));
        var recipe = Recipe("model.dtype=bfloat16", "run.shards=1", "run.max_batch_tokens=16896", "rollouts.max_tokens=8192");
        var memory = MemoryEstimate.Of(size, recipe, 256, ownMemory: true);
        Assert.Equal(16_896.0 * 28 * 48_896 * 2, memory.Activations);
        // Two sequences of 8,448 tokens with 8,192 predicted each, 16 bytes a logit and 2 for its bfloat16.
        Assert.Equal(16_384.0 * 151_936 * 18, memory.Logits, 1.0);
        // A sum in float32 and the gradients twice in bfloat16.
        Assert.Equal(12_349_714_432, memory.Gradients);
    }

    [Fact]
    public void A_recipe_without_divergence_and_in_float32_has_neither_reference_nor_copies()
    {
        var recipe = Recipe("policy.kl_weight=0", "run.shards=2");
        var memory = MemoryEstimate.Of(new ModelSize(ModelSizeTests.Qwen, recipe.Model.Lora), recipe, 8, ownMemory: true);
        Assert.Equal((0, 0), (memory.Reference, memory.Masters));
        Assert.Equal(1_543_714_304 * 4.0, memory.Weights);
        // Two sums, and two micro-batches at once with their own twice: 2·4 + 2·2·4.
        Assert.Equal(1_543_714_304 * 24.0, memory.Gradients);
    }

    // 4 prompts, of which half are equal in each of three rounds: 4 + 2 + 1 groups sampled, 3.5 kept; 6 completions of each.
    [Fact]
    public void Dynamic_sampling_samples_more_than_it_trains_on()
    {
        var stage = Estimate("rollouts.max_rounds=3", "rollouts.max_tokens=10");
        Assert.Equal((42, 210, 105), (stage.Completions, stage.SampledTokens, stage.TrainedTokens));
        var kept = Estimate("rollouts.max_rounds=1", "rollouts.drop_equal=false", "rollouts.max_tokens=10");
        Assert.Equal((24, 120, 120), (kept.Completions, kept.SampledTokens, kept.TrainedTokens));
    }

    // The sizes of ModelSizeTests: trunk 1,152, head 80, query 8, key-value 4. 24 completions of 5 tokens after prompts of 6
    // tokens, in sequences of 11: 2·1152·264 + 2·80·120 + 4·8·2·264·5.5 operations forward, and three times that in all.
    [Fact]
    public void The_time_of_training_is_operations_over_what_the_device_reaches()
    {
        var stage = Estimate("rollouts.max_rounds=1", "rollouts.drop_equal=false", "rollouts.max_tokens=10");
        const double Forward = (608_256 + 19_200 + 92_928) / (0.4 * 10e12);
        Assert.Equal(3 * Forward, stage.TrainingSeconds, 1e-15);
        Assert.Equal(Forward, stage.ScoringSeconds, 1e-15);
        Assert.Equal(4 * Forward, Estimate("rollouts.max_rounds=1", "rollouts.drop_equal=false", "rollouts.max_tokens=10", "model.recompute=true").TrainingSeconds, 1e-15);
        Assert.Equal(2 * Forward, Estimate("rollouts.max_rounds=1", "rollouts.drop_equal=false", "rollouts.max_tokens=10", "policy.importance_cap=2").ScoringSeconds, 1e-15);
    }

    // One lane of nine rows: a step reads (1,152 + 80) weights and 9 rows' caches of 8.5 tokens with 16 numbers, 4 bytes each,
    // in 24·5/9 steps; before that, 4 prompts of 6 tokens are read: 2·1152·24 + 2·80·4 + 4·8·2·24·3 operations.
    [Fact]
    public void The_time_of_decoding_is_bytes_over_what_the_device_reaches()
    {
        var stage = Estimate("rollouts.max_rounds=1", "rollouts.drop_equal=false", "rollouts.max_tokens=10", "rollouts.batch_rows=9", "run.shards=1");
        const double Step = (1_232 * 4 + 9 * 8.5 * 16 * 4) / (0.6 * 1e12);
        const double Prompts = (55_296 + 640 + 4_608) / (0.4 * 10e12);
        Assert.Equal(120 / 9.0 * Step + Prompts, stage.SamplingSeconds, 1e-15);
        Assert.Equal(24 / stage.SamplingSeconds, stage.VerdictsPerSecond, 1e-3);
    }

    [Fact]
    public void A_run_takes_its_stages_one_after_another_and_needs_the_memory_of_the_largest()
    {
        var recipe = RecipeReader.Read(RecipeWriter.Write(Recipe()) + "stages: [{ name: a }, { name: b, policy: { steps: 2 }, rollouts: { batch_rows: 5000 } }]", "stages.yaml", []);
        var estimate = RunEstimate.Of(recipe, Tiny(recipe), Device, new Assumptions());
        Assert.Equal(["a", "b"], estimate.Stages.Select(s => s.Name));
        Assert.Equal(estimate.Stages[0].Seconds + estimate.Stages[1].Seconds, estimate.Seconds);
        Assert.Equal(2 * estimate.Stages[1].StepSeconds + estimate.Stages[1].EvaluationSeconds, estimate.Stages[1].Seconds, 1e-15);
        Assert.Equal(estimate.Stages[1].Memory.Peak, estimate.PeakBytes);
        Assert.True(estimate.Fits);
        var small = RunEstimate.Of(recipe, Tiny(recipe), Device with { MemoryBytes = 1000 }, new Assumptions());
        Assert.False(small.Fits);
        Assert.Contains("DOES NOT FIT", small.Text(), StringComparison.Ordinal);
    }

    private static StageEstimate Estimate(params string[] overrides)
    {
        var recipe = Recipe(overrides);
        return StageEstimate.Of(recipe.Stages[0], Tiny(recipe), Device, new Assumptions(LengthShare: 0.5, PromptTokens: 256));
    }

    // Positions for 16 tokens: beside 10 of a completion, 6 are left for the prompt.
    private static ModelSize Tiny(Recipe recipe) => new(new DecoderShape(10, 8, 2, 2, 1, 16, 16), recipe.Model.Lora);

    private static Recipe Recipe(params string[] overrides) => Samples.Recipe(["model.max_positions=20000", .. overrides]);
}
