using System.Buffers;

namespace ProRL.Gym.Protocol;

internal enum IncomingKind
{
    /// <summary>A whole message.</summary>
    Message,

    /// <summary>A message that was passed over: too many bytes.</summary>
    TooLarge,

    /// <summary>A message that was passed over: nested too deeply.</summary>
    TooDeep,

    /// <summary>Bytes that are no message; nothing after them can be read.</summary>
    Malformed,

    /// <summary>The peer stopped sending in the middle of a message.</summary>
    Truncated,

    /// <summary>The peer stopped sending between messages.</summary>
    End,
}

/// <summary>What came next.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="MsgId">The id of a message that was not kept, where it could be read; 0 where it could not.</param>
/// <param name="Bytes">The message, for <see cref="IncomingKind.Message"/>; good until the next read.</param>
internal readonly record struct Incoming(IncomingKind Kind, uint MsgId, ReadOnlyMemory<byte> Bytes);

/// <summary>Reads messages from a stream, one at a time. Not thread-safe.</summary>
internal sealed class MessageReader(Stream stream, ProtocolLimits limits)
{
    private const int ChunkBytes = 64 * 1024;

    // A buffer that one large message has grown is not kept for the many small ones that follow.
    private const int KeptBytes = 1 << 20;

    private readonly MessageScanner _scanner = new(limits);
    private readonly byte[] _chunk = new byte[ChunkBytes];
    private ArrayBufferWriter<byte> _gathered = new();
    private int _start;
    private int _end;

    /// <summary>The next message. After Malformed, Truncated and End there is none.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public async ValueTask<Incoming> ReadAsync(CancellationToken cancellation)
    {
        _scanner.Reset();
        if (_gathered.Capacity > KeptBytes)
            _gathered = new ArrayBufferWriter<byte>();
        else
            _gathered.ResetWrittenCount();
        while (true)
        {
            if (_start == _end)
            {
                _start = 0;
                _end = await stream.ReadAsync(_chunk, cancellation).ConfigureAwait(false);
                if (_end == 0)
                    return _scanner.InMessage ? Refused(IncomingKind.Truncated) : new Incoming(IncomingKind.End, 0, default);
            }

            var fed = _chunk.AsMemory(_start, _end - _start);
            var state = _scanner.Feed(fed.Span, out var taken);
            _start += taken;
            switch (state)
            {
                case ScanState.Within:
                    if (!_scanner.Discarding)
                        _gathered.Write(fed.Span);
                    break;
                case ScanState.Complete when _gathered.WrittenCount == 0:
                    return new Incoming(IncomingKind.Message, 0, fed[..taken]);
                case ScanState.Complete:
                    _gathered.Write(fed.Span[..taken]);
                    return new Incoming(IncomingKind.Message, 0, _gathered.WrittenMemory);
                case ScanState.TooLarge:
                    return Refused(IncomingKind.TooLarge);
                case ScanState.TooDeep:
                    return Refused(IncomingKind.TooDeep);
                default:
                    return Refused(IncomingKind.Malformed);
            }
        }
    }

    private Incoming Refused(IncomingKind kind) => new(kind, RpcMessage.ReadId(_scanner.Head.ToArray()), default);
}
