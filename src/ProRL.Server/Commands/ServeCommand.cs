using System.CommandLine;
using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;
using ProRL.Server.Hosting;
using ProRL.Verifiers.Sandboxing;

namespace ProRL.Server.Commands;

/// <summary><c>prorl-gym serve</c>.</summary>
internal static class ServeCommand
{
    /// <summary>Where the token is read from where <c>--token</c> is not given: an argument can be seen by every user of the machine.</summary>
    private const string TokenVariable = "PRORL_TOKEN";

    private const int LeastMessageBytes = 1024;

    public static Command Create(Lazy<FamilyCatalog> catalog, Lazy<SandboxSet> sandboxes, TimeProvider time, CommandConsole console)
    {
        var defaults = new ServerOptions();
        var socket = new Option<string?>("--socket") { HelpName = "PATH", Description = "The Unix socket to listen at, which only you can connect to. Default: prorl-gym.sock in your runtime folder, unless --tcp or --http is given." };
        var tcp = new Option<string?>("--tcp") { HelpName = "HOST:PORT", Description = "Listen with TCP as well; at an address that other machines reach, only with a token." };
        var http = new Option<string?>("--http") { HelpName = "HOST:PORT", Description = "Answer HTTP as well, in the shapes that trainers send (docs/http.md), with /metrics and /healthz; at an address that other machines reach, only with a token." };
        var token = new Option<string?>("--token") { HelpName = "TEXT", Description = $"What a TCP client must show in hello, and an HTTP client as its bearer token. Default: the environment variable {TokenVariable}." };
        var workers = new Option<int>("--workers") { HelpName = "N", Description = "Answers judged at a time. Default: one for each core.", DefaultValueFactory = _ => defaults.Workers };
        var queue = new Option<int>("--queue") { HelpName = "N", Description = "Items that may wait; past it a call is answered with busy.", DefaultValueFactory = _ => defaults.QueueItems };
        var message = new Option<long>("--max-message") { HelpName = "BYTES", Description = "The largest message.", DefaultValueFactory = _ => defaults.Limits.MaxMessageBytes };
        var embedded = new Option<bool>("--embedded") { Description = "Run as the child of a program: end when standard input ends, leave Ctrl-C to the parent, tell only of problems." };
        var command = new Command("serve", "Serve tasks and verdicts by MessagePack-RPC.") { socket, tcp, http, token, workers, queue, message, embedded };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = new ServerOptions
            {
                Socket = parsed.GetValue(socket) is { } path ? Address(path) : parsed.GetValue(tcp) is null && parsed.GetValue(http) is null ? GymAddress.Parse(DefaultSocket()) : null,
                Tcp = parsed.GetValue(tcp) is { } at ? GymAddress.Tcp(at) : null,
                Http = parsed.GetValue(http) is { } web ? GymAddress.Tcp(web) : null,
                Token = parsed.GetValue(token) ?? Environment.GetEnvironmentVariable(TokenVariable) switch { "" => null, var given => given },
                Workers = AtLeast(1, parsed.GetValue(workers), "--workers"),
                QueueItems = AtLeast(1, parsed.GetValue(queue), "--queue"),
                Limits = new ProtocolLimits { MaxMessageBytes = AtLeast(LeastMessageBytes, parsed.GetValue(message), "--max-message") },
            };
            using var hosting = new ServeHost(options, catalog.Value, sandboxes.Value, time, parsed.GetValue(embedded), console);
            await hosting.RunAsync(cancellation).ConfigureAwait(false);
            return 0;
        });
        return command;
    }

    private static GymAddress Address(string path)
    {
        var address = GymAddress.Parse(path);
        return address.Path is null ? throw new UsageException($"--socket is '{path}'; it must be a path. For TCP give --tcp HOST:PORT.") : address;
    }

    private static string DefaultSocket() =>
        Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime && Directory.Exists(runtime)
            ? Path.Combine(runtime, "prorl-gym.sock")
            : Path.Combine(Path.GetTempPath(), $"prorl-gym-{Environment.UserName}.sock");

    private static T AtLeast<T>(T least, T given, string option)
        where T : IComparable<T> =>
        given.CompareTo(least) >= 0 ? given : throw new UsageException($"{option} is {given}; it must be at least {least}.");
}
