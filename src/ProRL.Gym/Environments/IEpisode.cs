using ProRL.Gym.Tasks;
using ProRL.Verifiers;

namespace ProRL.Gym.Environments;

/// <summary>What came of a response within an episode.</summary>
/// <param name="Verdict">How far the task is solved now: a score of 1 ends the episode, a fault changes nothing in it.</param>
/// <param name="Observation">What the learner is shown next; not used where the episode ends.</param>
/// <param name="Ends">Whether the episode ends here though it is not solved.</param>
public readonly record struct Turn(Verdict Verdict, Prompt? Observation, bool Ends);

/// <summary>
/// One item, played in turns. Families whose tasks are more than an answer make their own
/// (<see cref="ITaskFamily.Begin"/>); the others have <see cref="AnswerEpisode"/>.
/// </summary>
public interface IEpisode
{
    /// <summary>What the learner is shown first.</summary>
    Prompt Opening { get; }

    /// <summary>Takes a response. Where it throws, the episode must be as before.</summary>
    ValueTask<Turn> ActAsync(string response, CancellationToken cancellation);
}
