using System.Text.Json.Nodes;

namespace ProRL.Trainer.Runs;

/// <summary>What a report shows, read back from the run's own logs.</summary>
internal sealed class ReportData
{
    private readonly List<JsonObject> _metrics;

    private ReportData(List<JsonObject> metrics, List<JsonObject> samples) => (_metrics, Samples) = (metrics, samples);

    /// <summary>A few rollouts per family, early and late ones, as the log has them.</summary>
    public IReadOnlyList<JsonObject> Samples { get; }

    /// <summary>Policy steps at which the reference was reset.</summary>
    public IEnumerable<double> Resets => Lines("reset").Select(l => (double)l["step"]!);

    public static ReportData Read(RunFolder folder)
    {
        var metrics = File.ReadLines(folder.Metrics).Select(l => JsonNode.Parse(l)!.AsObject()).ToList();
        var last = metrics.Where(l => (string?)l["phase"] == "policy").Select(l => (int)l["step"]!).DefaultIfEmpty(0).Max();
        return new ReportData(metrics, ReadSamples(folder.Rollouts, last));
    }

    /// <summary>The values of a metric by step of its phase; empty where it was not logged.</summary>
    public (double[] Steps, double[] Values) Series(string phase, string name)
    {
        var lines = Lines(phase).Where(l => l.ContainsKey(name)).ToArray();
        return ([.. lines.Select(l => (double)l["step"]!)], [.. lines.Select(l => (double)l[name]!)]);
    }

    /// <summary>Names of a phase's metrics that begin with <paramref name="prefix"/>, in order.</summary>
    public string[] Names(string phase, string prefix) =>
        [.. Lines(phase).SelectMany(l => l).Select(p => p.Key).Where(k => k.StartsWith(prefix, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private IEnumerable<JsonObject> Lines(string phase) => _metrics.Where(l => (string?)l["phase"] == phase);

    // Of the first and the last step: per family, one rollout of each status.
    private static List<JsonObject> ReadSamples(string path, int last)
    {
        var samples = new List<JsonObject>();
        if (!File.Exists(path)) return samples;
        string[] wanted = [$"{{\"step\":1,", FormattableString.Invariant($"{{\"step\":{last},")];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(path).Where(l => Array.Exists(wanted, w => l.StartsWith(w, StringComparison.Ordinal))))
        {
            var rollout = JsonNode.Parse(line)!.AsObject();
            if (seen.Add($"{rollout["step"]} {((string)rollout["handle"]!).Split('|')[0]} {rollout["status"]}")) samples.Add(rollout);
        }
        return samples;
    }
}
