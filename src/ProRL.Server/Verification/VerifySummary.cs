using System.Globalization;
using System.Text.Json;
using ProRL.Gym.Protocol;
using ProRL.Server.Calls;
using ProRL.Verifiers;

namespace ProRL.Server.Verification;

/// <summary>Writes a verdict for each row, and counts them. Lock-free.</summary>
internal sealed class VerifySummary : IRowOutcome
{
    private readonly long[] _counts = new long[Enum.GetValues<VerdictStatus>().Length];

    public long Rows => _counts.Sum();

    public long Faults => Interlocked.Read(ref _counts[(int)VerdictStatus.Fault]);

    public void Take(RowLine line, Judged judged, Utf8JsonWriter json)
    {
        var verdict = judged.Verdict;
        Interlocked.Increment(ref _counts[(int)verdict.Status]);
        if (verdict.Status == VerdictStatus.Fault)
            verdict = Verdict.Fault($"Line {line.Number}: {verdict.Reason}") with { Version = verdict.Version, WorkMicroseconds = verdict.WorkMicroseconds };
        VerdictJson.Write(json, judged.Id, verdict);
    }

    /// <summary>One line for a person.</summary>
    public string Describe(TimeSpan took)
    {
        var parts = _counts.Select((n, i) => (Count: n, Name: VerdictText.Name((VerdictStatus)i))).Where(p => p.Count > 0).Select(p => $"{p.Count} {p.Name}");
        var rate = Rows / Math.Max(took.TotalSeconds, 1e-6);
        return string.Create(CultureInfo.InvariantCulture, $"{Rows} rows in {took.TotalSeconds:F2} s ({rate:F0} rows/s): {(Rows == 0 ? "none" : string.Join(", ", parts))}.");
    }
}
