using System.Text.Json;
using System.Text.Json.Nodes;
using ProRL.Gym.Tasks;
using ProRL.Server.Calls;
using ProRL.Server.Metrics;
using ProRL.Verifiers;

namespace ProRL.Server.Http;

/// <summary>Judges rows that came in a request.</summary>
internal sealed class HttpJudge(Grader grader, Tally tally, HttpQueue queue)
{
    public FamilyCatalog Catalog => grader.Catalog;

    /// <summary>One verdict for each row, in their order; a row that can't be read gets a fault.</summary>
    /// <param name="rows">As <see cref="Gym.Datasets.TaskRow"/> describes them.</param>
    /// <param name="profile">What is paid for.</param>
    /// <param name="cancellation">The caller has gone.</param>
    /// <exception cref="Gym.Protocol.GymException">They can't be taken.</exception>
    public async Task<Judged[]> JudgeAsync(IReadOnlyList<JsonNode> rows, ScoringProfile profile, CancellationToken cancellation)
    {
        var judge = grader.Under(profile);
        var texts = rows.Select(row => JsonSerializer.SerializeToUtf8Bytes(row)).ToArray();
        var judged = new Judged[rows.Count];
        await queue.RunAsync(rows.Count, texts.Sum(text => (long)text.Length), async (i, stop) =>
        {
            judged[i] = await Judged.RowAsync(judge, JsonElement.Parse(texts[i]), stop).ConfigureAwait(false);
            tally.Count(judged[i].Family, judged[i].Verdict.Status);
        }, cancellation).ConfigureAwait(false);
        return judged;
    }

    /// <summary>The verdict on one row.</summary>
    /// <inheritdoc cref="JudgeAsync(IReadOnlyList{JsonNode}, ScoringProfile, CancellationToken)"/>
    public async Task<Verdict> JudgeAsync(JsonNode row, CancellationToken cancellation) =>
        (await JudgeAsync([row], ScoringProfile.Default, cancellation).ConfigureAwait(false))[0].Verdict;

    /// <summary>Scores of rows, each from 0 to 1, where a fault of any of them is one of the request, so that it is sent again and never paid 0.</summary>
    /// <exception cref="HttpFault">One can't be judged.</exception>
    public async Task<Verdict[]> ScoreAsync(IReadOnlyList<JsonNode> rows, CancellationToken cancellation)
    {
        var judged = await JudgeAsync(rows, ScoringProfile.Default, cancellation).ConfigureAwait(false);
        return [.. judged.Select(j => j.Verdict.Status == VerdictStatus.Fault ? throw new HttpFault(j.Verdict.Reason) : j.Verdict)];
    }
}
