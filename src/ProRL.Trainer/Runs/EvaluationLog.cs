using System.Text.Json;
using System.Text.Json.Nodes;
using ProRL.Trainer.Rewards;

namespace ProRL.Trainer.Runs;

/// <summary>An evaluation as its log has it.</summary>
/// <param name="Label">What it is called.</param>
/// <param name="Step">Policy steps made before it.</param>
/// <param name="Items">Item by item.</param>
internal sealed record RecordedEvaluation(string Label, int Step, IReadOnlyList<ItemResult> Items);

/// <summary>A file of evaluations, a JSON line for each item.</summary>
/// <param name="path">Made where it is missing.</param>
/// <param name="length">Bytes to keep of what is there.</param>
internal sealed class EvaluationLog(string path, long length) : IDisposable
{
    private readonly AppendLog _log = new(path, length);

    public long Length => _log.Length;

    public void Append(RecordedEvaluation evaluation)
    {
        foreach (var item in evaluation.Items)
        {
            _log.Append(new JsonObject
            {
                ["label"] = evaluation.Label,
                ["step"] = evaluation.Step,
                ["family"] = item.Family,
                ["handle"] = item.Handle,
                ["samples"] = item.Samples,
                ["correct"] = item.Correct,
                ["score"] = item.Score,
            });
        }
        _log.Flush();
    }

    /// <summary>The evaluations of a file, in their order; none where there is no file.</summary>
    /// <exception cref="InvalidDataException">A line is not of this format.</exception>
    public static IReadOnlyList<RecordedEvaluation> Read(string path)
    {
        var evaluations = new List<RecordedEvaluation>();
        if (!File.Exists(path)) return evaluations;
        var items = new List<ItemResult>();
        var seen = new HashSet<(string, string)>();
        var number = 0;
        foreach (var text in File.ReadLines(path))
        {
            var (label, step, item) = Parse(path, ++number, text);
            // The same settings may be evaluated twice in a row: an item that comes again begins the second.
            if (evaluations.Count == 0 || evaluations[^1].Label != label || evaluations[^1].Step != step || !seen.Add((item.Family, item.Handle)))
            {
                evaluations.Add(new RecordedEvaluation(label, step, items = []));
                seen = [(item.Family, item.Handle)];
            }
            items.Add(item);
        }
        return evaluations;
    }

    public void Dispose() => _log.Dispose();

    private static (string Label, int Step, ItemResult Item) Parse(string path, int number, string text)
    {
        try
        {
            var line = JsonNode.Parse(text) as JsonObject ?? throw new FormatException("it is no object.");
            return ((string)Of("label")!, (int)Of("step"), new ItemResult((string)Of("family")!, (string)Of("handle")!, (int)Of("samples"), (int)Of("correct"), (double)Of("score")));

            JsonNode Of(string name) => line[name] ?? throw new FormatException($"it has no \"{name}\".");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path}, line {number} is no line of an evaluation: {error.Message}", error);
        }
    }
}
