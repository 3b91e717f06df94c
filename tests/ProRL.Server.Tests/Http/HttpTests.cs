using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;
using ProRL.Server.Hosting;
using ProRL.Server.Tests.Support;

namespace ProRL.Server.Tests.Http;

/// <summary>Requests as the tools of trainers send them.</summary>
public sealed class HttpTests
{
    private const string Right = """{"id":1,"family":"arithmetic/gcd-v1","answer":"6","metadata":{"numbers":[12,18]},"response":"<answer>6</answer>"}""";
    private const string Label = """{\"family\":\"arithmetic/gcd-v1\",\"answer\":\"6\",\"metadata\":{\"numbers\":[12,18]}}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Task<TestServer> ServerAsync(string? token = null) =>
        TestServer.StartAsync(new ServerOptions { Http = GymAddress.Tcp("127.0.0.1:0"), Token = token });

    private static async Task<(HttpStatusCode Status, JsonNode? Body)> PostAsync(TestServer server, string path, string body, string? token = null)
    {
        using var client = new HttpClient { BaseAddress = new Uri(server.Server.HttpAddress!) };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var reply = await client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), Cancellation);
        return (reply.StatusCode, JsonNode.Parse(await reply.Content.ReadAsStringAsync(Cancellation)));
    }

    private static async Task<string> GetAsync(TestServer server, string path)
    {
        using var client = new HttpClient { BaseAddress = new Uri(server.Server.HttpAddress!) };
        return await client.GetStringAsync(path, Cancellation);
    }

    private static void Same(string expected, JsonNode? actual) => Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), actual!.ToJsonString());

    [Fact]
    public async Task Rows_get_verdicts_in_their_order()
    {
        await using var server = await ServerAsync();
        var (_, body) = await PostAsync(server, "/verify", $$"""{"items":[{{Right}},{{Right.Replace("<answer>6", "<answer>5", StringComparison.Ordinal)}},{"id":7}]}""");
        var verdicts = body!["verdicts"]!.AsArray();
        Assert.Equal(["correct", "incorrect", "fault"], verdicts.Select(v => (string?)v!["status"]));
        Assert.Equal(7, (int)verdicts[2]!["id"]!);
        Assert.Null(verdicts[2]!["score"]);
    }

    [Fact]
    public async Task OpenRLHF_gets_rewards_at_any_path_and_an_empty_batch_is_one()
    {
        await using var server = await ServerAsync();
        var (_, body) = await PostAsync(server, "/get_reward", $$"""{"query":["ask <answer>6</answer>","ask <answer>7</answer>"],"prompts":["ask ","ask "],"labels":["{{Label}}","{{Label}}"]}""");
        Same("""{"rewards":[1,0],"scores":[1,0],"extra_logs":{"correct":[1,0]}}""", body);
        Same("""{"rewards":[],"scores":[],"extra_logs":{"correct":[]}}""", (await PostAsync(server, "/", """{"query":[],"prompts":[],"labels":[]}""")).Body);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(server, "/get_reward", """{"query":["a"],"prompts":[],"labels":[]}""")).Status);
    }

    [Fact]
    public async Task Slime_gets_a_number()
    {
        await using var server = await ServerAsync();
        Assert.Equal("1", (await PostAsync(server, "/rm", $$"""{"prompt":"gcd?","response":"<answer>6</answer>","label":"{{Label}}"}""")).Body!.ToJsonString());
        await using var client = await server.ClientAsync();
        var item = Assert.Single(await client.SampleAsync(new SampleRequest("arithmetic/gcd-v1", Split.Train, 1, 1) { Answers = true }, Cancellation));
        Assert.Equal("1", (await PostAsync(server, "/rm", $$"""{"prompt":"?","response":"<answer>{{item.Answer}}</answer>","label":{"handle":"{{item.Handle}}" } }""")).Body!.ToJsonString());
        Assert.Equal("0", (await PostAsync(server, "/rm", $$"""{"prompt":[{"role":"user","content":"gcd?"}],"response":"<answer>5</answer>","label":{{Label.Replace("\\", "", StringComparison.Ordinal)}}}""")).Body!.ToJsonString());
    }

    /// <summary>The server of the tests has no family of mathematics: its rows can't be judged.</summary>
    [Fact]
    public async Task What_can_not_be_judged_is_never_a_reward_of_0()
    {
        await using var server = await ServerAsync();
        var (status, body) = await PostAsync(server, "/rm", """{"prompt":"1+1?","response":"\\boxed{2}","label":"2"}""");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("fault", (string?)body!["error"]!["code"]);
        (status, body) = await PostAsync(server, "/verify", """{"response":{"output":[]},"expected_answer":"2"}""");
        Assert.Equal((HttpStatusCode.OK, "verifier_fault"), (status, (string?)body!["_ng_failure_class"]));
    }

    [Fact]
    public async Task NeMo_Gym_gets_its_request_back_with_a_reward()
    {
        await using var server = await ServerAsync();
        const string Request = """
            {"responses_create_params":{"input":[{"role":"user","content":"gcd?"}]},"question":"gcd?","answer":"6","metadata":{"source_dataset":"gcd","numbers":[12,18]},
             "response":{"output":[{"type":"reasoning","summary":[]},{"type":"message","role":"assistant","content":[{"type":"output_text","text":"so <answer>6"},{"type":"output_text","text":"</answer>"}]}]}}
            """;
        var (_, body) = await PostAsync(server, "/verify", Request);
        Assert.Equal(1, (double)body!["reward"]!);
        Assert.Equal("gcd?", (string?)body["question"]);
        Assert.Null(body["_ng_failure_class"]);
        Same("{}", (await PostAsync(server, "/seed_session", "{}")).Body);
        Same("""{"group_level_metrics":[],"agent_metrics":{},"key_metrics":{}}""", (await PostAsync(server, "/aggregate_metrics", """{"verify_responses":[]}""")).Body);
        Assert.Equal("\"stateless\"", await GetAsync(server, "/reverify_mode"));
    }

    [Fact]
    public async Task SandboxFusion_clients_get_their_runs()
    {
        await using var server = await ServerAsync();
        async Task<JsonNode> RunAsync(string code, string language = "nodejs") =>
            (await PostAsync(server, "/run_code", new JsonObject { ["compile_timeout"] = 10, ["run_timeout"] = 10, ["memory_limit_MB"] = -1, ["language"] = language, ["code"] = code, ["stdin"] = "41" }.ToJsonString())).Body!;
        var right = await RunAsync("console.log(Number(require('fs').readFileSync(0, 'utf8')) + 1)");
        Assert.Equal(("Success", "Finished", 0, "42\n"), ((string?)right["status"], (string?)right["run_result"]!["status"], (int)right["run_result"]!["return_code"]!, (string?)right["run_result"]!["stdout"]));
        Assert.Null(right["compile_result"]);
        var failed = await RunAsync("throw new Error('no')");
        Assert.Equal(("Failed", "Finished", 1), ((string?)failed["status"], (string?)failed["run_result"]!["status"], (int)failed["run_result"]!["return_code"]!));
        var timed = await RunAsync("while (true) {}");
        Assert.Equal(("Failed", "TimeLimitExceeded"), ((string?)timed["status"], (string?)timed["run_result"]!["status"]));
        Assert.Null(timed["run_result"]!["return_code"]);
        Assert.Equal("Failed", (string?)(await RunAsync("this is no program"))["status"]);
        Assert.Equal("SandboxError", (string?)(await RunAsync("1", "cobol"))["status"]);
    }

    [Fact]
    public async Task A_wrong_request_is_told_what_would_be_right()
    {
        await using var server = await ServerAsync();
        foreach (var (path, body, word) in new[] { ("/verify", "[]", "object"), ("/verify", "{", "JSON"), ("/verify", "{}", "items"), ("/x", "{}", "shapes"), ("/run_code", "{}", "language"), ("/verify", """{"items":[],"profile":"x"}""", "profile"), ("/x", """{"label":1,"label":2}""", "twice"), ("/x", """{"response":"\ud800","label":"1"}""", "surrogate") })
        {
            var (status, reply) = await PostAsync(server, path, body);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Contains(word, (string?)reply!["error"]!["message"], StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task A_request_beyond_the_largest_message_is_refused_and_the_next_is_taken()
    {
        await using var server = await TestServer.StartAsync(new ServerOptions { Http = GymAddress.Tcp("127.0.0.1:0"), Limits = new ProtocolLimits { MaxMessageBytes = 2048 } });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync(server, "/verify", $$"""{"items":["{{new string('x', 4096)}}"]}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(server, "/verify", $$"""{"items":[{{Right}}]}""")).Status);
    }

    [Fact]
    public async Task Who_has_a_token_wants_it()
    {
        await using var server = await ServerAsync("secret");
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(server, "/verify", """{"items":[]}""")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(server, "/verify", """{"items":[]}""", "guess")).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(server, "/verify", """{"items":[]}""", "secret")).Status);
    }

    [Fact]
    public async Task Numbers_are_told_to_Prometheus()
    {
        await using var server = await ServerAsync();
        await PostAsync(server, "/verify", $$"""{"items":[{{Right}}]}""");
        var text = await GetAsync(server, "/metrics");
        Assert.Contains("prorl_verdicts_total{family=\"arithmetic/gcd-v1\",status=\"correct\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("prorl_queue_items 0\n", text, StringComparison.Ordinal);
        Same("""{"status":"ok"}""", JsonNode.Parse(await GetAsync(server, "/healthz")));
    }

    [Fact]
    public async Task A_full_queue_is_told_as_a_status_to_try_again()
    {
        await using var server = await TestServer.StartAsync(new ServerOptions { Http = GymAddress.Tcp("127.0.0.1:0"), QueueItems = 4, Workers = 1 });
        var gate = """{"family":"test/gate-v1","response":"x"}""";
        var first = PostAsync(server, "/verify", $$"""{"items":[{{gate}},{{gate}}]}""");
        await server.Gate.Started;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PostAsync(server, "/verify", $$"""{"items":[{{gate}}]}""")).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync(server, "/verify", $$"""{"items":[{{gate}},{{gate}},{{gate}}]}""")).Status);
        server.Gate.Open();
        Assert.Equal(HttpStatusCode.OK, (await first).Status);
    }

    [Fact]
    public async Task A_server_that_stops_finishes_what_it_has()
    {
        await using var server = await ServerAsync();
        var asked = PostAsync(server, "/verify", """{"items":[{"family":"test/gate-v1","response":"x"}]}""");
        await server.Gate.Started;
        server.Server.Drain();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PostAsync(server, "/verify", $$"""{"items":[{{Right}}]}""")).Status);
        server.Gate.Open();
        Assert.Equal("correct", (string?)(await asked).Body!["verdicts"]![0]!["status"]);
    }
}
