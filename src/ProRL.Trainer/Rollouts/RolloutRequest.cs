namespace ProRL.Trainer.Rollouts;

/// <summary>What to sample for one prompt.</summary>
/// <param name="Group">Carried into every rollout.</param>
/// <param name="Prompt">Token ids, at least one.</param>
/// <param name="Samples">Completions wanted.</param>
/// <param name="Key">Names the random stream: sample i uses a stream derived from the key and i, wherever it is batched.</param>
internal sealed record RolloutRequest(int Group, int[] Prompt, int Samples, ulong Key);
