using System.Globalization;
using ProRL.Gym.Protocol;
using ProRL.Server.Calls;
using ProRL.Verifiers;

namespace ProRL.Server.Verification;

/// <summary>What became of the rows of a file. Lock-free.</summary>
internal sealed class VerifySummary
{
    private readonly long[] _counts = new long[Enum.GetValues<VerdictStatus>().Length];

    public long Rows => _counts.Sum();

    public long Faults => Interlocked.Read(ref _counts[(int)VerdictStatus.Fault]);

    public void Count(Judged[] judged)
    {
        foreach (var one in judged)
            Interlocked.Increment(ref _counts[(int)one.Verdict.Status]);
    }

    /// <summary>One line for a person.</summary>
    public string Describe(TimeSpan took)
    {
        var parts = _counts.Select((n, i) => (Count: n, Name: VerdictText.Name((VerdictStatus)i))).Where(p => p.Count > 0).Select(p => $"{p.Count} {p.Name}");
        var rate = Rows / Math.Max(took.TotalSeconds, 1e-6);
        return string.Create(CultureInfo.InvariantCulture, $"{Rows} rows in {took.TotalSeconds:F2} s ({rate:F0} rows/s): {(Rows == 0 ? "none" : string.Join(", ", parts))}.");
    }
}
