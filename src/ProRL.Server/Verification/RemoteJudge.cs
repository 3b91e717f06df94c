using System.Text.Json;
using ProRL.Gym.Datasets;
using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;
using ProRL.Server.Calls;
using ProRL.Verifiers;

namespace ProRL.Server.Verification;

/// <summary>Has a server judge.</summary>
internal sealed class RemoteJudge : IRowJudge
{
    private readonly GymClient _client;

    private RemoteJudge(GymClient client) => _client = client;

    /// <exception cref="GymException">The server could not be reached.</exception>
    public static async Task<RemoteJudge> ConnectAsync(string address, GymClientOptions options, CancellationToken cancellation) =>
        new(await GymClient.ConnectAsync(address, options, cancellation).ConfigureAwait(false));

    public async ValueTask<Judged[]> JudgeAsync(IReadOnlyList<RowLine> lines, CancellationToken cancellation)
    {
        var judged = new Judged[lines.Count];
        var sent = new List<int>(lines.Count);
        var rows = new List<JsonElement>(lines.Count);
        for (var i = 0; i < judged.Length; i++)
        {
            if (RowLines.Refuse(lines[i]) is { } refused)
            {
                judged[i] = refused;
            }
            else if (RowLines.TryRead(lines[i]) is { } row)
            {
                sent.Add(i);
                rows.Add(row);
            }
            else
            {
                judged[i] = new Judged(null, null, Verdict.Fault(WhyNoRow(lines[i])));
            }
        }

        var verdicts = await _client.VerifyAsync(rows, cancellation).ConfigureAwait(false);
        for (var i = 0; i < sent.Count; i++)
            judged[sent[i]] = new Judged(Judged.IdOf(rows[i]), null, verdicts[i]);
        return judged;
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private static string WhyNoRow(RowLine line)
    {
        try
        {
            TaskRow.Parse(line.Text.Span);
            return "the line is not JSON.";
        }
        catch (TaskFormatException e)
        {
            return e.Message;
        }
    }
}
