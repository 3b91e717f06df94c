using ProRL.Trainer.Models;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Tokenizers;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests.Support;

/// <summary>A model and a recipe small enough for tests.</summary>
internal static class Samples
{
    public static readonly DecoderShape Shape = new(VocabSize: 20, HiddenSize: 16, NumHiddenLayers: 2, NumAttentionHeads: 4, NumKeyValueHeads: 2, IntermediateSize: 24, MaxPositionEmbeddings: 32);

    /// <summary>As many tokens as <see cref="Shape"/> has.</summary>
    public static readonly CharacterTokenizer Tokenizer = new("abcdefghijklmnop", []);

    /// <summary>One small shape of each architecture, by what a test is to say of it.</summary>
    public static DecoderShape ShapeOf(string name) => name switch
    {
        "qwen2, tied" => Shape,
        "qwen2, untied" => Shape with { TieWordEmbeddings = false, RopeTheta = 1e6 },
        "qwen3, tied" => Shape with { Family = DecoderFamily.Qwen3, ExplicitHeadDim = 6 },
        "qwen3, untied" => Shape with { Family = DecoderFamily.Qwen3, ExplicitHeadDim = 8, TieWordEmbeddings = false, NumKeyValueHeads = 1 },
        "llama 3" => Shape with { Family = DecoderFamily.Llama, TieWordEmbeddings = false, RopeTheta = 500_000, RmsNormEps = 1e-5 },
        // A short original context, so that a few tokens reach every branch of the scaling.
        "llama 3.2" => Shape with { Family = DecoderFamily.Llama, HiddenSize = 32, ExplicitHeadDim = 16, RopeTheta = 100, RopeScaling = new(8, 1, 4, 64) },
        _ => throw new ArgumentException(name),
    };

    public static CausalDecoder Model(long seed = 1) => Model(Shape, seed);

    public static CausalDecoder Model(DecoderShape shape, long seed = 1)
    {
        var model = new CausalDecoder(shape);
        model.Initialize(0.2, seed);
        return model;
    }

    /// <summary>A model without a weight that a mistake could hide behind: no bias is zero, no norm is one.</summary>
    public static CausalDecoder Scrambled(DecoderShape shape, ulong seed = 1)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var model = new CausalDecoder(shape);
        var generator = new Generator(seed);
        foreach (var (_, weight) in model.Weights)
        {
            weight.copy_(empty(weight.shape).normal_(0, 0.3, generator));
            if (weight.dim() == 1) weight.add_(ones(1));
            weight.MoveToOuterDisposeScope();
        }
        return model;
    }

    public static Recipe Recipe(params string[] overrides) => RecipeReader.Read(
        """
        model: { alphabet: "0123456789+=", hidden_size: 16, layers: 1, heads: 2, key_value_heads: 1, intermediate_size: 24, max_positions: 16, init_std: 0.1 }
        families: [{ id: test/sum-v1 }, { id: test/sum_again-v1, curriculum: { target: 0.3, window: 4, start: 2 } }]
        warm_up: { steps: 6, batch: 16 }
        rollouts: { prompts: 4, samples: 6, max_tokens: 5, batch_rows: 9, max_rounds: 2 }
        policy: { steps: 6, mini_batches: 2, ramp_updates: 2 }
        reset: { every: 2 }
        evaluation: { items: 10, every: 2, every_items: 5 }
        run: { max_batch_tokens: 40, checkpoint_every: 100 }
        """,
        "test.yaml",
        overrides);
}
