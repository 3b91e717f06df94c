namespace ProRL.Trainer.Rollouts;

/// <summary>One completion of one prompt, as the sampler made it.</summary>
/// <param name="Group">Which prompt of the step: rollouts of one prompt share it.</param>
/// <param name="Sample">Which completion of the group, from 0.</param>
/// <param name="Prompt">Token ids of the prompt.</param>
/// <param name="Completion">Token ids of the completion, all that were drawn: with the end token, or the tokens that a stop string ends in, when it ended by itself.</param>
/// <param name="LogProbs">Per completion token, its log-probability in nats under softmax(logits / temperature) over the whole vocabulary: a policy's ratios need that one, also where top-k or top-p drew from fewer tokens.</param>
/// <param name="Truncated">Whether the token limit cut it off.</param>
internal sealed record Rollout(int Group, int Sample, int[] Prompt, int[] Completion, float[] LogProbs, bool Truncated);
