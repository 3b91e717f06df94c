using System.Text.Json;
using ProRL.Gym.Protocol;
using ProRL.Server.Calls;
using ProRL.Verifiers;

namespace ProRL.Server.Verification;

/// <summary>How a verdict differs from the one before. A change of words alone is none.</summary>
internal enum Change
{
    Same,
    ScoreUp,
    ScoreDown,

    /// <summary>The score stayed as it was, or came in place of a fault, and the status is another.</summary>
    Status,

    /// <summary>It can't be judged now.</summary>
    Fault,
}

/// <summary>A row whose verdict changed.</summary>
/// <param name="Line">Its line in the log.</param>
/// <param name="Before">What was logged; null for a line that is no rollout.</param>
/// <param name="After">The verdict now.</param>
/// <param name="Kind">How they differ.</param>
internal sealed record ChangedRow(long Line, LoggedRollout? Before, Verdict After, Change Kind);

/// <summary>Compares verdicts with those that were logged, counts by family, and writes a line for each that changed.</summary>
/// <param name="shown">How many of the first changed rows to keep.</param>
internal sealed class Reverification(int shown) : IRowOutcome
{
    /// <summary>What a line counts under that names no family.</summary>
    public const string NoFamily = "(no rollout)";

    private readonly SortedDictionary<string, long[]> _families = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, ChangedRow> _first = [];
    private readonly Lock _lock = new();

    /// <summary>Counts by family, indexed by <see cref="Change"/>.</summary>
    public IReadOnlyDictionary<string, long[]> Families => _families;

    /// <summary>The first changed rows of the log.</summary>
    public IEnumerable<ChangedRow> First => _first.Values;

    public long Count(Change change) => _families.Values.Sum(c => c[(int)change]);

    public long Rows => _families.Values.Sum(c => c.Sum());

    public void Take(RowLine line, Judged judged, Utf8JsonWriter json)
    {
        var row = new ChangedRow(line.Number, line.Logged, judged.Verdict, Kind(line.Logged, judged.Verdict));
        lock (_lock)
        {
            var family = line.Logged?.Family ?? NoFamily;
            if (!_families.TryGetValue(family, out var counts))
                _families[family] = counts = new long[Enum.GetValues<Change>().Length];
            counts[(int)row.Kind]++;
            if (row.Kind == Change.Same)
                return;
            _first[row.Line] = row;
            if (_first.Count > shown)
                _first.Remove(_first.Keys.Last());
        }

        Write(json, row);
    }

    /// <summary>A changed row as one JSON object.</summary>
    public static void Write(Utf8JsonWriter json, ChangedRow row)
    {
        json.WriteStartObject();
        json.WriteNumber("line", row.Line);
        json.WriteString("handle", row.Before?.Handle);
        json.WriteString("family", row.Before?.Family);
        json.WriteString("change", Name(row.Kind));
        WriteVerdict(json, "before", row.Before?.Status, row.Before?.Score, row.Before?.Reason);
        WriteVerdict(json, "after", row.After.Status, row.After.Score, row.After.Reason);
        json.WriteEndObject();
    }

    public static string Name(Change change) => change switch
    {
        Change.Same => "same",
        Change.ScoreUp => "score_up",
        Change.ScoreDown => "score_down",
        Change.Status => "status_changed",
        _ => "fault",
    };

    private static Change Kind(LoggedRollout? before, Verdict after)
    {
        if (before is null || after.Status == VerdictStatus.Fault)
            return Change.Fault;
        if (before.Score is { } was && after.Score is { } now && was != now)
            return now > was ? Change.ScoreUp : Change.ScoreDown;
        return before.Status == after.Status ? Change.Same : Change.Status;
    }

    private static void WriteVerdict(Utf8JsonWriter json, string name, VerdictStatus? status, double? score, string? reason)
    {
        json.WriteStartObject(name);
        json.WriteString("status", status is { } known ? VerdictText.Name(known) : null);
        if (score is { } number)
            json.WriteNumber("score", number);
        else
            json.WriteNull("score");
        json.WriteString("reason", reason);
        json.WriteEndObject();
    }
}
