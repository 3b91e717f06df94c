using System.Text.Json;
using ProRL.Server.Calls;

namespace ProRL.Server.Verification;

/// <summary>What becomes of judged rows. Thread-safe: pieces of a file are judged side by side.</summary>
internal interface IRowOutcome
{
    /// <summary>Takes note of a row, and writes one JSON value about it, or nothing.</summary>
    void Take(RowLine line, Judged judged, Utf8JsonWriter json);
}
