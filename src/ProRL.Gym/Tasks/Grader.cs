using ProRL.Gym.Datasets;
using ProRL.Verifiers;

namespace ProRL.Gym.Tasks;

/// <summary>
/// Judges answers to items by handle and to rows that a caller brings. Whatever goes wrong becomes a
/// <see cref="VerdictStatus.Fault"/>, so that a bad row or a bug never reads as a wrong answer. Thread-safe.
/// </summary>
/// <param name="catalog">The families.</param>
/// <param name="time">The clock that work is timed by.</param>
/// <param name="profile">What is paid for.</param>
public sealed class Grader(FamilyCatalog catalog, TimeProvider time, ScoringProfile profile = ScoringProfile.Default)
{
    public FamilyCatalog Catalog { get; } = catalog;

    /// <summary>One that judges the same families under another profile.</summary>
    public Grader Under(ScoringProfile other) => other == _profile ? this : new Grader(Catalog, _time, other);

    /// <summary>Makes the item that <paramref name="handle"/> names and judges <paramref name="answer"/>.</summary>
    public ValueTask<Verdict> ScoreAsync(string handle, Answer answer, CancellationToken cancellation) =>
        GuardAsync(
            this,
            handle,
            static (grader, handle) =>
            {
                var parsed = Handle.Parse(handle);
                var family = grader.Catalog[parsed.Family];
                return (family, family.Make(parsed));
            },
            answer,
            cancellation);

    /// <summary>Judges <paramref name="answer"/> to an item that a family of this catalog made.</summary>
    public ValueTask<Verdict> JudgeAsync(TaskItem item, Answer answer, CancellationToken cancellation) =>
        GuardAsync(this, item, static (grader, item) => (grader.Catalog[item.Family], item), answer, cancellation);

    /// <summary>Judges the submission of a row, or of the item that the row names.</summary>
    public ValueTask<Verdict> VerifyAsync(TaskRow row, CancellationToken cancellation)
    {
        if (row.Submission is not { } answer)
            return ValueTask.FromResult(Verdict.Fault("The row has neither \"response\" nor \"final\": there is nothing to judge."));
        if (row.Handle is { } handle)
            return ScoreAsync(handle, answer, cancellation);
        return GuardAsync(
            this,
            row,
            static (grader, row) =>
            {
                var family = grader.Catalog[row.Family];
                return (family, family.Read(row));
            },
            answer,
            cancellation);
    }

    private static async ValueTask<Verdict> GuardAsync<T>(Grader grader, T source, Func<Grader, T, (ITaskFamily Family, TaskItem Item)> find, Answer answer, CancellationToken cancellation)
    {
        var time = grader._time;
        var start = time.GetTimestamp();
        string? version = null;
        Verdict verdict;
        try
        {
            var (family, item) = find(grader, source);
            version = family.Info.Version;
            verdict = (grader._profile == ScoringProfile.ReasoningGym ? family.JudgeAsPublished(item, answer) : null)
                ?? await family.JudgeAsync(item, answer, cancellation).ConfigureAwait(false);
        }
        catch (TaskFormatException e)
        {
            verdict = Verdict.Fault(e.Message);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            verdict = Verdict.Fault($"The judge failed: {e.GetType().Name}: {e.Message}");
        }

        return verdict with { Version = version, WorkMicroseconds = (long)time.GetElapsedTime(start).TotalMicroseconds };
    }

    private readonly TimeProvider _time = time;
    private readonly ScoringProfile _profile = profile;
}
