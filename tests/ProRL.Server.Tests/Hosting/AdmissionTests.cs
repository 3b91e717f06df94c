using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;
using ProRL.Server.Hosting;
using ProRL.Server.Tests.Support;
using ProRL.Verifiers;

namespace ProRL.Server.Tests.Hosting;

/// <summary>Who is served when, and who is turned away.</summary>
public sealed class AdmissionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_queue_is_answered_with_busy_and_takes_calls_again_when_there_is_room()
    {
        await using var server = await TestServer.StartAsync(new ServerOptions { QueueItems = 4, Workers = 1 });
        var one = await server.ConnectAsync();
        var two = await server.ConnectAsync();
        var three = await server.ConnectAsync();
        await one.SendAsync(1, "score", RawPeer.GateItems("a", 2));
        await server.Gate.Started;
        Assert.Equal(ErrorCodes.Busy, (await one.CallAsync(2, "score", RawPeer.GateItems("b", 1))).Error);
        await two.SendAsync(1, "score", RawPeer.GateItems("c", 2));
        Assert.Null((await two.CallAsync(2, "health")).Error);
        Assert.Equal(ErrorCodes.Busy, (await three.CallAsync(1, "score", RawPeer.GateItems("d", 1))).Error);
        Assert.Equal(ErrorCodes.TooLarge, (await three.CallAsync(2, "score", RawPeer.GateItems("e", 3))).Error);
        server.Gate.Open();
        Assert.Equal(1u, (await one.ReceiveAsync())!.Id);
        Assert.Equal(1u, (await two.ReceiveAsync())!.Id);
        Assert.Null((await three.CallAsync(3, "score", RawPeer.GateItems("f", 2))).Error);
    }

    [Fact]
    public async Task A_single_item_waits_for_one_item_of_a_connection_that_has_a_hundred()
    {
        await using var server = await TestServer.StartAsync(new ServerOptions { Workers = 1, BegunPerConnection = 1 });
        var greedy = await server.ConnectAsync();
        var modest = await server.ConnectAsync();
        await greedy.SendAsync(1, "score", RawPeer.GateItems("greedy", 100));
        await server.Gate.Started;
        await modest.SendAsync(1, "score", RawPeer.GateItems("modest", 1));
        Assert.Null((await modest.CallAsync(2, "health")).Error);
        server.Gate.Open();
        await modest.ReceiveAsync();
        Assert.Contains("modest0", server.Gate.Judged.Take(3));
        Assert.Equal(100, (await greedy.ReceiveAsync())!.Body.GetProperty("verdicts").GetArrayLength());
    }

    [Fact]
    public async Task Answers_that_wait_for_a_sandbox_hold_up_no_worker()
    {
        await using var server = await TestServer.StartAsync(new ServerOptions { Workers = 1, BegunPerConnection = 3 });
        var waiting = await server.ConnectAsync();
        await waiting.SendAsync(1, "score", RawPeer.GateItems("x", 20));
        await server.Gate.Started;
        await using var other = await server.ClientAsync();
        var item = Assert.Single(await other.SampleAsync(new SampleRequest("arithmetic/gcd-v1", Split.Train, 1, 1) { Answers = true }, Cancellation));
        Assert.Equal(VerdictStatus.Correct, (await other.ScoreAsync(item.Handle, Answer.Final(item.Answer), Cancellation)).Status);
        Assert.Equal(["x0", "x1", "x2"], server.Gate.Judged);
        server.Gate.Open();
        Assert.Equal(20, (await waiting.ReceiveAsync())!.Body.GetProperty("verdicts").GetArrayLength());
    }

    [Fact]
    public async Task A_cancelled_call_is_answered_at_once_its_work_stops_and_nothing_more_of_it_begins()
    {
        await using var server = await TestServer.StartAsync(new ServerOptions { Workers = 1, BegunPerConnection = 1 });
        var peer = await server.ConnectAsync();
        await peer.SendAsync(1, "score", RawPeer.GateItems("x", 50));
        await server.Gate.Started;
        await peer.SendAsync(2, "cancel", """{"msgid":1}""");
        var cancelled = await peer.ReceiveAsync();
        Assert.Equal((1u, ErrorCodes.Cancelled), (cancelled!.Id, cancelled.Error));
        Assert.True((await peer.ReceiveAsync())!.Body.GetProperty("cancelled").GetBoolean());
        await server.Gate.Cancelled;
        Assert.False((await peer.CallAsync(3, "cancel", """{"msgid":1}""")).Body.GetProperty("cancelled").GetBoolean());
        server.Gate.Open();
        Assert.Null((await peer.CallAsync(4, "score", RawPeer.GateItems("y", 1))).Error);
        Assert.Equal(["x0", "y0"], server.Gate.Judged);
    }

    [Fact]
    public async Task Work_stops_when_its_caller_goes()
    {
        await using var server = await TestServer.StartAsync(new ServerOptions { Workers = 1, BegunPerConnection = 1, QueueItems = 8 });
        var peer = await server.ConnectAsync();
        await peer.SendAsync(1, "score", RawPeer.GateItems("x", 4));
        await server.Gate.Started;
        peer.Dispose();
        await server.Gate.Cancelled;
        server.Gate.Open();
        await using var client = await server.ClientAsync();
        await client.ScoreAsync(GateFamily.Handle(0), Answer.Final("after"), Cancellation);
        Assert.Equal(["x0", "after"], server.Gate.Judged);
    }

    [Fact]
    public async Task A_msgid_that_is_in_use_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        var peer = await server.ConnectAsync();
        await peer.SendAsync(1, "score", RawPeer.GateItems("x", 1));
        Assert.Equal(ErrorCodes.BadRequest, (await peer.CallAsync(1, "score", RawPeer.GateItems("y", 1))).Error);
        server.Gate.Open();
        Assert.Null((await peer.ReceiveAsync())!.Error);
    }

    [Fact]
    public async Task A_client_waits_until_a_small_queue_has_taken_everything()
    {
        await using var server = await TestServer.StartAsync(new ServerOptions { QueueItems = 8 });
        server.Gate.Open();
        await using var client = await server.ClientAsync();
        var calls = Enumerable.Range(0, 200).Select(i => client.ScoreAsync(GateFamily.Handle(i), Answer.Final($"{i}"), Cancellation));
        var verdicts = await Task.WhenAll(calls);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"{i}"), verdicts.Select(v => v.Extracted));
        Assert.All(verdicts, v => Assert.Equal(VerdictStatus.Correct, v.Status));
    }
}
