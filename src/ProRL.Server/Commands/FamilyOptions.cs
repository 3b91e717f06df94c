using System.CommandLine;
using ProRL.Gym.Datasets;
using ProRL.Gym.Plugins;
using ProRL.Gym.Tasks;
using ProRL.Verifiers.Sandboxing;

namespace ProRL.Server.Commands;

/// <summary>
/// What every command takes: <c>--data DIR</c>, where the families' setting <c>data</c> may be read from, and <c>--plugins
/// DIR</c>, families of other authors. The environment stands in, which the embedded server of a trainer inherits.
/// </summary>
internal sealed class FamilyOptions
{
    private const string DataVariable = "PRORL_DATA";
    private const string PluginsVariable = "PRORL_PLUGINS";

    private readonly Option<string?> _data = Folder("--data", DataVariable, "The folder that the setting data of families names files or folders of.");
    private readonly Option<string?> _plugins = Folder("--plugins", PluginsVariable, "A folder with families of your own: .dll, .csx and .js; docs/plugins.md tells more.");

    public IEnumerable<Option> All => [_data, _plugins];

    /// <summary>The families of the folder of plugins, once the command line has been read.</summary>
    public IReadOnlyList<ITaskFamily> Plugins { get; private set; } = [];

    private DataFolder Data { get; set; } = DataFolder.None;

    public void Take(ParseResult parsed)
    {
        if (Given(parsed, _data, DataVariable) is { } data)
            Data = Directory.Exists(data) ? new DataFolder(data) : throw new UsageException($"--data is '{data}'; it must be a folder that exists.");
        if (Given(parsed, _plugins, PluginsVariable) is { } plugins)
            Plugins = PluginFolder.Load(plugins);
    }

    /// <summary>The families of the library and the plugins'.</summary>
    /// <exception cref="TaskFormatException">A plugin has the id of one of the library.</exception>
    public FamilyCatalog Catalog(SandboxSet sandboxes) => FamilyCatalog.BuiltIn(sandboxes, Data).With(Plugins);

    /// <summary>The argument of commands that are for authors of families.</summary>
    /// <param name="what">What is done with them: an infinitive.</param>
    public static Argument<string[]> Named(string what) => new("FAMILY")
    {
        Description = $"The families to {what}; where none is named the plugins' or, without plugins, all.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>The families that <see cref="Named"/> means.</summary>
    public IReadOnlyList<ITaskFamily> Chosen(string[]? named, FamilyCatalog catalog) =>
        named is { Length: > 0 } ? [.. named.Select(id => catalog[id])] : Plugins is { Count: > 0 } ? Plugins : [.. catalog.All];

    private static string? Given(ParseResult parsed, Option<string?> option, string variable) =>
        (parsed.GetValue(option) ?? Environment.GetEnvironmentVariable(variable)) is { Length: > 0 } path ? path : null;

    private static Option<string?> Folder(string name, string variable, string what) => new(name)
    {
        HelpName = "DIR",
        Description = $"{what} Default: the environment variable {variable}, else none.",
        Recursive = true,
    };
}
