using ProRL.Gym.Tasks;
using ProRL.Verifiers;

namespace ProRL.Gym.Environments;

/// <summary>How an episode begins.</summary>
/// <param name="Observation">What the learner is shown.</param>
/// <param name="Handle">The name of the item that the episode is about; null where it has none.</param>
/// <param name="Difficulty">The item's, see <see cref="TaskItem.Difficulty"/>.</param>
public sealed record EnvironmentReset(Prompt Observation, string? Handle, double Difficulty);

/// <summary>What came of an action.</summary>
/// <param name="Observation">What the learner is shown next; null where the episode has ended.</param>
/// <param name="Reward">
/// In [0, 1], and at most 1 over an episode. Null only for a fault, which is no step: nothing has changed, and the same
/// action can be tried again.
/// </param>
/// <param name="Terminated">Whether the task is over: solved, failed, or out of the attempts that belong to it.</param>
/// <param name="Truncated">Whether it was broken off from outside, unfinished. Never together with <paramref name="Terminated"/>.</param>
/// <param name="Verdict">What the action was worth, and why.</param>
public sealed record EnvironmentStep(Prompt? Observation, double? Reward, bool Terminated, bool Truncated, Verdict Verdict)
{
    /// <summary>Whether the next call must be a reset.</summary>
    public bool Ended => Terminated || Truncated;
}

/// <summary>
/// Episodes for one learner, in the terms of Gymnasium: <c>reset</c> begins one, <c>step</c> takes an action, which is a
/// model's response. One call at a time; several learners have an environment each, and no two share a source of chance.
/// </summary>
public interface IEnvironment
{
    /// <summary>Begins an episode; one that is under way is given up.</summary>
    /// <param name="seed">Begins the sequence of episodes that belongs to the seed; null goes on with the present one.</param>
    /// <param name="cancellation">Gives up; the environment is then as before the call.</param>
    ValueTask<EnvironmentReset> ResetAsync(ulong? seed = null, CancellationToken cancellation = default);

    /// <summary>Takes an action.</summary>
    /// <param name="action">The model's whole response.</param>
    /// <param name="cancellation">Gives up; the environment is then as before the call.</param>
    /// <exception cref="InvalidOperationException">No episode is under way.</exception>
    ValueTask<EnvironmentStep> StepAsync(string action, CancellationToken cancellation = default);
}
