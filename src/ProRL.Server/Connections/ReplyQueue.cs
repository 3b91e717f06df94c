using System.Buffers;
using System.Threading.Channels;

namespace ProRL.Server.Connections;

/// <summary>
/// Replies on their way to a peer. What jobs reply is bounded by admission; other replies take one of a few places, so
/// that a peer that asks without reading is no longer read from.
/// </summary>
internal sealed class ReplyQueue(Stream stream, TimeProvider time)
{
    private const int Places = 64;
    private const int WriteBytes = 64 * 1024;
    private static readonly TimeSpan WritePatience = TimeSpan.FromSeconds(60);

    private readonly Channel<Reply> _replies = Channel.CreateUnbounded<Reply>(new() { SingleReader = true });
    private readonly Channel<byte> _places = Channel.CreateBounded<byte>(Places);

    /// <summary>Adds a reply of a job; <paramref name="written"/> is called when it has been written, or never will be.</summary>
    public void Add(ReadOnlyMemory<byte> bytes, Action? written)
    {
        if (!_replies.Writer.TryWrite(new Reply(bytes, written)))
            written?.Invoke();
    }

    /// <summary>Adds any other reply, when there is room for it.</summary>
    public async ValueTask AddAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        // A free place is taken even when all is being stopped: the reply to what stops it must still go out.
        if (!_places.Writer.TryWrite(0))
            await _places.Writer.WriteAsync(0, cancellation).ConfigureAwait(false);
        Add(bytes, () => _places.Reader.TryRead(out _));
    }

    /// <summary>Takes no more replies: <see cref="WriteAllAsync"/> ends when the last is written.</summary>
    public void Complete() => _replies.Writer.TryComplete();

    /// <summary>Writes replies as they come, several at once where several wait.</summary>
    /// <exception cref="IOException">The peer is gone, or did not read for a minute.</exception>
    public async Task WriteAllAsync()
    {
        var reader = _replies.Reader;
        var buffer = new ArrayBufferWriter<byte>(WriteBytes);
        var written = new List<Action>();
        try
        {
            while (await reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
            {
                while (buffer.WrittenCount < WriteBytes && reader.TryRead(out var reply))
                {
                    if (reply.Written is not null)
                        written.Add(reply.Written);
                    buffer.Write(reply.Bytes.Span);
                }

                using var late = new CancellationTokenSource(WritePatience, time);
                await stream.WriteAsync(buffer.WrittenMemory, late.Token).ConfigureAwait(false);
                buffer.ResetWrittenCount();
                Tell(written);
            }
        }
        finally
        {
            Complete();
            Tell(written);
            while (reader.TryRead(out var reply))
                reply.Written?.Invoke();
        }
    }

    private static void Tell(List<Action> written)
    {
        foreach (var tell in written)
            tell();
        written.Clear();
    }

    private readonly record struct Reply(ReadOnlyMemory<byte> Bytes, Action? Written);
}
