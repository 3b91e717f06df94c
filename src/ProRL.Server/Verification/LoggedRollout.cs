using System.Buffers;
using System.Globalization;
using System.Text.Json;
using ProRL.Gym.Datasets;
using ProRL.Gym.Protocol;
using ProRL.Verifiers;

namespace ProRL.Server.Verification;

/// <summary>A line of a run's log of rollouts: what was answered, and how it was judged then.</summary>
/// <param name="Handle">What names the task.</param>
/// <param name="Family">The family that judges it.</param>
/// <param name="Place">Step, group and sample, as far as the line has them.</param>
/// <param name="Status">Of the verdict then.</param>
/// <param name="Score">Of the verdict then; null for a fault.</param>
/// <param name="Reason">Of the verdict then.</param>
internal sealed record LoggedRollout(string Handle, string Family, string Place, VerdictStatus Status, double? Score, string? Reason)
{
    private const string Response = "response";

    /// <summary>Reads a line; the row that it comes down to is a handle or a task of its own, with the completion as the response.</summary>
    /// <param name="line">The line.</param>
    /// <param name="given">The task that stands in an earlier line of the same group, if any.</param>
    /// <exception cref="FormatException">It is no such line; the message says why.</exception>
    public static (LoggedRollout Rollout, byte[] Row) Read(JsonElement line, JsonElement? given)
    {
        var status = VerdictText.Status(Text(line, "status")) ?? throw new FormatException("its \"status\" is none of a verdict.");
        var (handle, completion) = (Text(line, "handle"), ModelText.Read(Member(line, "completion")));
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, CompactJson.Options))
            Write(json, handle, given, completion);
        var family = given is { } row && row.TryGetProperty("family", out var own) ? own.ToString() : handle.Split('|', 2)[0];
        var score = line.TryGetProperty("score", out var number) && number.ValueKind == JsonValueKind.Number ? number.GetDouble() : (double?)null;
        string[] place = [.. ((string[])["step", "group", "sample"]).Where(k => line.TryGetProperty(k, out _)).Select(k => string.Create(CultureInfo.InvariantCulture, $"{k} {line.GetProperty(k)}"))];
        return (new LoggedRollout(handle, family, string.Join(", ", place), status, score, line.TryGetProperty("reason", out var reason) ? reason.ToString() : null), buffer.WrittenSpan.ToArray());
    }

    private static void Write(Utf8JsonWriter json, string handle, JsonElement? task, string completion)
    {
        json.WriteStartObject();
        if (task is { } row)
        {
            foreach (var property in row.EnumerateObject().Where(p => p.Name is not (Response or "final")))
                property.WriteTo(json);
        }
        else
        {
            json.WriteString("handle", handle);
        }

        json.WriteString(Response, completion);
        json.WriteEndObject();
    }

    private static string Text(JsonElement line, string name) => Member(line, name).GetString()!;

    private static JsonElement Member(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value : throw new FormatException($"it has no \"{name}\".");
}
