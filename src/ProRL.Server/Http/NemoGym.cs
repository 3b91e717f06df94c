using System.Text.Json.Nodes;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;

namespace ProRL.Server.Http;

/// <summary>
/// A resources server of NeMo Gym: <c>/verify</c> gets a response and the task's fields, and gives the request back with
/// <c>"reward"</c>. What could not be judged has the reward 0 with <c>"_ng_failure_class"</c>, by which that library leaves
/// it out.
/// </summary>
internal static class NemoGym
{
    public static bool Is(RequestReader request) => request.Body["response"] is JsonObject;

    public static async Task<JsonNode> VerifyAsync(RequestReader request, HttpJudge judge, CancellationToken cancellation)
    {
        var reply = (JsonObject)request.Body.DeepClone();
        var row = Task(request, judge.Catalog);
        if (row is not null)
            row["response"] = Text(request.Object("response"));
        var verdict = row is null
            ? Verdict.Fault("The request has none of the fields that say what is right: expected_answer, answer with metadata.source_dataset, verifier_metadata.unit_tests, or family.")
            : await judge.JudgeAsync(row, cancellation).ConfigureAwait(false);
        reply["reward"] = verdict.Score ?? 0;
        reply["verdict"] = new JsonObject { ["status"] = Gym.Protocol.VerdictText.Name(verdict.Status), ["extracted"] = verdict.Extracted, ["reason"] = verdict.Reason };
        if (verdict.Status == VerdictStatus.Fault)
            reply["_ng_failure_class"] = "verifier_fault";
        return reply;
    }

    // The text of the last answer; what stands before it, such as calls of tools, is not the answer.
    private static string Text(RequestReader response)
    {
        var last = response.List("output").OfType<JsonObject>().LastOrDefault(item => (string?)item["type"] == "message" && item["content"] is JsonArray);
        return last is null ? "" : string.Concat(((JsonArray)last["content"]!).OfType<JsonObject>().Where(part => (string?)part["type"] == "output_text").Select(part => (string?)part["text"]));
    }

    private static JsonObject? Task(RequestReader request, FamilyCatalog catalog)
    {
        var body = request.Body;
        if (request.Has("family"))
            return Row((string)body["family"]!, body["answer"] ?? body["expected_answer"], body["metadata"]);
        if (body["verifier_metadata"]?["unit_tests"] is JsonObject tests)
            return Labels.Program(tests);
        if (body["metadata"]?["source_dataset"] is JsonValue source && catalog.All.Select(f => f.Info.Id).FirstOrDefault(id => id.Contains($"/{source}-v", StringComparison.Ordinal)) is { } family)
            return Row(family, body["answer"], body["metadata"]);
        if (body["options"] is JsonArray options && request.Has("expected_answer"))
            return Row("stem/choice-v1", body["expected_answer"], new JsonObject { ["options"] = Options(options) });
        return request.Has("expected_answer") ? Row("math/answer-v1", body["expected_answer"], null) : null;
    }

    // Each option is {"A": "text"} there.
    private static JsonNode Options(JsonArray options) =>
        options.All(o => o is JsonObject { Count: 1 }) ? new JsonObject(options.Select(o => KeyValuePair.Create(((JsonObject)o!).First().Key, ((JsonObject)o!).First().Value?.DeepClone()))) : options.DeepClone();

    private static JsonObject Row(string family, JsonNode? answer, JsonNode? metadata)
    {
        var row = new JsonObject { ["family"] = family, ["answer"] = answer?.DeepClone() };
        if (metadata is not null)
            row["metadata"] = metadata.DeepClone();
        return row;
    }
}
