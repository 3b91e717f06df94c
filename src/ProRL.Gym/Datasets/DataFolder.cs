using ProRL.Gym.Tasks;

namespace ProRL.Gym.Datasets;

/// <summary>
/// The one folder from which a family's setting <c>data</c> may be read. Settings come with the calls of clients: a name
/// leads nowhere else, not by its form and not by links.
/// </summary>
public sealed class DataFolder
{
    /// <summary>No folder: only what is bundled can be read.</summary>
    public static readonly DataFolder None = new();

    private readonly string? _root;

    private DataFolder()
    {
    }

    /// <param name="path">A folder that exists.</param>
    /// <exception cref="DirectoryNotFoundException">There is none.</exception>
    public DataFolder(string path) => _root = Directory.Exists(path)
        ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))
        : throw new DirectoryNotFoundException($"The folder of data is '{path}', and there is no such folder; it must be one that exists.");

    /// <summary>The full path of something in the folder, be it there or not.</summary>
    /// <param name="name">As <c>arc</c> or <c>codeio/all.jsonl</c>.</param>
    /// <exception cref="TaskFormatException">There is no folder, or the name could lead out of it.</exception>
    public string Resolve(string name)
    {
        var shown = TaskRow.Shorten(name);
        if (_root is null)
            throw new TaskFormatException($"data is '{shown}', and no folder was given that it could be in; start the program with --data DIR, or leave data empty for what is bundled here");
        var path = _root;
        foreach (var part in name.Split('/'))
        {
            if (part is "" or "." or ".." || part.AsSpan().ContainsAny('\\', ':', '\0'))
                throw new TaskFormatException($"data is '{shown}'; it must be a name in the folder given with --data, such as arc or codeio/all.jsonl");
            path = Path.Combine(path, part);
            if (IsLink(path))
                throw new TaskFormatException($"data is '{shown}', which goes through a link; it must lie in the folder given with --data itself");
        }

        return path;
    }

    /// <summary>Whether a path is itself a symbolic link, which may lead anywhere.</summary>
    internal static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;
}
