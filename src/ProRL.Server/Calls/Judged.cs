using System.Text.Json;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;

namespace ProRL.Server.Calls;

/// <summary>A verdict with what it is about.</summary>
/// <param name="Id">The id that the row had.</param>
/// <param name="Family">The family that the row or the handle names; null where it could not be read.</param>
/// <param name="Verdict">The verdict.</param>
internal readonly record struct Judged(JsonNode? Id, string? Family, Verdict Verdict)
{
    /// <summary>Judges a row; one that can't be read gets a fault that says why.</summary>
    public static async ValueTask<Judged> RowAsync(Grader grader, JsonElement row, CancellationToken cancellation)
    {
        TaskRow read;
        try
        {
            read = TaskRow.From(row);
        }
        catch (TaskFormatException e)
        {
            return new Judged(IdOf(row), null, Verdict.Fault(e.Message));
        }

        return new Judged(read.Id, read.Family, await grader.VerifyAsync(read, cancellation).ConfigureAwait(false));
    }

    /// <summary>The id of what may be no row; null where it has none.</summary>
    public static JsonValue? IdOf(JsonElement row) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty("id", out var id) && id.ValueKind is (JsonValueKind.String or JsonValueKind.Number)
            ? JsonValue.Create(id)
            : null;
}
