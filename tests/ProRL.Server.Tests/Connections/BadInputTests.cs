using ProRL.Gym.Protocol;
using ProRL.Server.Hosting;
using ProRL.Server.Tests.Support;

namespace ProRL.Server.Tests.Connections;

/// <summary>Every bad input gets one clear error, and nobody else notices.</summary>
public sealed class BadInputTests
{
    [Fact]
    public async Task A_message_of_100_MB_is_refused_and_its_connection_stays_usable()
    {
        await using var server = await TestServer.StartAsync();
        var peer = await server.ConnectAsync();
        const int Size = 100_000_000;
        await peer.SendAsync(new byte[] { 0x94, 0, 42, 0xa5, (byte)'s', (byte)'c', (byte)'o', (byte)'r', (byte)'e', 0xc6, Size >> 24, (Size >> 16) & 0xff, (Size >> 8) & 0xff, Size & 0xff });
        var neighbour = await server.ConnectAsync();
        var part = new byte[1_000_000];
        for (var sent = 0; sent < Size; sent += part.Length)
        {
            await peer.SendAsync(part);
            if (sent % 20_000_000 == 0)
                Assert.Null((await neighbour.CallAsync(1, "health")).Error);
        }

        var refused = await peer.ReceiveAsync();
        Assert.Equal((42u, ErrorCodes.TooLarge), (refused!.Id, refused.Error));
        Assert.Null((await peer.CallAsync(43, "health")).Error);
    }

    [Fact]
    public async Task A_message_past_the_limit_that_was_set_is_refused()
    {
        await using var server = await TestServer.StartAsync(new ServerOptions { Limits = new ProtocolLimits(MaxMessageBytes: 2000) });
        var peer = await server.ConnectAsync();
        var refused = await peer.CallAsync(5, "score", RawPeer.GateItems("x", 100));
        Assert.Equal((5u, ErrorCodes.TooLarge), (refused.Id, refused.Error));
        Assert.Contains("2000 bytes", refused.Body.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Null((await peer.CallAsync(6, "health")).Error);
    }

    [Fact]
    public async Task A_message_that_nests_too_deeply_is_refused_and_its_connection_stays_usable()
    {
        await using var server = await TestServer.StartAsync();
        var peer = await server.ConnectAsync();
        await peer.SendAsync((byte[])[0x94, 0, 7, 0xa1, (byte)'m', .. Enumerable.Repeat((byte)0x91, 1_000_000), 0xc0]);
        var refused = await peer.ReceiveAsync();
        Assert.Equal((7u, ErrorCodes.TooLarge), (refused!.Id, refused.Error));
        Assert.Null((await peer.CallAsync(8, "health")).Error);
    }

    [Fact]
    public async Task A_truncated_message_is_answered_and_the_connection_closed()
    {
        await using var server = await TestServer.StartAsync();
        var peer = await server.ConnectAsync();
        await peer.SendAsync(RawPeer.Request(11, "score", RawPeer.GateItems("x", 10)).AsMemory()[..100]);
        peer.StopSending();
        var refused = await peer.ReceiveAsync();
        Assert.Equal((11u, ErrorCodes.Malformed), (refused!.Id, refused.Error));
        Assert.Contains("truncated", refused.Body.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Null(await peer.ReceiveAsync());
    }

    [Theory]
    [InlineData(new byte[] { 0xc1 }, 0)]
    [InlineData(new byte[] { (byte)'G', (byte)'E', (byte)'T' }, 0)]
    [InlineData(new byte[] { 0x94, 0, 9, 0xc1 }, 9)]
    [InlineData(new byte[] { 0x94, 9, 9, 9, 9 }, 0)]
    [InlineData(new byte[] { 0x94, 0, 9, 9, 0x90 }, 9)]
    [InlineData(new byte[] { 0x94, 1, 9, 0xc0, 0xc0 }, 9)]
    [InlineData(new byte[] { 0x93, 0, 9, 0x90 }, 0)]
    [InlineData(new byte[] { 0x94, 0, 0xff, 0xa1, (byte)'m', 0x90 }, 0)]
    public async Task Malformed_bytes_are_answered_and_the_connection_closed_while_others_go_on(byte[] bytes, uint id)
    {
        await using var server = await TestServer.StartAsync();
        var neighbour = await server.ConnectAsync();
        await neighbour.SendAsync(1, "score", RawPeer.GateItems("n", 3));
        await server.Gate.Started;
        var peer = await server.ConnectAsync();
        await peer.SendAsync(bytes);
        var refused = await peer.ReceiveAsync();
        Assert.Equal((id, ErrorCodes.Malformed), (refused!.Id, refused.Error));
        Assert.Null(await peer.ReceiveAsync());
        server.Gate.Open();
        var reply = await neighbour.ReceiveAsync();
        Assert.Equal(3, reply!.Body.GetProperty("verdicts").GetArrayLength());
    }

    [Theory]
    [InlineData("nope", null, ErrorCodes.UnknownMethod, "'nope'")]
    [InlineData("health", """{"a":1}""", ErrorCodes.BadRequest, "'a'")]
    [InlineData("score", null, ErrorCodes.BadRequest, "items")]
    [InlineData("score", "[]", ErrorCodes.BadRequest, "map")]
    [InlineData("score", """{"items":3}""", ErrorCodes.BadRequest, "list")]
    [InlineData("score", """{"items":[],"stream":1}""", ErrorCodes.BadRequest, "stream")]
    [InlineData("verify", """{"rows":[]}""", ErrorCodes.BadRequest, "'rows'")]
    [InlineData("sample", """{"family":"arithmetic/gcd-v1"}""", ErrorCodes.BadRequest, "split")]
    [InlineData("sample", """{"family":"arithmetic/gdc-v1","split":"train","seed":1,"count":1}""", ErrorCodes.BadRequest, "did you mean 'arithmetic/gcd-v1'")]
    [InlineData("sample", """{"family":"arithmetic/gcd-v1","split":"test","seed":1,"count":1}""", ErrorCodes.BadRequest, "eval")]
    [InlineData("sample", """{"family":"arithmetic/gcd-v1","split":"train","seed":-1,"count":1}""", ErrorCodes.BadRequest, "seed")]
    [InlineData("sample", """{"family":"arithmetic/gcd-v1","split":"train","seed":1,"count":0}""", ErrorCodes.BadRequest, "count")]
    [InlineData("sample", """{"family":"arithmetic/gcd-v1","split":"train","seed":1,"count":1,"config":{"x":1}}""", ErrorCodes.BadRequest, "'x'")]
    [InlineData("sample", """{"family":"arithmetic/gcd-v1","split":"train","seed":1,"count":1,"level":99}""", ErrorCodes.BadRequest, "99")]
    [InlineData("sample", """{"handles":["x"]}""", ErrorCodes.BadRequest, "not a handle")]
    [InlineData("sample", """{"handles":["x"],"seed":1}""", ErrorCodes.BadRequest, "seed")]
    [InlineData("cancel", """{}""", ErrorCodes.BadRequest, "msgid")]
    [InlineData("hello", """{"protocol":99}""", ErrorCodes.BadRequest, "version 99")]
    public async Task A_wrong_call_gets_an_error_that_says_what_is_wrong(string method, string? parameters, string code, string says)
    {
        await using var server = await TestServer.StartAsync();
        var peer = await server.ConnectAsync();
        var refused = await peer.CallAsync(3, method, parameters);
        Assert.Equal((3u, code), (refused.Id, refused.Error));
        Assert.Contains(says, refused.Body.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Null((await peer.CallAsync(4, "health")).Error);
    }

    [Theory]
    [InlineData("score", "3")]
    [InlineData("score", """{"handle":"arithmetic/gcd-v1|train|0|0|"}""")]
    [InlineData("score", """{"response":"x"}""")]
    [InlineData("score", """{"handle":"arithmetic/gcd-v1|train|0|0|","response":"x","final":"y"}""")]
    [InlineData("score", """{"handle":"arithmetic/gcd-v1|train|0|0|","response":null}""")]
    [InlineData("score", """{"handle":"arithmetic/gcd-v1|train|0|0|","answer":"x"}""")]
    [InlineData("score", """{"handle":"no handle","final":"x"}""")]
    [InlineData("score", """{"handle":"none/such-v1|train|0|0|","final":"x"}""")]
    [InlineData("verify", """[1]""")]
    [InlineData("verify", """{"family":"arithmetic/gcd-v1","final":"x"}""")]
    [InlineData("verify", """{"family":"arithmetic/gcd-v1","metadata":{"numbers":[4,6]}}""")]
    public async Task An_item_that_can_not_be_judged_is_a_fault_and_its_neighbours_are_judged(string method, string item)
    {
        await using var server = await TestServer.StartAsync();
        var peer = await server.ConnectAsync();
        var good = method == "score"
            ? """{"handle":"arithmetic/gcd-v1|train|0|0|","final":"0"}"""
            : """{"family":"arithmetic/gcd-v1","metadata":{"numbers":[4,6]},"final":"0"}""";
        var reply = await peer.CallAsync(3, method, $$"""{"items":[{{good}},{{item}},{{good}}]}""");
        var verdicts = reply.Body.GetProperty("verdicts").EnumerateArray().ToArray();
        Assert.Equal(["incorrect", "fault", "incorrect"], verdicts.Select(v => v.GetProperty("status").GetString()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, verdicts[1].GetProperty("score").ValueKind);
    }
}
