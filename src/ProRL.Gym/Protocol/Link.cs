using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Threading.Channels;
using MessagePack;

namespace ProRL.Gym.Protocol;

/// <summary>
/// Carries calls to a server over one connection at a time, and keeps them until they are answered: when a connection
/// drops, the next one carries what is outstanding again, which is safe because every call is idempotent.
/// </summary>
internal sealed class Link : IAsyncDisposable
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(1);

    private const int MaxDrops = 10;

    private readonly GymAddress _address;
    private readonly GymClientOptions _options;
    private readonly ConcurrentDictionary<uint, Call> _outstanding = new();
    private readonly Channel<Call> _outgoing = Channel.CreateUnbounded<Call>(new() { SingleReader = true });
    private readonly ItemWindow _window = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private uint _lastId;
    private int _connections;

    public Link(GymAddress address, GymClientOptions options)
    {
        if (options.Patience <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(options), options.Patience, "Patience must be above zero.");
        _address = address;
        _options = options;
        _running = Task.Run(RunAsync);
    }

    /// <summary>How the present or last server answered hello; null before the first.</summary>
    public HelloReply? Server { get; private set; }

    /// <summary>The most items, in one call or in all at a time, that the server takes from one connection.</summary>
    public int MaxItems => Math.Max(1, Server?.MaxItems ?? 1);

    /// <summary>Calls with a list of items, when the server has room for so many.</summary>
    /// <inheritdoc cref="CallAsync(string, ReadOnlyMemory{byte}, VerdictSink?, CancellationToken)"/>
    public async Task<ReadOnlyMemory<byte>> CallAsync(string method, int items, ReadOnlyMemory<byte> parameters, VerdictSink? sink, CancellationToken cancellation)
    {
        // Half of what the server takes: it forgets a call a moment after this client has the reply.
        await _window.EnterAsync(items, MaxItems / 2).ConfigureAwait(false);
        try
        {
            return await CallAsync(method, parameters, sink, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _window.Leave(items, MaxItems / 2);
        }
    }

    /// <summary>Calls and waits for the result, encoded.</summary>
    /// <exception cref="GymException">The server refused the call, or could not be reached in time.</exception>
    public async Task<ReadOnlyMemory<byte>> CallAsync(string method, ReadOnlyMemory<byte> parameters, VerdictSink? sink, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var call = new Call(Interlocked.Increment(ref _lastId), method, parameters, sink, _options.Time.GetTimestamp());
        _outstanding[call.Id] = call;
        if (_stop.IsCancellationRequested || !_outgoing.Writer.TryWrite(call))
            call.Fail(new ObjectDisposedException(nameof(GymClient)));
        try
        {
            await using (cancellation.UnsafeRegister(static (state, token) => ((Call)state!).Cancel(token), call).ConfigureAwait(false))
                return await call.Done.ConfigureAwait(false);
        }
        finally
        {
            _outstanding.TryRemove(call.Id, out _);
            if (call.Done.IsCanceled)
                _outgoing.Writer.TryWrite(Cancellation(call));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync().ConfigureAwait(false);
        _outgoing.Writer.TryComplete();
        await _running.ConfigureAwait(false);
        FailAll(new ObjectDisposedException(nameof(GymClient)));
        _stop.Dispose();
    }

    /// <summary>Whether <paramref name="call"/> still waits; a call without an id is only a notice.</summary>
    internal bool Wants(Call call) => call.Id == 0 || _outstanding.ContainsKey(call.Id);

    internal bool TryGet(uint id, out Call call) => _outstanding.TryGetValue(id, out call!);

    /// <summary>Ends a call with an error, or has it sent again after a while where the error is only for now.</summary>
    internal void Refuse(Call call, GymException error)
    {
        if (error.Code is not (ErrorCodes.Busy or ErrorCodes.Draining))
        {
            call.Fail(error);
            return;
        }

        call.RefusedSince ??= _options.Time.GetTimestamp();
        var waited = _options.Time.GetElapsedTime(call.RefusedSince.Value);
        if (waited > _options.Patience)
            call.Fail(new GymException(error.Code, $"The server at {_address} refused the call for {waited.TotalSeconds:F1} s: {error.Message}", error));
        else
            _ = ResendAsync(call, Clamp(waited));
    }

    private async Task ResendAsync(Call call, TimeSpan delay)
    {
        await Task.Delay(delay, _options.Time, CancellationToken.None).ConfigureAwait(false);
        call.SentOn = 0;
        _outgoing.Writer.TryWrite(call);
    }

    private async Task RunAsync()
    {
        var lost = _options.Time.GetTimestamp();
        var delay = FirstDelay;
        while (!_stop.IsCancellationRequested)
        {
            Exception? problem = null;
            try
            {
                using var socket = await _address.ConnectAsync(_stop.Token).ConfigureAwait(false);
                var connection = new LinkConnection(this, new NetworkStream(socket), _outgoing.Reader, ++_connections);
                Server = await GreetAsync(connection).ConfigureAwait(false);
                foreach (var call in _outstanding.Values.OrderBy(c => c.Id))
                    _outgoing.Writer.TryWrite(call);
                delay = FirstDelay;
                problem = await connection.RunAsync(_stop.Token).ConfigureAwait(false);
                lost = _options.Time.GetTimestamp();
                FailTheDeadly();
                if (problem is MessagePackSerializationException)
                    throw problem;
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                problem = e;
            }
            catch (Exception e) when (e is GymException { Code: not ErrorCodes.Draining } or MessagePackSerializationException)
            {
                // This peer will never serve: waiting would only hide why.
                FailAll(e as GymException ?? new GymException(ErrorCodes.Malformed, $"The peer at {_address} is no gym server: {e.Message}", e));
                problem = e;
            }
            catch (GymException e)
            {
                problem = e;
            }

            Expire(lost, problem);
            await Task.Delay(delay, _options.Time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            delay = Clamp(delay * 2);
        }
    }

    private async Task<HelloReply> GreetAsync(LinkConnection connection)
    {
        using var late = new CancellationTokenSource(_options.Patience, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _stop.Token);
        try
        {
            return await connection.GreetAsync(_options.Token, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            throw new IOException("it takes connections but does not answer hello");
        }
    }

    private void FailTheDeadly()
    {
        // A call that kills every server it reaches must not be brought to the next one for ever.
        foreach (var call in _outstanding.Values.Where(c => c.SentOn == _connections && ++c.Drops >= MaxDrops))
            call.Fail(new GymException(GymException.Unreachable, $"The connection to {_address} broke {MaxDrops} times under this call."));
    }

    private void Expire(long lost, Exception? problem)
    {
        foreach (var call in _outstanding.Values)
        {
            var waited = _options.Time.GetElapsedTime(Math.Max(lost, call.Began));
            if (waited > _options.Patience)
                call.Fail(new GymException(GymException.Unreachable, $"The server at {_address} could not be reached for {waited.TotalSeconds:F1} s: {problem?.Message ?? "it closed the connection"}", problem));
        }
    }

    private void FailAll(Exception error)
    {
        foreach (var call in _outstanding.Values)
            call.Fail(error);
    }

    private static TimeSpan Clamp(TimeSpan delay) =>
        delay < FirstDelay ? FirstDelay : delay > LongestDelay ? LongestDelay : delay;

    private static Call Cancellation(Call call)
    {
        var parameters = MapWriting.Encode(
            call.Id,
            static (ref MessagePackWriter writer, uint id) =>
            {
                writer.WriteMapHeader(1);
                writer.Write("msgid");
                writer.Write(id);
            });
        return new Call(0, "cancel", parameters, null, 0);
    }
}
