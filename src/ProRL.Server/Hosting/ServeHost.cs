using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using ProRL.Gym.Tasks;
using ProRL.Server.Commands;
using ProRL.Verifiers.Sandboxing;

namespace ProRL.Server.Hosting;

/// <summary>
/// Runs a server as a process: its log goes to stderr, and a signal (or, embedded, the end of standard input) drains it. A
/// second signal ends the process at once.
/// </summary>
internal sealed class ServeHost : IDisposable
{
    // A parent that closes the input waits ten seconds before it kills; one that died can't.
    private static readonly TimeSpan OrphanPatience = TimeSpan.FromSeconds(15);

    private readonly ILoggerFactory _logging;
    private readonly GymServer _server;
    private readonly bool _embedded;
    private readonly List<PosixSignalRegistration> _signals = [];
    private int _asked;

    public ServeHost(ServerOptions options, FamilyCatalog catalog, SandboxSet sandboxes, TimeProvider time, bool embedded, CommandConsole console)
    {
        _embedded = embedded;
        _logging = LoggerFactory.Create(logging => logging
            .SetMinimumLevel(embedded ? LogLevel.Warning : LogLevel.Information)
            .AddProvider(new LineLogging(console.Error)));
        _server = new GymServer(options, catalog, sandboxes, time, _logging.CreateLogger("prorl-gym"));
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        Hear(PosixSignal.SIGTERM, stops: true);
        Hear(PosixSignal.SIGINT, stops: !_embedded);
        Hear(PosixSignal.SIGHUP, stops: !_embedded);
        await _server.ListenAsync(cancellation).ConfigureAwait(false);
        if (_embedded)
            ParentWatch.Start(Console.OpenStandardInput(), OrphanPatience, _server.Drain, Process.GetCurrentProcess().Kill);
        await _server.RunAsync().ConfigureAwait(false);
    }

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _server.Dispose();
        _logging.Dispose();
    }

    private void Hear(PosixSignal signal, bool stops) => _signals.Add(PosixSignalRegistration.Create(signal, context =>
    {
        // Ctrl-C goes to every process of the terminal: an embedded server leaves it to the parent to decide.
        context.Cancel = !stops || Interlocked.Increment(ref _asked) == 1;
        if (stops)
            _server.Drain();
    }));
}
