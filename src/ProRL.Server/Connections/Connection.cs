using System.Buffers;
using System.Collections.Concurrent;
using MessagePack;
using Microsoft.Extensions.Logging;
using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;
using ProRL.Server.Calls;
using ProRL.Server.Queueing;

namespace ProRL.Server.Connections;

/// <summary>
/// One peer: reads its calls, has them done, writes the replies. When the peer stops sending, what it waits for is
/// cancelled.
/// </summary>
internal sealed class Connection : IJobOwner
{
    private const string NoMessage = "These bytes are no call by MessagePack-RPC, [0, msgid, method, [params]]; the connection is closed.";

    private readonly Stream _stream;
    private readonly CallTable _calls;
    private readonly Admission _admission;
    private readonly MessageReader _reader;
    private readonly ReplyQueue _replies;
    private readonly JobSource _source;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<uint, Job> _jobs = new();
    private int _held;

    public Connection(Stream stream, bool authorized, CallTable calls, Admission admission, WorkQueue queue, ProtocolLimits limits, TimeProvider time, ILogger log)
    {
        _stream = stream;
        _calls = calls;
        _admission = admission;
        _reader = new MessageReader(stream, limits);
        _replies = new ReplyQueue(stream, time);
        _source = new JobSource(queue);
        _time = time;
        _log = log;
        Authorized = authorized;
    }

    /// <summary>Whether the peer has shown the token, or needs none.</summary>
    public bool Authorized { get; set; }

    /// <summary>Serves the peer until it goes, or until <paramref name="stop"/>: then the replies that are ready are still written.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var writing = _replies.WriteAllAsync();
        var reading = ReadAllAsync(ended.Token);
        try
        {
            var first = await Task.WhenAny(reading, writing).ConfigureAwait(false);
            await ended.CancelAsync().ConfigureAwait(false);
            if (first == writing)
                await _stream.DisposeAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var job in _jobs.Values)
                job.Cancel();
            _replies.Complete();
            await writing.ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            _log.LogDebug("A connection broke: {Reason}", e.Message);
        }
        finally
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Takes the items of a call into the queue.</summary>
    /// <exception cref="GymException">They can't be taken.</exception>
    public void Submit(uint id, WorkOrder order)
    {
        if (_jobs.ContainsKey(id))
            throw GymException.BadRequest($"the msgid {id} is that of a call that is still being worked on");
        _admission.Enter(order.Count, order.Bytes, ref _held);
        var job = new Job(id, this, order, _time);
        _jobs[id] = job;
        if (order.Count == 0)
            Ended(job);
        else
            _source.Submit(job);
    }

    /// <summary>Cancels a call; false where there is none with this id any more.</summary>
    public bool Cancel(uint id)
    {
        if (!_jobs.TryRemove(id, out var job))
            return false;
        job.Cancel();
        _replies.Add(Error(id, ErrorCodes.Cancelled, "The caller cancelled the call."), null);
        return true;
    }

    void IJobOwner.ItemDone(Job job, int index, byte[] result)
    {
        if (job.Order.Streams && !job.IsCancelled)
            _replies.Add(JobReplies.Streamed(job.Id, index, result), null);
    }

    void IJobOwner.Ended(Job job) => Ended(job);

    private void Ended(Job job)
    {
        // A job that was cancelled has been answered, or nobody is there to be answered.
        var wanted = _jobs.TryRemove(new KeyValuePair<uint, Job>(job.Id, job)) && (job.Error is not null || !job.IsCancelled);
        _replies.Add(wanted ? Reply(job) : default, () =>
        {
            _admission.Leave(job.Order.Count, job.Order.Bytes, ref _held);
            job.Dispose();
        });
    }

    private byte[] Reply(Job job)
    {
        try
        {
            return job.Error is { } error ? Failed(job.Id, error) : JobReplies.Whole(job);
        }
        catch (Exception e)
        {
            return Failed(job.Id, e);
        }
    }

    private async Task ReadAllAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var incoming = await _reader.ReadAsync(cancellation).ConfigureAwait(false);
            var readable = true;
            var reply = incoming.Kind switch
            {
                IncomingKind.Message => Answer(incoming.Bytes, out readable),
                IncomingKind.TooLarge => Error(incoming.MsgId, ErrorCodes.TooLarge, $"The message has more than {_calls.Limits.MaxMessageBytes} bytes, the most that one may have."),
                IncomingKind.TooDeep => Error(incoming.MsgId, ErrorCodes.TooLarge, $"The message nests deeper than {_calls.Limits.MaxDepth} levels, the most that one may have."),
                IncomingKind.Malformed => Error(incoming.MsgId, ErrorCodes.Malformed, NoMessage),
                IncomingKind.Truncated => Error(incoming.MsgId, ErrorCodes.Malformed, "The message is truncated: it ended before its last byte."),
                _ => null,
            };
            if (reply is not null)
                await _replies.AddAsync(reply, cancellation).ConfigureAwait(false);
            if (!readable || incoming.Kind is IncomingKind.Malformed or IncomingKind.Truncated or IncomingKind.End)
                return;
        }
    }

    private byte[]? Answer(ReadOnlyMemory<byte> bytes, out bool readable)
    {
        readable = RpcMessage.TryParse(bytes, out var message) && message.Kind != RpcKind.Response;
        if (!readable)
            return Error(message.MsgId, ErrorCodes.Malformed, NoMessage);
        if (message.Kind == RpcKind.Notification)
        {
            // Nobody waits for what a notification gives; one that can't be read is passed over like an unknown one.
            if (message.Method == "cancel")
                CallTable.TryCancel(this, message);
            return null;
        }

        try
        {
            return _calls.Call(this, message) is { } result ? Response(message.MsgId, result) : null;
        }
        catch (Exception e)
        {
            return Failed(message.MsgId, e);
        }
    }

    private byte[] Failed(uint id, Exception error)
    {
        switch (error)
        {
            case GymException e:
                return Error(id, e.Code, e.Message);
            case TaskFormatException e:
                return Error(id, ErrorCodes.BadRequest, e.Message);
            case MessagePackSerializationException or EndOfStreamException:
                return Error(id, ErrorCodes.BadRequest, $"The parameters can't be read: {error.Message}");
            default:
                _log.LogError(error, "A call failed.");
                return Error(id, ErrorCodes.Internal, $"The server failed: {error.GetType().Name}: {error.Message}");
        }
    }

    private static byte[] Response(uint id, byte[] result)
    {
        var buffer = new ArrayBufferWriter<byte>(result.Length + 16);
        buffer.WriteResponse(id, result);
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Error(uint id, string code, string message)
    {
        var buffer = new ArrayBufferWriter<byte>(message.Length + 64);
        buffer.WriteError(id, code, message);
        return buffer.WrittenSpan.ToArray();
    }
}
