namespace ProRL.Trainer.Rollouts;

/// <summary>What completes prompts: the trainer's own sampler, or an engine beside it.</summary>
internal interface ISampler
{
    /// <summary>
    /// Samples all requests and returns when the last has ended. <paramref name="ended"/> gets each rollout the moment
    /// it ends, on any thread, several at once, and in no particular order.
    /// </summary>
    void Run(IReadOnlyList<RolloutRequest> requests, SamplingSettings settings, Action<Rollout> ended);
}
