using System.Text.Json;
using System.Text.Json.Nodes;
using ProRL.Server.Calls;
using ProRL.Verifiers;

namespace ProRL.Server.Verification;

/// <summary>What can be said of a line before it is read as a row.</summary>
internal static class RowLines
{
    /// <summary>The fault of a line that is too long or blank, or has a flaw; null for any other.</summary>
    public static Judged? Refuse(RowLine line)
    {
        if (line.TooLong)
            return new Judged(null, null, Verdict.Fault($"the line has more than {RowReader.MaxLineBytes} bytes, the most that a row may have."));
        if (line.Flaw is { } flaw)
            return new Judged(null, null, Verdict.Fault(flaw));
        return line.Text.Span.ContainsAnyExcept(" \t\r"u8)
            ? null
            : new Judged(null, null, Verdict.Fault("the line is blank; a row is one JSON object on one line."));
    }

    /// <summary>The line as JSON; null where it is none.</summary>
    public static JsonElement? TryRead(RowLine line)
    {
        try
        {
            return JsonElement.Parse(line.Text.Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The id of a line that may be no row; null where it can't be told.</summary>
    public static JsonNode? IdOf(RowLine line) => TryRead(line) is { } row ? Judged.IdOf(row) : null;
}
