using System.Net.Sockets;
using ProRL.Gym.Protocol;
using ProRL.Server.Tests.Support;

namespace ProRL.Server.Tests.Hosting;

public sealed class DrainTests
{
    [Fact]
    public async Task Draining_finishes_what_was_taken_and_takes_nothing_more()
    {
        await using var server = await TestServer.StartAsync();
        var peer = await server.ConnectAsync();
        await peer.SendAsync(1, "score", RawPeer.GateItems("x", 5));
        await server.Gate.Started;
        Assert.True((await peer.CallAsync(2, "drain")).Body.GetProperty("draining").GetBoolean());
        Assert.Equal("draining", (await peer.CallAsync(3, "health")).Body.GetProperty("status").GetString());
        Assert.Equal(ErrorCodes.Draining, (await peer.CallAsync(4, "score", RawPeer.GateItems("y", 1))).Error);
        Assert.False(server.Running.IsCompleted);
        server.Gate.Open();
        var reply = await peer.ReceiveAsync();
        Assert.Equal(5, reply!.Body.GetProperty("verdicts").GetArrayLength());
        Assert.Null(await peer.ReceiveAsync());
        await server.Running;
        await Assert.ThrowsAsync<SocketException>(() => server.ConnectAsync());
    }

    [Fact]
    public async Task Draining_an_idle_server_answers_and_ends_it()
    {
        await using var server = await TestServer.StartAsync();
        var peer = await server.ConnectAsync();
        Assert.Null((await peer.CallAsync(1, "drain")).Error);
        Assert.Null(await peer.ReceiveAsync());
        await server.Running;
        Assert.False(File.Exists(server.Address.Path));
    }
}
