using System.CommandLine;
using ProRL.Gym.Datasets;

namespace ProRL.Server.Commands;

/// <summary><c>--data DIR</c>, which every command takes: where the families' setting <c>data</c> may be read from.</summary>
internal sealed class DataOption
{
    /// <summary>What stands in where the option is not given; the embedded server of a trainer inherits it.</summary>
    private const string Variable = "PRORL_DATA";

    public Option<string?> Option { get; } = new("--data")
    {
        HelpName = "DIR",
        Description = $"The folder that the setting data of families names files or folders of. Default: the environment variable {Variable}, else none.",
        Recursive = true,
    };

    /// <summary>As the command line says, once it has been read.</summary>
    public DataFolder Folder { get; private set; } = DataFolder.None;

    public void Take(ParseResult parsed)
    {
        if ((parsed.GetValue(Option) ?? Environment.GetEnvironmentVariable(Variable)) is { Length: > 0 } path)
            Folder = Directory.Exists(path) ? new DataFolder(path) : throw new UsageException($"--data is '{path}'; it must be a folder that exists.");
    }
}
