using System.Text.Json.Nodes;

namespace ProRL.Server.Http;

/// <summary>The remote reward of slime and miles: <c>{"prompt", "response", "label"}</c> → a number.</summary>
internal static class Slime
{
    public static bool Is(RequestReader request) => request.Body["response"] is JsonValue && request.Body.ContainsKey("label");

    public static async Task<JsonNode> AnswerAsync(RequestReader request, HttpJudge judge, CancellationToken cancellation) =>
        (await judge.ScoreAsync([Labels.Row(request.Body["label"], request.Text("response"))], cancellation).ConfigureAwait(false))[0].Score!.Value;
}
