namespace ProRL.Trainer.Rollouts;

/// <summary>One completion of one prompt, as the sampler made it.</summary>
/// <param name="Group">Which prompt of the step: rollouts of one prompt share it.</param>
/// <param name="Sample">Which completion of the group, from 0.</param>
/// <param name="Prompt">Token ids of the prompt.</param>
/// <param name="Completion">Token ids of the completion, with the end token when it ended by itself.</param>
/// <param name="LogProbs">Per completion token, the log-probability it was drawn with (temperature applied), in nats.</param>
/// <param name="Truncated">Whether the token limit cut it off.</param>
internal sealed record Rollout(int Group, int Sample, int[] Prompt, int[] Completion, float[] LogProbs, bool Truncated);
