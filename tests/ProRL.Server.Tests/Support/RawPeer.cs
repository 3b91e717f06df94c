using System.Buffers;
using System.Net.Sockets;
using System.Text.Json;
using ProRL.Gym.Protocol;

namespace ProRL.Server.Tests.Support;

/// <summary>A message as the tests look at it.</summary>
/// <param name="Id">The msgid of a response; null for a notification.</param>
/// <param name="Error">The code of the error; null where there is none.</param>
/// <param name="Body">The result, the error map, or the parameters' array of a notification.</param>
internal sealed record PeerMessage(uint? Id, string? Error, JsonElement Body);

/// <summary>A connection without manners: sends any bytes, calls with parameters written as JSON.</summary>
internal sealed class RawPeer(Socket socket) : IDisposable
{
    private readonly MessageReader _reader = new(new NetworkStream(socket), new ProtocolLimits(1 << 30));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await socket.SendAsync(bytes, Cancellation)..];
    }

    public Task SendAsync(uint id, string method, string? parameters = null) => SendAsync(Request(id, method, parameters));

    public async Task<PeerMessage> CallAsync(uint id, string method, string? parameters = null)
    {
        await SendAsync(id, method, parameters);
        return (await ReceiveAsync())!;
    }

    /// <summary>The next message; null at the end of the connection.</summary>
    public async Task<PeerMessage?> ReceiveAsync()
    {
        var incoming = await _reader.ReadAsync(Cancellation);
        if (incoming.Kind != IncomingKind.Message)
        {
            Assert.Equal(IncomingKind.End, incoming.Kind);
            return null;
        }

        var message = RpcMessage.Parse(incoming.Bytes);
        if (message.Error.IsEmpty)
            return new PeerMessage(message.Kind == RpcKind.Response ? message.MsgId : null, null, MessagePackJson.ToJson(message.Body));
        var error = MessagePackJson.ToJson(message.Error);
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        return new PeerMessage(message.MsgId, error.GetProperty("code").GetString(), error);
    }

    /// <summary>Says that nothing more will be sent, and still listens.</summary>
    public void StopSending() => socket.Shutdown(SocketShutdown.Send);

    public void Dispose() => socket.Dispose();

    public static byte[] Request(uint id, string method, string? parameters = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.WriteRequest(id, method, parameters is null ? default : MapWriting.Encode(JsonElement.Parse(parameters), MessagePackJson.Write));
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The parameters of a score call for items of the gate family.</summary>
    public static string GateItems(string name, int count, bool stream = false) => JsonSerializer.Serialize(new
    {
        items = Enumerable.Range(0, count).Select(i => new { handle = GateFamily.Handle(i), final = $"{name}{i}" }),
        stream,
    });
}
