using System.Buffers;
using System.Net.Sockets;
using ProRL.Gym.Protocol;

namespace ProRL.Gym.Tests.Protocol;

/// <summary>A server whose every answer the test writes: it gets each message and writes what it likes.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prorl-test-");
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Action<RpcMessage, ArrayBufferWriter<byte>> _answer;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public ScriptedServer(Action<RpcMessage, ArrayBufferWriter<byte>> answer)
    {
        _answer = answer;
        Address = Path.Combine(_folder.FullName, "s");
        _listener.Bind(new UnixDomainSocketEndPoint(Address));
        _listener.Listen();
        _serving = Task.Run(ServeAsync);
    }

    public string Address { get; }

    /// <summary>An answer to hello as a real server gives it.</summary>
    public static void Hello(RpcMessage message, ArrayBufferWriter<byte> output, int protocol = ProtocolLimits.ProtocolVersion)
    {
        var reply = new HelloReply(protocol, "test", 1, 1, 1 << 20, 64, 100);
        output.WriteResponse(message.MsgId, MapWriting.Encode(reply, static (ref MessagePack.MessagePackWriter w, HelloReply r) => r.Write(ref w)));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stop.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var peer = await _listener.AcceptAsync(_stop.Token);
                using var stream = new NetworkStream(peer);
                var reader = new MessageReader(stream, new ProtocolLimits());
                while (await reader.ReadAsync(_stop.Token) is { Kind: IncomingKind.Message } incoming)
                {
                    var output = new ArrayBufferWriter<byte>();
                    _answer(RpcMessage.Parse(incoming.Bytes), output);

                    // An answer of nothing at all means that this connection ends here.
                    if (output.WrittenCount == 0)
                        break;
                    await stream.WriteAsync(output.WrittenMemory, _stop.Token);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException or SocketException)
        {
        }
    }
}
