using ProRL.Gym.Tasks;
using ProRL.Verifiers;

namespace ProRL.Gym.Environments;

/// <summary>
/// An item that is answered, in one or several attempts. Between them the learner is told whether the answer was wrong,
/// partly right or not there, and nothing of why: reasons can hold what is right.
/// </summary>
public sealed class AnswerEpisode : IEpisode
{
    private readonly Grader _grader;
    private readonly TaskItem _item;
    private int _left;

    /// <param name="grader">Judges the answers.</param>
    /// <param name="item">The task.</param>
    /// <param name="attempts">Answers that may be given, at least 1.</param>
    public AnswerEpisode(Grader grader, TaskItem item, int attempts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        (_grader, _item, _left) = (grader, item, attempts);
    }

    public Prompt Opening => _item.Prompt;

    public async ValueTask<Turn> ActAsync(string response, CancellationToken cancellation)
    {
        var verdict = await _grader.JudgeAsync(_item, Answer.Response(response), cancellation).ConfigureAwait(false);
        if (verdict.Status == VerdictStatus.Fault)
            return new Turn(verdict, null, false);
        _left--;
        var what = verdict.Status switch
        {
            VerdictStatus.Partial => "That answer is partly right.",
            VerdictStatus.Unanswered => "There is no answer in your response.",
            VerdictStatus.Hedged => "Your response gives several different answers; one is asked for.",
            _ => "That answer is not right.",
        };
        return new Turn(verdict, $"{what} {(_left == 1 ? "You have one attempt left." : $"You have {_left} attempts left.")}", _left == 0);
    }
}
