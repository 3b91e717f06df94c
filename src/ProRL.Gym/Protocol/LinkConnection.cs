using System.Buffers;
using System.Threading.Channels;
using MessagePack;

namespace ProRL.Gym.Protocol;

/// <summary>One connection of a <see cref="Link"/>: greets, then sends calls and takes replies until either side ends.</summary>
internal sealed class LinkConnection(Link link, Stream stream, ChannelReader<Call> outgoing, int number)
{
    private const int WriteBytes = 64 * 1024;

    // A reply may be larger than what the server takes: it answers up to thousands of items at once.
    private static readonly ProtocolLimits Limits = new(1L << 30);

    private readonly MessageReader _reader = new(stream, Limits);

    /// <summary>Says hello and waits for the answer.</summary>
    /// <exception cref="GymException">The server refuses, or speaks another version of the protocol.</exception>
    public async Task<HelloReply> GreetAsync(string? token, CancellationToken cancellation)
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.WriteRequest(0, "hello", HelloParameters(token));
        await stream.WriteAsync(buffer.WrittenMemory, cancellation).ConfigureAwait(false);
        var incoming = await _reader.ReadAsync(cancellation).ConfigureAwait(false);
        if (incoming.Kind is IncomingKind.End or IncomingKind.Truncated)
            throw new IOException("the server closed the connection before it said hello");
        if (incoming.Kind != IncomingKind.Message)
            throw new MessagePackSerializationException("its answer to hello is not MessagePack-RPC.");
        var reply = RpcMessage.Parse(incoming.Bytes);
        if (!reply.Error.IsEmpty)
            throw RpcWriting.ReadError(reply.Error);
        var hello = HelloReply.Read(reply.Body);
        return hello.Protocol == ProtocolLimits.ProtocolVersion
            ? hello
            : throw new GymException(ErrorCodes.BadRequest, $"The server speaks version {hello.Protocol} of the protocol, this client version {ProtocolLimits.ProtocolVersion}.");
    }

    /// <summary>Sends and receives until the connection ends; says why it did.</summary>
    public async Task<Exception?> RunAsync(CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var receiving = ReceiveAsync(ended.Token);
        var sending = SendAsync(ended.Token);
        var first = await Task.WhenAny(receiving, sending).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        await ((Task)Task.WhenAll(receiving, sending)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return first.Exception?.InnerException;
    }

    private async Task SendAsync(CancellationToken cancellation)
    {
        var buffer = new ArrayBufferWriter<byte>(WriteBytes);
        while (await outgoing.WaitToReadAsync(cancellation).ConfigureAwait(false))
        {
            while (buffer.WrittenCount < WriteBytes && outgoing.TryRead(out var call))
                Write(buffer, call);
            await stream.WriteAsync(buffer.WrittenMemory, cancellation).ConfigureAwait(false);
            buffer.ResetWrittenCount();
        }
    }

    private void Write(ArrayBufferWriter<byte> buffer, Call call)
    {
        // A call stands in the queue twice when it was made while the connection was being renewed.
        if (call.SentOn == number || !link.Wants(call))
            return;
        call.SentOn = number;
        if (call.Id == 0)
            buffer.WriteNotification(call.Method, call.Parameters.Span);
        else
            buffer.WriteRequest(call.Id, call.Method, call.Parameters.Span);
    }

    private async Task ReceiveAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var incoming = await _reader.ReadAsync(cancellation).ConfigureAwait(false);
            switch (incoming.Kind)
            {
                case IncomingKind.Message:
                    Take(RpcMessage.Parse(incoming.Bytes));
                    break;
                case IncomingKind.TooLarge or IncomingKind.TooDeep:
                    if (link.TryGet(incoming.MsgId, out var call))
                        call.Fail(new GymException(ErrorCodes.TooLarge, "The server's reply is too large; ask for fewer items."));
                    break;
                case IncomingKind.End:
                    return;
                default:
                    throw new IOException($"the server's bytes are {incoming.Kind.ToString().ToLowerInvariant()}");
            }
        }
    }

    private void Take(RpcMessage message)
    {
        if (message.Kind == RpcKind.Notification && message.Method == "verdict")
        {
            TakeVerdict(message.Parameters());
        }
        else if (message.Kind == RpcKind.Response && link.TryGet(message.MsgId, out var call))
        {
            if (message.Error.IsEmpty)
                call.Succeed(message.Body.ToArray());
            else
                link.Refuse(call, RpcWriting.ReadError(message.Error));
        }
        else if (message.Kind == RpcKind.Response && message is { MsgId: 0, Error.IsEmpty: false })
        {
            throw new IOException($"the server gave up on the connection: {RpcWriting.ReadError(message.Error).Message}");
        }
    }

    private void TakeVerdict(ReadOnlyMemory<byte> parameters)
    {
        var reader = new MessagePackReader(parameters);
        Call? call = null;
        var index = -1;
        for (var n = reader.ReadMapHeader(); n > 0; n--)
        {
            switch (reader.ReadString())
            {
                case "msgid":
                    link.TryGet(reader.ReadUInt32(), out call!);
                    break;
                case "index":
                    index = reader.ReadInt32();
                    break;
                case "verdict" when call?.Sink is { } sink && index >= 0:
                    sink(index, ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private static byte[] HelloParameters(string? token) => MapWriting.Encode(
        token,
        static (ref MessagePackWriter writer, string? token) =>
        {
            writer.WriteMapHeader(token is null ? 1 : 2);
            writer.Write("protocol");
            writer.Write(ProtocolLimits.ProtocolVersion);
            if (token is null)
                return;
            writer.Write("token");
            writer.Write(token);
        });
}
