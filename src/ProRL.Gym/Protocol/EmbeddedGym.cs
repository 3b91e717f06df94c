using System.Diagnostics;

namespace ProRL.Gym.Protocol;

/// <summary>
/// A server of one's own: starts <c>prorl-gym serve --embedded</c> as a child process on a Unix socket in a new temporary
/// folder, starts it again on the same socket when it dies, and stops it on dispose. The child ends by itself when this
/// process does, however that ends, and leaves Ctrl-C to it; a folder that a killed process left is removed at the next start.
/// </summary>
public sealed class EmbeddedGym : IAsyncDisposable
{
    private const int MaxQuickDeaths = 5;
    private static readonly TimeSpan QuickDeath = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    private readonly EmbeddedGymOptions _options;
    private readonly string _program;
    private readonly OwnedFolder _folder;
    private readonly CancellationTokenSource _stop = new();
    private Process _child;
    private Task _watching = Task.CompletedTask;
    private volatile string? _lastWords;

    private EmbeddedGym(EmbeddedGymOptions options)
    {
        _options = options;
        _program = options.Program ?? GymProgram.Find();
        _folder = OwnedFolder.Create();
        Address = Path.Combine(_folder.Path, "gym.sock");
        _child = StartChild();
    }

    /// <summary>Where the server listens; stays the same when it is started again.</summary>
    public string Address { get; }

    /// <summary>A connection to the server, disposed with this.</summary>
    public GymClient Client { get; private set; } = null!;

    /// <summary>The id of the present child process.</summary>
    public int ProcessId => _child.Id;

    /// <summary>Starts the server and waits until it answers.</summary>
    /// <exception cref="FileNotFoundException">Its program was not found.</exception>
    /// <exception cref="GymException">It did not answer in time; the message has its last line on stderr.</exception>
    public static async Task<EmbeddedGym> StartAsync(EmbeddedGymOptions options, CancellationToken cancellation = default)
    {
        var gym = new EmbeddedGym(options);
        try
        {
            gym._watching = gym.WatchAsync();
            gym.Client = await GymClient.ConnectAsync(gym.Address, new GymClientOptions(options.Patience) { Time = options.Time }, cancellation).ConfigureAwait(false);
            return gym;
        }
        catch (GymException e) when (gym._lastWords is { } words)
        {
            await gym.DisposeAsync().ConfigureAwait(false);
            throw new GymException(e.Code, $"{e.Message} The server's last words: {words}", e);
        }
        catch
        {
            await gym.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        if (Client is not null)
            await Client.DisposeAsync().ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        await EndAsync(_child).ConfigureAwait(false);
        _child.Dispose();
        _stop.Dispose();
        _folder.Dispose();
    }

    private Process StartChild()
    {
        var start = GymProgram.StartInfo(_program);
        foreach (var argument in (string[])["serve", "--embedded", "--socket", Address, .. _options.Arguments])
            start.ArgumentList.Add(argument);
        start.RedirectStandardInput = true;
        start.RedirectStandardError = true;
        var child = Process.Start(start) ?? throw new InvalidOperationException($"'{_program}' did not start.");
        child.ErrorDataReceived += (_, line) =>
        {
            if (string.IsNullOrWhiteSpace(line.Data))
                return;
            _lastWords = line.Data;
            _options.Log?.Invoke(line.Data);
        };
        child.BeginErrorReadLine();
        return child;
    }

    private async Task WatchAsync()
    {
        var quickDeaths = 0;
        while (true)
        {
            var started = _options.Time.GetTimestamp();
            await _child.WaitForExitAsync(_stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stop.IsCancellationRequested)
                return;
            quickDeaths = _options.Time.GetElapsedTime(started) < QuickDeath ? quickDeaths + 1 : 0;
            _options.Log?.Invoke($"The embedded server (process {_child.Id}) ended with exit code {_child.ExitCode}.");
            if (quickDeaths == MaxQuickDeaths)
            {
                _options.Log?.Invoke($"The embedded server ended {MaxQuickDeaths} times right after its start; it is not started again.");
                return;
            }

            using (_child)
                _child = StartChild();
            _options.Log?.Invoke($"The embedded server was started again (process {_child.Id}).");
        }
    }

    private async Task EndAsync(Process child)
    {
        try
        {
            // The end of its input tells the child to finish and go.
            child.StandardInput.Close();
            using var late = new CancellationTokenSource(StopPatience, _options.Time);
            await child.WaitForExitAsync(late.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            child.Kill(entireProcessTree: true);
            await child.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }
}
