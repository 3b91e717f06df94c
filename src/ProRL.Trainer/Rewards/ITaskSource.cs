using ProRL.Gym.Tasks;
using ProRL.Trainer.Recipes;
using ProRL.Verifiers;

namespace ProRL.Trainer.Rewards;

/// <summary>Where tasks and verdicts come from: the reward server, or a stand-in under test. Thread-safe.</summary>
internal interface ITaskSource
{
    /// <summary>Tasks <paramref name="start"/> … start + count − 1 of a family; the same arguments give the same tasks.</summary>
    /// <param name="family">The family, as the recipe has it.</param>
    /// <param name="split">Which side of the held-out line.</param>
    /// <param name="start">Index of the first task.</param>
    /// <param name="count">How many. Held-out rows are as many as there are; other tasks never run out.</param>
    /// <param name="level">The family's level; null for what the recipe's config says.</param>
    /// <param name="demonstrations">Whether each comes with a worked response.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    Task<IReadOnlyList<TrainingTask>> SampleAsync(FamilyOptions family, Split split, long start, int count, int? level, bool demonstrations, CancellationToken cancellation);

    /// <summary>The hardest level of a family of the recipe.</summary>
    int MaxLevel(FamilyOptions family);

    /// <summary>The domain that a family of the recipe counts in: <c>math</c>, <c>code</c>, <c>stem</c>, <c>logic</c> or <c>instructions</c>.</summary>
    string Domain(FamilyOptions family);

    /// <summary>The verdict on a response. A lost connection or a busy server is waited out, never a verdict.</summary>
    Task<Verdict> ScoreAsync(TrainingTask task, string response, CancellationToken cancellation);
}
