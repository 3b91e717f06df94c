using System.Text.Json;

namespace ProRL.Server.Verification;

/// <summary>
/// The lines of a run's log of rollouts as rows to judge. A group's lines follow one another; a task that comes from a file
/// stands in the first of them only.
/// </summary>
internal sealed class RolloutReader(IRowSource lines) : IRowSource
{
    private (string Handle, JsonElement Row)? _task;

    public async ValueTask<IReadOnlyList<RowLine>?> NextAsync(CancellationToken cancellation) =>
        await lines.NextAsync(cancellation).ConfigureAwait(false) is { } piece ? [.. piece.Select(Read)] : null;

    private RowLine Read(RowLine line)
    {
        if (RowLines.Refuse(line) is not null)
            return line;
        try
        {
            var read = JsonElement.Parse(line.Text.Span);
            if (read.ValueKind != JsonValueKind.Object)
                throw new FormatException("it is no object.");
            var handle = read.TryGetProperty("handle", out var name) ? name.ToString() : "";
            if (read.TryGetProperty("row", out var row) && row.ValueKind == JsonValueKind.Object)
                _task = (handle, row);
            var (rollout, text) = LoggedRollout.Read(read, _task is { } task && task.Handle == handle ? task.Row : null);
            return line with { Text = text, Logged = rollout };
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            return line with { Flaw = $"the line is none of a log of rollouts: {(error is FormatException ? error.Message : "it is not JSON.")}" };
        }
    }
}
