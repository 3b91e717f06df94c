using System.Diagnostics;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;

namespace ProRL.Gym.Checking;

/// <summary>One run of the checks over one family: what was found, and judging under guard.</summary>
internal sealed class CheckRun(ITaskFamily family, Func<TaskItem, string, bool>? isRight, TimeSpan timeLimit, CancellationToken cancellation)
{
    // A broken family breaks its promise thousands of times; the first few say it.
    private const int MaxPerCheck = 3;

    private readonly List<Violation> _violations = [];

    public ITaskFamily Family { get; } = family;

    public IReadOnlyList<Violation> Violations => _violations;

    public void Report(string check, string message)
    {
        lock (_violations)
        {
            if (_violations.Count(v => v.Check == check) < MaxPerCheck)
                _violations.Add(new Violation(check, message));
        }
    }

    /// <summary>Everything of an item that must be the same each time it is made.</summary>
    public string Snapshot(TaskItem item) =>
        FormattableString.Invariant($"{item.Prompt}\n{item.Difficulty:R}\n{Family.Oracle(item)}\n{Family.Metadata(item).ToJsonString()}");

    public bool IsRight(TaskItem item, string answer) =>
        string.Equals(answer.Trim(), Family.Oracle(item)?.Trim(), StringComparison.OrdinalIgnoreCase) || isRight?.Invoke(item, answer.Trim()) == true;

    /// <summary>Runs <paramref name="action"/>, reporting whatever it throws and whether it takes too long.</summary>
    public T? Guard<T>(string check, string about, Func<T> action)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            return action();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Report(check, $"{about}: {e.GetType().Name}: {e.Message}");
            return default;
        }
        finally
        {
            if (Stopwatch.GetElapsedTime(start) > timeLimit)
                Report("time", $"{about} took longer than {timeLimit.TotalSeconds} s.");
        }
    }

    /// <summary>Judges, reporting exceptions and verdicts that contradict themselves; null where there is none to go on with.</summary>
    public async ValueTask<Verdict?> JudgeAsync(TaskItem item, Answer answer)
    {
        var about = $"{item.Handle}, judging '{Datasets.TaskRow.Shorten(answer.Text ?? "null")}'";
        var start = Stopwatch.GetTimestamp();
        try
        {
            var verdict = await Family.JudgeAsync(item, answer, cancellation).ConfigureAwait(false);
            CheckVerdict(verdict, answer, about);
            return verdict;
        }
        catch (Exception e) when (e is not OutOfMemoryException && !cancellation.IsCancellationRequested)
        {
            Report("exception", $"{about}: {e.GetType().Name}: {e.Message}");
            return null;
        }
        finally
        {
            if (Stopwatch.GetElapsedTime(start) > timeLimit)
                Report("time", $"{about} took longer than {timeLimit.TotalSeconds} s.");
        }
    }

    /// <summary>Reports an answer that is paid although it is not right; returns whether it was paid.</summary>
    public async ValueTask<bool> ExpectUnpaidAsync(string check, TaskItem item, Answer answer, string? bare = null)
    {
        if (await JudgeAsync(item, answer).ConfigureAwait(false) is not { Score: > 0 } verdict)
            return false;
        if (bare is null || !IsRight(item, bare))
            Report(check, $"{item.Handle}: '{Datasets.TaskRow.Shorten(answer.Text ?? "null")}' is paid {verdict.Score}; a right answer is '{Datasets.TaskRow.Shorten(Family.Oracle(item) ?? "unknown")}'.");
        return true;
    }

    private void CheckVerdict(Verdict verdict, Answer answer, string about)
    {
        if (verdict.Status == VerdictStatus.Fault)
            Report("verdict", $"{about}: a fault, though nothing is wrong with the item: {verdict.Reason}");
        else if (verdict.Score is not (>= 0 and <= 1))
            Report("verdict", $"{about}: the score {verdict.Score} is not in [0, 1].");
        if (verdict.Status == VerdictStatus.Correct != (verdict.Score == 1))
            Report("verdict", $"{about}: the status {verdict.Status} does not fit the score {verdict.Score}.");
        if (verdict.Reason.Length is < 5 or > 500 || !verdict.Reason.EndsWith('.') || verdict.Reason.AsSpan().ContainsAny('\n', '\r'))
            Report("verdict", $"{about}: the reason '{verdict.Reason}' is not one sentence.");
        if (verdict.Extracted is null && verdict.Status is not (VerdictStatus.Unanswered or VerdictStatus.Fault))
            Report("verdict", $"{about}: the verdict does not say what was judged.");
        if (verdict.Extracted?.Length > 1000)
            Report("verdict", $"{about}: what was judged is returned in {verdict.Extracted.Length} characters.");
        if (answer.Text is null && verdict.Status != VerdictStatus.Unanswered)
            Report("verdict", $"{about}: no answer has the status {verdict.Status}.");
    }
}
