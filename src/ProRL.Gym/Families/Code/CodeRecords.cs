using System.Collections.Concurrent;
using System.Text.Json;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Families.Code;

/// <param name="Task">What the function does, in words; may be empty.</param>
/// <param name="Code">The function.</param>
/// <param name="Input">Its arguments, a JSON object.</param>
/// <param name="Output">What it gave for them, a JSON value.</param>
/// <param name="Difficulty">As the record says; null where it doesn't.</param>
/// <param name="Invertible">Whether the input may be asked for.</param>
internal sealed record CodeRecord(string Task, string Code, string Input, string Output, int? Difficulty, bool Invertible);

/// <summary>
/// Calls of Python functions with their results, as JSON Lines: <c>{"code", "input", "output"}</c>, where <c>input</c> is
/// an object of the arguments by name and <c>output</c> any JSON value; and where wanted <c>task</c> (a sentence),
/// <c>difficulty</c> (a whole number) and <c>invertible</c> (false where several inputs give the same output; true where
/// it is missing). Nothing of it is ever run.
/// </summary>
internal static class CodeRecords
{
    private const int MaxFiles = 16;
    private const long MaxBytes = 500_000_000;

    private static readonly ConcurrentDictionary<string, CodeRecord[]> Files = new(StringComparer.Ordinal);
    private static readonly Lazy<CodeRecord[]> Bundled = new(LoadBundled);

    /// <summary>The records that come with this library.</summary>
    public static CodeRecord[] Sample => Bundled.Value;

    /// <summary>The records of a file.</summary>
    /// <exception cref="TaskFormatException">There is no such file, or some line of it is no record.</exception>
    public static CodeRecord[] Load(string file)
    {
        if (Files.TryGetValue(file, out var known))
            return known;
        var records = LoadFile(file);
        if (Files.Count < MaxFiles)
            Files.TryAdd(file, records);
        return records;
    }

    private static CodeRecord[] LoadFile(string file)
    {
        if (!File.Exists(file) || new FileInfo(file).Length > MaxBytes)
            throw new TaskFormatException($"data is '{Path.GetFileName(file)}', and the folder given with --data holds no such file of at most {MaxBytes} bytes; it must be one of records, or empty for those bundled here");
        var line = 0;
        try
        {
            var records = new List<CodeRecord>();
            foreach (var text in File.ReadLines(file))
            {
                line++;
                if (text.Length > 0)
                    records.Add(Read(text));
            }

            return records.Count > 0 ? [.. records] : throw new TaskFormatException($"data is '{Path.GetFileName(file)}', which holds no record");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new TaskFormatException($"data is '{Path.GetFileName(file)}', whose line {line} is not readable as JSON");
        }
    }

    private static CodeRecord[] LoadBundled()
    {
        using var stream = typeof(CodeRecords).Assembly.GetManifestResourceStream("puzzles/codeio-sample.jsonl")!;
        using var reader = new StreamReader(stream);
        var records = new List<CodeRecord>();
        while (reader.ReadLine() is { } line)
            records.Add(Read(line));
        return [.. records];
    }

    private static CodeRecord Read(string line)
    {
        var record = new MetadataReader("data", JsonElement.Parse(line), "record");
        if (record["input"].Json.ValueKind != JsonValueKind.Object)
            throw record["input"].Wrong("an object of the arguments by name");
        if (record["output"].Json.ValueKind == JsonValueKind.Undefined)
            throw record["output"].Wrong("a JSON value");
        return new CodeRecord(
            record["task"] is { Exists: true } task ? task.String : "",
            record["code"].String,
            record["input"].Json.GetRawText(),
            record["output"].Json.GetRawText(),
            record["difficulty"] is { Exists: true } difficulty ? difficulty.Int : null,
            record["invertible"] is not { Exists: true } invertible || invertible.Bool);
    }
}
