using System.Collections.Concurrent;
using System.Text.Json;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Families.Arc;

/// <param name="Id">Its name.</param>
/// <param name="Train">The examples.</param>
/// <param name="Tests">What may be asked about.</param>
/// <param name="IsEvaluation">Whether it is of the set for evaluation.</param>
internal sealed record ArcTask(string Id, GridPair[] Train, GridPair[] Tests, bool IsEvaluation);

/// <summary>
/// Tasks in the public layout of ARC-AGI: a JSON file each, <c>{"train": [{"input": rows, "output": rows}, …], "test":
/// […]}</c>, in the folders <c>training</c> and <c>evaluation</c> of a folder, or in that folder itself.
/// </summary>
internal static class ArcTasks
{
    private const int MaxFiles = 5000;
    private const int MaxBytes = 1_000_000;
    private const int MaxFolders = 16;

    private static readonly ConcurrentDictionary<string, ArcTask[]> Folders = new(StringComparer.Ordinal);
    private static readonly Lazy<ArcTask[]> Bundled = new(LoadBundled);

    /// <summary>The tasks that come with this library.</summary>
    public static ArcTask[] Sample => Bundled.Value;

    /// <summary>The tasks of a folder.</summary>
    /// <exception cref="TaskFormatException">There is no such folder, or some file in it holds no task.</exception>
    public static ArcTask[] Load(string folder)
    {
        if (Folders.TryGetValue(folder, out var known))
            return known;
        var tasks = LoadFolder(folder);
        if (Folders.Count < MaxFolders)
            Folders.TryAdd(folder, tasks);
        return tasks;
    }

    private static ArcTask[] LoadFolder(string folder)
    {
        if (!Directory.Exists(folder))
            throw new TaskFormatException($"data is '{Path.GetFileName(folder)}', and the folder given with --data holds no such folder; it must be one with tasks in the layout of ARC-AGI, or empty for those bundled here");
        var tasks = new List<ArcTask>();
        foreach (var (name, evaluation) in (ReadOnlySpan<(string, bool)>)[("training", false), ("evaluation", true), ("", false)])
        {
            var part = Path.Combine(folder, name);
            if (!Directory.Exists(part) || DataFolder.IsLink(part) || name.Length == 0 && tasks.Count > 0)
                continue;
            foreach (var file in Directory.EnumerateFiles(part, "*.json").Order(StringComparer.Ordinal).Take(MaxFiles))
                tasks.Add(LoadFile(file, evaluation));
        }

        return tasks.Count > 0 ? [.. tasks] : throw new TaskFormatException($"data is '{Path.GetFileName(folder)}', a folder without any .json file in it or in training or evaluation below it");
    }

    private static ArcTask LoadFile(string file, bool evaluation)
    {
        try
        {
            if (DataFolder.IsLink(file))
                throw new TaskFormatException($"data holds {Path.GetFileName(file)}, which is a link; it must be a file");
            if (new FileInfo(file).Length > MaxBytes)
                throw new TaskFormatException($"data holds {Path.GetFileName(file)}, which is larger than {MaxBytes} bytes; no task is");
            return Read(Path.GetFileNameWithoutExtension(file), JsonElement.Parse(File.ReadAllBytes(file)), evaluation);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new TaskFormatException($"data holds {Path.GetFileName(file)}, which is not readable as JSON; it must be a task in the layout of ARC-AGI");
        }
    }

    private static ArcTask[] LoadBundled()
    {
        using var stream = typeof(ArcTasks).Assembly.GetManifestResourceStream("puzzles/arc-sample.jsonl")!;
        using var reader = new StreamReader(stream);
        var tasks = new List<ArcTask>();
        while (reader.ReadLine() is { } line)
        {
            var task = JsonElement.Parse(line);
            tasks.Add(Read(task.GetProperty("id").GetString()!, task, task.GetProperty("evaluation").GetBoolean()));
        }

        return [.. tasks];
    }

    private static ArcTask Read(string id, JsonElement json, bool evaluation)
    {
        var task = new MetadataReader($"data, task {id}", json, "task");
        var (train, tests) = (task["train"].Array(Pair), task["test"].Array(Pair));
        return train.Length > 0 && tests.Length > 0 ? new ArcTask(id, train, tests, evaluation) : throw task.Wrong("an object with at least one pair in train and one in test");
    }

    private static GridPair Pair(MetadataReader pair) => new(GridTask.Grid(pair["input"]), GridTask.Grid(pair["output"]));
}
