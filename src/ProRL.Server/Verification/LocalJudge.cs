using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Server.Calls;
using ProRL.Verifiers;

namespace ProRL.Server.Verification;

/// <summary>Judges in this process.</summary>
internal sealed class LocalJudge(Grader grader) : IRowJudge
{
    public async ValueTask<Judged[]> JudgeAsync(IReadOnlyList<RowLine> lines, CancellationToken cancellation)
    {
        var judged = new Judged[lines.Count];
        for (var i = 0; i < judged.Length; i++)
            judged[i] = await JudgeAsync(lines[i], cancellation).ConfigureAwait(false);
        return judged;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async ValueTask<Judged> JudgeAsync(RowLine line, CancellationToken cancellation)
    {
        if (RowLines.Refuse(line) is { } refused)
            return refused;
        TaskRow row;
        try
        {
            row = TaskRow.Parse(line.Text.Span);
        }
        catch (TaskFormatException e)
        {
            return new Judged(RowLines.IdOf(line), null, Verdict.Fault(e.Message));
        }

        return new Judged(row.Id, row.Family, await grader.VerifyAsync(row, cancellation).ConfigureAwait(false));
    }
}
