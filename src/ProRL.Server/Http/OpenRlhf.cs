using System.Text.Json.Nodes;
using ProRL.Verifiers;

namespace ProRL.Server.Http;

/// <summary>OpenRLHF's remote reward: <c>{"query": […], "prompts": […], "labels": […]}</c> → <c>{"rewards", "scores", "extra_logs"}</c>.</summary>
internal static class OpenRlhf
{
    public static bool Is(RequestReader request) => request.Body["query"] is JsonArray;

    public static async Task<JsonNode> AnswerAsync(RequestReader request, HttpJudge judge, CancellationToken cancellation)
    {
        var queries = request.Texts("query");
        // With several addresses its client sends empty lists to all but the first.
        if (queries.Length == 0)
            return Reply([]);
        var (prompts, labels) = (request.Texts("prompts"), request.List("labels"));
        if (prompts.Length != queries.Length || labels.Count != queries.Length)
            throw RequestReader.Wrong(prompts.Length != queries.Length ? "prompts" : "labels", $"as long as \"query\", which has {queries.Length}");
        var rows = queries.Select((query, i) => Labels.Row(labels[i], query.StartsWith(prompts[i], StringComparison.Ordinal) ? query[prompts[i].Length..] : query));
        return Reply(await judge.ScoreAsync([.. rows], cancellation).ConfigureAwait(false));
    }

    private static JsonObject Reply(Verdict[] verdicts) => new()
    {
        ["rewards"] = Numbers(verdicts, v => v.Score!.Value),
        ["scores"] = Numbers(verdicts, v => v.Score!.Value),
        ["extra_logs"] = new JsonObject { ["correct"] = Numbers(verdicts, v => v.Status == VerdictStatus.Correct ? 1 : 0) },
    };

    private static JsonArray Numbers(Verdict[] verdicts, Func<Verdict, double> of) => [.. verdicts.Select(v => (JsonNode)of(v))];
}
