using ProRL.Trainer.Models;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Tokenizers;

namespace ProRL.Trainer.Tests.Support;

/// <summary>A model and a recipe small enough for tests.</summary>
internal static class Samples
{
    public static readonly DecoderShape Shape = new(VocabSize: 20, HiddenSize: 16, NumHiddenLayers: 2, NumAttentionHeads: 4, NumKeyValueHeads: 2, IntermediateSize: 24, MaxPositionEmbeddings: 32);

    /// <summary>As many tokens as <see cref="Shape"/> has.</summary>
    public static readonly CharacterTokenizer Tokenizer = new("abcdefghijklmnop", []);

    public static CausalDecoder Model(long seed = 1)
    {
        var model = new CausalDecoder(Shape);
        model.Initialize(0.2, seed);
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
