using System.Text.Json;
using ProRL.Gym.Families.Arithmetic;
using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;
using ProRL.Server.Calls;
using ProRL.Server.Metrics;
using ProRL.Server.Tests.Support;

namespace ProRL.Server.Tests.Hosting;

/// <summary>Sessions of environments over a real socket: numbered calls, lost replies, mistakes.</summary>
public sealed class EnvironmentCallsTests
{
    [Fact]
    public async Task An_episode_is_played_from_make_to_close()
    {
        await using var server = await TestServer.StartAsync();
        var peer = await server.ConnectAsync();
        var session = await MakeAsync(peer, """{"family":"arithmetic/gcd-v1","split":"train","seed":3,"attempts":2}""");
        var reset = (await peer.CallAsync(2, "reset", $$"""{"session":"{{session}}"}""")).Body.GetProperty("results")[0];
        var handle = reset.GetProperty("info").GetProperty("handle").GetString()!;
        Assert.Equal("arithmetic/gcd-v1|train|3|0|", handle);
        Assert.NotEmpty(reset.GetProperty("observation").GetString()!);

        var wrong = await StepAsync(peer, 3, session, "<answer>0</answer>");
        Assert.Equal((0, false, false), (wrong.GetProperty("reward").GetDouble(), wrong.GetProperty("terminated").GetBoolean(), wrong.GetProperty("truncated").GetBoolean()));
        Assert.Equal("incorrect", wrong.GetProperty("info").GetProperty("status").GetString());
        var gcd = new Gcd();
        var right = await StepAsync(peer, 4, session, $"<answer>{gcd.Oracle(gcd.Make(Handle.Parse(handle)))}</answer>");
        Assert.Equal((1, true), (right.GetProperty("reward").GetDouble(), right.GetProperty("terminated").GetBoolean()));
        Assert.Equal(JsonValueKind.Null, right.GetProperty("observation").ValueKind);

        var late = await StepAsync(peer, 5, session, "<answer>1</answer>");
        Assert.Equal(JsonValueKind.Null, late.GetProperty("reward").ValueKind);
        Assert.Equal("No episode is under way; reset begins one.", late.GetProperty("info").GetProperty("reason").GetString());
        Assert.True((await peer.CallAsync(6, "close", $$"""{"session":"{{session}}"}""")).Body.GetProperty("closed").GetBoolean());
        Assert.Contains("there is no session", (await peer.CallAsync(7, "step", $$"""{"session":"{{session}}","actions":["x"]}""")).Body.GetProperty("message").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_whose_reply_was_lost_is_sent_again_over_another_connection_and_done_once()
    {
        await using var server = await TestServer.StartAsync();
        var lost = await server.ConnectAsync();
        var session = await MakeAsync(lost, """{"family":"test/gate-v1","split":"train","seed":3,"attempts":2,"count":2}""");
        var reset = $$"""{"session":"{{session}}","turn":1}""";
        var first = (await lost.CallAsync(2, "reset", reset)).Body.GetRawText();
        Assert.Equal(first, (await lost.CallAsync(3, "reset", reset)).Body.GetRawText());

        var step = $$"""{"session":"{{session}}","turn":2,"actions":["a","b"]}""";
        await lost.SendAsync(4, "step", step);
        await server.Gate.Started;
        lost.Dispose();
        await server.Gate.Cancelled;

        server.Gate.Open();
        var peer = await server.ConnectAsync();
        var done = (await peer.CallAsync(1, "step", step)).Body.GetRawText();
        var judged = server.Gate.Judged.Count;
        Assert.Equal(done, (await peer.CallAsync(2, "step", step)).Body.GetRawText());
        Assert.Equal(judged, server.Gate.Judged.Count);

        async Task<string> RefusedAsync(string parameters) => (await peer.CallAsync(3, "step", parameters)).Body.GetProperty("message").GetString()!;
        Assert.Contains("the turn 2 was another call; the next is 3", await RefusedAsync(step.Replace("\"a\"", "\"c\"", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("the turn is 4; the next is 3", await RefusedAsync(step.Replace(":2,", ":4,", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_environment_without_an_episode_keeps_no_other_from_its_step()
    {
        await using var server = await TestServer.StartAsync();
        var peer = await server.ConnectAsync();
        var session = await MakeAsync(peer, """{"family":"arithmetic/gcd-v1","split":"train","seed":3,"count":3,"max_steps":1,"attempts":5}""");
        var reset = (await peer.CallAsync(2, "reset", $$"""{"session":"{{session}}","environments":[2,0]}""")).Body.GetProperty("results");
        Assert.Equal(["arithmetic/gcd-v1|train|3|2|", "arithmetic/gcd-v1|train|3|0|"], reset.EnumerateArray().Select(r => r.GetProperty("info").GetProperty("handle").GetString()));
        var results = (await peer.CallAsync(3, "step", $$"""{"session":"{{session}}","actions":["<answer>0</answer>","<answer>0</answer>",null]}""")).Body.GetProperty("results");
        Assert.True(results[0].GetProperty("truncated").GetBoolean());
        Assert.Equal("fault", results[1].GetProperty("info").GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, results[2].ValueKind);
    }

    [Theory]
    [InlineData("make", """{"family":"no/such-v1","split":"train","seed":1}""", "There is no family")]
    [InlineData("make", """{"family":"arithmetic/gcd-v1","split":"test","seed":1}""", "\"train\" or \"eval\"")]
    [InlineData("make", """{"family":"arithmetic/gcd-v1","split":"train","seed":1,"count":5000}""", "it must be from 1 to 4096")]
    [InlineData("make", """{"family":"arithmetic/gcd-v1","split":"train","seed":1,"attempts":0}""", "they must be from 1 to 100")]
    [InlineData("make", """{"family":"arithmetic/gcd-v1","split":"train","seed":1,"max_steps":0}""", "it must be from 1 to")]
    [InlineData("make", """{"family":"arithmetic/gcd-v1","split":"train","seed":1,"config":{"max_value":-1}}""", "max_value")]
    [InlineData("make", """{"family":"arithmetic/gcd-v1","split":"train","seed":1,"reward":1}""", "no parameter 'reward'")]
    [InlineData("make", """{"family":"arithmetic/gcd-v1","split":"train","seed":1,"profile":"all"}""", "profile")]
    [InlineData("reset", """{"session":"x"}""", "there is no session 'x'")]
    [InlineData("reset", """{"session":"SESSION","environments":[2]}""", "a list of numbers from 0 to 1")]
    [InlineData("reset", """{"session":"SESSION","environments":[1,1]}""", "a list that names each once")]
    [InlineData("step", """{"session":"SESSION","actions":["a"]}""", "a list of 2 texts or nils")]
    [InlineData("step", """{"session":"SESSION","actions":["a",1]}""", "a list of 2 texts or nils")]
    [InlineData("step", """{"session":"SESSION","actions":["a","b"],"reward":1}""", "no parameter 'reward'")]
    public async Task A_wrong_call_is_refused_in_one_sentence(string method, string parameters, string says)
    {
        await using var server = await TestServer.StartAsync();
        var peer = await server.ConnectAsync();
        var session = await MakeAsync(peer, """{"family":"arithmetic/gcd-v1","split":"train","seed":3,"count":2}""");
        var answer = await peer.CallAsync(2, method, parameters.Replace("SESSION", session, StringComparison.Ordinal));
        Assert.Equal("bad_request", answer.Error);
        Assert.Contains(says, answer.Body.GetProperty("message").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_environments_are_kept_than_the_bound()
    {
        await using var server = await TestServer.StartAsync();
        var peer = await server.ConnectAsync();
        var sessions = new List<string>();
        for (uint i = 0; i < 16; i++) sessions.Add(await MakeAsync(peer, """{"family":"arithmetic/gcd-v1","split":"train","seed":3,"count":4096}""", i));
        Assert.Equal("busy", (await peer.CallAsync(20, "make", """{"family":"arithmetic/gcd-v1","split":"train","seed":3}""")).Error);
        await peer.CallAsync(21, "close", $$"""{"session":"{{sessions[0]}}"}""");
        Assert.Null((await peer.CallAsync(22, "make", """{"family":"arithmetic/gcd-v1","split":"train","seed":3}""")).Error);
    }

    [Fact]
    public void A_session_that_nobody_used_for_an_hour_is_forgotten()
    {
        var clock = new HandClock();
        var catalog = new FamilyCatalog([new Gcd()]);
        var calls = new EnvironmentCalls(new Grader(catalog, clock), new Tally(catalog, clock), clock);
        var session = MessagePackJson.ToJson(calls.Make(Encoded("""{"family":"arithmetic/gcd-v1","split":"train","seed":3}"""))).GetProperty("session").GetString()!;
        var reset = Encoded($$"""{"session":"{{session}}"}""");
        clock.Now += TimeSpan.FromMinutes(59);
        calls.Reset(reset);
        clock.Now += TimeSpan.FromMinutes(59);
        calls.Reset(reset);
        clock.Now += TimeSpan.FromMinutes(61);
        Assert.Contains("there is no session", Assert.Throws<GymException>(() => calls.Reset(reset)).Message, StringComparison.Ordinal);
    }

    private static byte[] Encoded(string json) => MapWriting.Encode(JsonElement.Parse(json), MessagePackJson.Write);

    private sealed class HandClock : TimeProvider
    {
        public TimeSpan Now { get; set; } = TimeSpan.FromHours(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }

    private static async Task<string> MakeAsync(RawPeer peer, string parameters, uint id = 1) =>
        (await peer.CallAsync(id, "make", parameters)).Body.GetProperty("session").GetString()!;

    private static async Task<JsonElement> StepAsync(RawPeer peer, uint id, string session, string action) =>
        (await peer.CallAsync(id, "step", JsonSerializer.Serialize(new { session, actions = new[] { action } }))).Body.GetProperty("results")[0];
}
