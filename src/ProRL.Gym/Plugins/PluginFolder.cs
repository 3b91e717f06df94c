using System.Text.RegularExpressions;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Plugins;

/// <summary>
/// A folder with families of other authors: assemblies (<c>*.dll</c>), C# scripts (<c>*.csx</c>) and JavaScript modules
/// (<c>*.js</c>). They are trusted like code of this library. One that is wrong stops everything: a family left out
/// unsaid would be missed much later.
/// </summary>
public static partial class PluginFolder
{
    private static readonly string[] Domains = ["math", "code", "stem", "logic", "instructions"];

    /// <summary>All families in the folder, by the names of their files.</summary>
    /// <param name="path">The folder; folders in it are not looked at.</param>
    /// <exception cref="TaskFormatException">There is no such folder or nothing in it, a file can't be used, or an id is none or is there twice.</exception>
    public static IReadOnlyList<ITaskFamily> Load(string path)
    {
        if (!Directory.Exists(path))
            throw new TaskFormatException($"The plugins are '{path}'; it must be a folder that exists.");
        var families = new Dictionary<string, (ITaskFamily Family, string File)>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(path).Order(StringComparer.Ordinal))
        {
            foreach (var family in Read(file))
            {
                Check(family.Info, file);
                if (!families.TryAdd(family.Info.Id, (family, file)))
                    throw Wrong(file, $"its family {family.Info.Id} is in {Path.GetFileName(families[family.Info.Id].File)} too");
            }
        }

        return families.Count > 0
            ? [.. families.Values.Select(f => f.Family)]
            : throw new TaskFormatException($"The folder of plugins, {path}, has no family in any .dll, .csx or .js.");
    }

    internal static TaskFormatException Wrong(string file, string what) => new($"The plugin {Path.GetFileName(file)} can't be used: {what}.");

    private static IEnumerable<ITaskFamily> Read(string file) => Path.GetExtension(file) switch
    {
        ".dll" => PluginAssembly.Load(file),
        ".csx" => PluginScript.Load(file),
        ".js" => [new JavaScriptFamily(new JavaScriptPlugin(file))],
        _ => [],
    };

    private static void Check(FamilyInfo info, string file)
    {
        if (!IdPattern().IsMatch(info.Id))
            throw Wrong(file, $"the id '{Datasets.TaskRow.Shorten(info.Id)}' must be like category/name-v1, in lower-case letters, digits and underscores");
        if (!Domains.Contains(info.Domain))
            throw Wrong(file, $"the domain of {info.Id} is '{Datasets.TaskRow.Shorten(info.Domain)}'; it must be one of {string.Join(", ", Domains)}");
        if (info.MaxLevel is < 0 or > 1000)
            throw Wrong(file, $"the highest level of {info.Id} is {info.MaxLevel}; it must be from 0 to 1000");
        if (info.Summary.Length == 0 || info.Summary.AsSpan().ContainsAny('\n', '\r'))
            throw Wrong(file, $"the summary of {info.Id} must be one line");
    }

    [GeneratedRegex("^[a-z0-9_]+/[a-z0-9_]+-v[1-9][0-9]*$")]
    private static partial Regex IdPattern();
}
