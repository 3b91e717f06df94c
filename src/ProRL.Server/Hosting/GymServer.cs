using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;
using ProRL.Server.Calls;
using ProRL.Server.Connections;
using ProRL.Server.Http;
using ProRL.Server.Metrics;
using ProRL.Server.Queueing;
using ProRL.Server.Transports;
using ProRL.Verifiers.Sandboxing;

namespace ProRL.Server.Hosting;

/// <summary>
/// The server: listens, gives each peer a <see cref="Connection"/>, and on a stop finishes what it has taken before it
/// goes.
/// </summary>
internal sealed class GymServer : IDisposable
{
    private readonly ServerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Admission _admission;
    private readonly WorkQueue _queue;
    private readonly CallTable _calls;
    private readonly Func<GymAddress, CancellationToken, Task<HttpFront>> _startHttp;
    private readonly CancellationTokenSource _draining = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<Task, byte> _connections = new();
    private readonly List<Listener> _listeners = [];
    private HttpFront? _http;

    public GymServer(ServerOptions options, FamilyCatalog catalog, SandboxSet sandboxes, TimeProvider time, ILogger log)
    {
        _options = options;
        _time = time;
        _log = log;
        var tally = new Tally(catalog, time);
        _admission = new Admission(options.QueueItems, options.QueueBytes);
        _queue = new WorkQueue(options.Workers, options.BegunPerConnection);
        var mixtures = new MixtureCalls(catalog);
        var grader = new Grader(catalog, time);
        _calls = new CallTable(
            new ItemCalls(grader, mixtures, tally),
            new RunCodeCall(sandboxes),
            mixtures,
            new EnvironmentCalls(grader, tally, time),
            new AboutCalls(catalog, tally, _admission, options.Workers, time),
            _admission,
            options.Limits,
            options.Token,
            Drain);
        var requests = new HttpQueue(_admission, _queue, time);
        _startHttp = (address, cancellation) => HttpFront.StartAsync(
            address,
            options.Limits.MaxMessageBytes,
            options.Token,
            new HttpJudge(grader, tally, requests),
            new SandboxFusion(sandboxes, requests),
            new Exposition(tally, _admission),
            _admission,
            log,
            cancellation);
    }

    /// <summary>Where it listens with HTTP; null for nowhere.</summary>
    public string? HttpAddress => _http?.Address;

    /// <summary>Where it listens for MessagePack-RPC, after <see cref="ListenAsync"/>.</summary>
    public IEnumerable<GymAddress> Addresses => _listeners.Select(l => l.Address);

    /// <summary>Opens the sockets.</summary>
    /// <exception cref="ListenException">One of them can't be opened.</exception>
    public async Task ListenAsync(CancellationToken cancellation)
    {
        if (_options.Socket is { } path)
            _listeners.Add(await Listener.UnixAsync(path, cancellation).ConfigureAwait(false));
        if (_options.Tcp is { } tcp)
            _listeners.Add(await Listener.TcpAsync(tcp, _options.Token is not null, cancellation).ConfigureAwait(false));
        if (_options.Http is { } http)
            _http = await _startHttp(http, cancellation).ConfigureAwait(false);
        foreach (var address in Addresses.Select(a => a.ToString()).Concat(HttpAddress is { } at ? [at] : Array.Empty<string>()))
            _log.LogInformation("Listening at {Address}.", address);
    }

    /// <summary>Begins to stop: takes nothing more, finishes what was taken.</summary>
    public void Drain()
    {
        _admission.Close();
        _ = _draining.CancelAsync();
    }

    /// <summary>Serves until <see cref="Drain"/>, and then until every reply has been written.</summary>
    public async Task RunAsync()
    {
        await Task.WhenAll(_listeners.Select(AcceptAllAsync)).ConfigureAwait(false);
        await Task.Delay(Timeout.Infinite, _draining.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var listener in _listeners)
            listener.Dispose();
        _log.LogInformation("Stopping; {Items} items to finish.", _admission.Items);
        await _admission.WhenEmpty.ConfigureAwait(false);
        if (_http is not null)
            await _http.DisposeAsync().ConfigureAwait(false);
        await _closing.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_connections.Keys).ConfigureAwait(false);
        await _queue.StopAsync().ConfigureAwait(false);
        _log.LogInformation("Stopped.");
    }

    public void Dispose()
    {
        foreach (var listener in _listeners)
            listener.Dispose();
        _draining.Dispose();
        _closing.Dispose();
    }

    private async Task AcceptAllAsync(Listener listener)
    {
        while (!_draining.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptAsync(_draining.Token).ConfigureAwait(false);
                if (_connections.Count >= _options.MaxConnections)
                {
                    _log.LogWarning("A peer was turned away: {Count} are connected, the most that may be.", _options.MaxConnections);
                    socket.Dispose();
                    continue;
                }

                Serve(socket, listener);
            }
            catch (OperationCanceledException)
            {
            }
            catch (SocketException e)
            {
                // Out of file handles, mostly: wait for connections to end instead of spinning.
                _log.LogWarning("A connection could not be accepted: {Reason}", e.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(100), _time, _draining.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Serve(Socket socket, Listener listener)
    {
        if (socket.AddressFamily != AddressFamily.Unix)
            socket.NoDelay = true;
        var connection = new Connection(new NetworkStream(socket, ownsSocket: true), listener.Trusted, _calls, _admission, _queue, _options.Limits, _time, _log);
        var serving = Task.Run(() => connection.RunAsync(_closing.Token));
        _connections[serving] = 0;
        _ = serving.ContinueWith(done => _connections.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
