using System.CommandLine;
using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;
using ProRL.Server.Verification;

namespace ProRL.Server.Commands;

/// <summary>How the rows of a file are judged: what <c>verify</c> and <c>reverify</c> share.</summary>
internal sealed class JudgeOptions(Lazy<FamilyCatalog> catalog, TimeProvider time)
{
    private const int MaxJobs = 1024;
    private static readonly TimeSpan ServerPatience = TimeSpan.FromMinutes(1);

    private readonly Option<string> _profile = new("--profile") { HelpName = "P", Description = "What is paid for: default pays only for what is right; reasoning-gym pays what that library pays.", DefaultValueFactory = _ => "default" };
    private readonly Option<int> _jobs = new("--jobs") { HelpName = "N", Description = "Rows judged at a time. Default: one for each core.", DefaultValueFactory = _ => Environment.ProcessorCount };
    private readonly Option<string?> _server = new("--server") { HelpName = "ADDRESS", Description = "Have a server judge: the path of its Unix socket, or tcp://HOST:PORT." };
    private readonly Option<string?> _token = new("--token") { HelpName = "TEXT", Description = "The token of that server." };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_profile, _jobs, _server, _token])
            command.Options.Add(option);
    }

    /// <summary>Judges the rows, and writes what <paramref name="outcome"/> makes of it.</summary>
    /// <exception cref="UsageException">An option has no sound value.</exception>
    public async Task JudgeAsync(ParseResult parsed, IRowSource input, Func<Stream> output, IRowOutcome outcome, CancellationToken cancellation)
    {
        var pays = Profile(parsed.GetValue(_profile)!);
        var jobs = parsed.GetValue(_jobs);
        if (jobs is < 1 or > MaxJobs)
            throw new UsageException($"--jobs is {jobs}; it must be from 1 to {MaxJobs}.");
        await using var judge = parsed.GetValue(_server) is { } address
            ? await RemoteJudge.ConnectAsync(address, new GymClientOptions(ServerPatience, parsed.GetValue(_token)) { Profile = pays }, cancellation).ConfigureAwait(false)
            : (IRowJudge)new LocalJudge(new Grader(catalog.Value, time, pays));
        await using var to = output();
        await new RowPipeline(judge, jobs, outcome).RunAsync(input, to, cancellation).ConfigureAwait(false);
    }

    public static Stream OpenInput(string path)
    {
        if (path == "-")
            return Console.OpenStandardInput();
        if (Directory.Exists(path))
            throw new UsageException($"'{path}' is a folder; give a file of rows, or - for standard input.");
        return File.Exists(path)
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan)
            : throw new UsageException($"There is no file '{path}'.");
    }

    public static Stream OpenOutput(string path) => path == "-"
        ? Console.OpenStandardOutput()
        : new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);

    private static ScoringProfile Profile(string name)
    {
        try
        {
            return ScoringProfiles.Parse(name);
        }
        catch (TaskFormatException e)
        {
            throw new UsageException(e.Message);
        }
    }
}
