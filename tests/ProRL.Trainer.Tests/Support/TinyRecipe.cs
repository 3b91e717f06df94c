namespace ProRL.Trainer.Tests.Support;

/// <summary>A recipe over two real families that a process is through with in seconds, evaluations, resets to the best checkpoint and all.</summary>
internal static class TinyRecipe
{
    public static string Yaml(int policySteps) => FormattableString.Invariant(
        $$"""
        # A tiny recipe for tests
        model: { alphabet: "0123456789abcdefghijklmnopqrstuvwxyzABTF+=,:?~&|>() ", words: [knight, knave], hidden_size: 16, layers: 1, heads: 2, key_value_heads: 1, intermediate_size: 24, max_positions: 96, init_std: 0.1 }
        families:
          - { id: logic/knights_knaves-v1, config: { style: terse, n_people: 2, depth_constraint: 2, width_constraint: 2 } }
          - { id: arithmetic/chain_sum-v1, config: { style: terse, min_terms: 2, max_terms: 2, min_digits: 1, max_digits: 1, operators: "+" } }
        warm_up: { steps: 40, batch: 32, learning_rate: 0.02, ramp_steps: 4 }
        rollouts: { prompts: 6, samples: 4, max_tokens: 24, max_rounds: 2 }
        policy: { steps: {{policySteps}}, mini_batches: 2, ramp_updates: 2, learning_rate: 0.003 }
        reset: { every: 7, target: best }
        evaluation: { items: 8, samples: 2, k: [1, 2], every: 3, every_items: 6 }
        run: { checkpoint_every: 4 }
        """);
}
