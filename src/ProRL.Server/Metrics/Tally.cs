using System.Collections.Frozen;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;

namespace ProRL.Server.Metrics;

/// <summary>Counts verdicts by family and status, and how many there were in the last seconds. Lock-free.</summary>
internal sealed class Tally
{
    /// <summary>The seconds over which a rate is told.</summary>
    public const int RateSeconds = 10;

    /// <summary>Where verdicts go whose row or handle names no known family.</summary>
    public const string Unknown = "unknown";

    private static readonly int Statuses = Enum.GetValues<VerdictStatus>().Length;

    private readonly FrozenDictionary<string, long[]> _counts;
    private readonly long[] _unknown = new long[Statuses];
    private readonly RateWindow _rate;

    public Tally(FamilyCatalog catalog, TimeProvider time)
    {
        _counts = catalog.All.ToFrozenDictionary(f => f.Info.Id, _ => new long[Statuses], StringComparer.Ordinal);
        _rate = new RateWindow(RateSeconds, time);
    }

    public double PerSecond => _rate.PerSecond;

    public void Count(string? family, VerdictStatus status)
    {
        var counts = family is not null && _counts.TryGetValue(family, out var known) ? known : _unknown;
        Interlocked.Increment(ref counts[(int)status]);
        _rate.Count();
    }

    /// <summary>The families with any verdict, in order, with a count for each status.</summary>
    public IEnumerable<(string Family, IReadOnlyList<long> Counts)> All() =>
        _counts.OrderBy(f => f.Key, StringComparer.Ordinal)
            .Select(f => (f.Key, f.Value))
            .Append((Unknown, _unknown))
            .Select(f => (f.Item1, (IReadOnlyList<long>)[.. f.Item2.Select((_, i) => Interlocked.Read(ref f.Item2[i]))]))
            .Where(f => f.Item2.Any(n => n > 0));
}
