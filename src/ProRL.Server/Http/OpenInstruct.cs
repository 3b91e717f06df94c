using System.Text.Json.Nodes;

namespace ProRL.Server.Http;

/// <summary>
/// Open-Instruct's code API: <c>{"program", "tests", "max_execution_time"}</c> → <c>{"results": [0 or 1], "runtimes": [s]}</c>,
/// a result for each test.
/// </summary>
internal static class OpenInstruct
{
    private const double LeastSeconds = 0.1;

    /// <summary><c>/test_program</c>: tests are assertions in Python, each judged by itself.</summary>
    public static Task<JsonNode> AssertionsAsync(RequestReader request, HttpJudge judge, CancellationToken cancellation) =>
        AnswerAsync(request, judge, request.Texts("tests").Select(test => (JsonNode)new JsonObject { ["type"] = "function", ["style"] = "asserts", ["test_code"] = test }), cancellation);

    /// <summary><c>/test_program_stdio</c>: tests are <c>{"input", "output"}</c>.</summary>
    public static Task<JsonNode> StdioAsync(RequestReader request, HttpJudge judge, CancellationToken cancellation) =>
        AnswerAsync(
            request,
            judge,
            request.List("tests").Select(test => test is JsonObject one ? new RequestReader(one) : throw RequestReader.Wrong("tests", "a list of objects"))
                .Select(test => (JsonNode)Labels.Stdio([(test.Text("input"), test.Text("output"))])),
            cancellation);

    private static async Task<JsonNode> AnswerAsync(RequestReader request, HttpJudge judge, IEnumerable<JsonNode> tests, CancellationToken cancellation)
    {
        var program = request.Text("program");
        var seconds = Math.Max(LeastSeconds, request.OptionalNumber("max_execution_time") ?? 1);
        var rows = tests.Select(test =>
        {
            var row = Labels.Program(test, new JsonObject { ["cpu_seconds"] = seconds });
            row["final"] = program;
            return row;
        });
        var verdicts = await judge.ScoreAsync([.. rows], cancellation).ConfigureAwait(false);
        return new JsonObject
        {
            ["results"] = new JsonArray([.. verdicts.Select(v => (JsonNode)(v.Score == 1 ? 1 : 0))]),
            ["runtimes"] = new JsonArray([.. verdicts.Select(v => (JsonNode)(v.WorkMicroseconds / 1e6))]),
        };
    }
}
