using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using ProRL.Gym.Protocol;
using ProRL.Server.Calls;

namespace ProRL.Server.Verification;

/// <summary>
/// Rows in, what <paramref name="outcome"/> makes of their verdicts out, in the same order: one task reads, <paramref name="jobs"/> tasks judge, one writes.
/// Only a few pieces of the file are in memory at a time.
/// </summary>
internal sealed class RowPipeline(IRowJudge judge, int jobs, IRowOutcome outcome)
{
    /// <exception cref="IOException">The rows can't be read, or the verdicts can't be written.</exception>
    /// <exception cref="GymException">The server that judges was lost.</exception>
    public async Task RunAsync(IRowSource input, Stream output, CancellationToken cancellation)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var waiting = Channel.CreateBounded<Piece>(jobs * 2);
        var ordered = Channel.CreateBounded<Piece>(jobs * 4);
        Task[] tasks =
        [
            Guarded(() => ReadAsync(input, waiting.Writer, ordered.Writer, failed.Token)),
            .. Enumerable.Range(0, jobs).Select(_ => Guarded(() => JudgeAsync(waiting.Reader, failed.Token))),
            Guarded(() => WriteAsync(ordered.Reader, output, failed.Token)),
        ];
        await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // The first failure cancelled the others: it is the one to tell.
        var first = tasks.Select(t => t.Exception?.InnerException).FirstOrDefault(e => e is not null and not OperationCanceledException);
        if (first is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        failed.Token.ThrowIfCancellationRequested();

        Task Guarded(Func<Task> part) => Task.Run(
            async () =>
            {
                try
                {
                    await part().ConfigureAwait(false);
                }
                catch
                {
                    await failed.CancelAsync().ConfigureAwait(false);
                    throw;
                }
            },
            CancellationToken.None);
    }

    private static async Task ReadAsync(IRowSource input, ChannelWriter<Piece> waiting, ChannelWriter<Piece> ordered, CancellationToken cancellation)
    {
        while (await input.NextAsync(cancellation).ConfigureAwait(false) is { } lines)
        {
            var piece = new Piece(lines);
            await ordered.WriteAsync(piece, cancellation).ConfigureAwait(false);
            await waiting.WriteAsync(piece, cancellation).ConfigureAwait(false);
        }

        ordered.Complete();
        waiting.Complete();
    }

    private async Task JudgeAsync(ChannelReader<Piece> waiting, CancellationToken cancellation)
    {
        await foreach (var piece in waiting.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            var judged = await judge.JudgeAsync(piece.Lines, cancellation).ConfigureAwait(false);
            piece.Done.SetResult(Encode(piece.Lines, judged));
        }
    }

    private static async Task WriteAsync(ChannelReader<Piece> ordered, Stream output, CancellationToken cancellation)
    {
        await foreach (var piece in ordered.ReadAllAsync(cancellation).ConfigureAwait(false))
            await output.WriteAsync(await piece.Done.Task.WaitAsync(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        await output.FlushAsync(cancellation).ConfigureAwait(false);
    }

    private ReadOnlyMemory<byte> Encode(IReadOnlyList<RowLine> lines, Judged[] judged)
    {
        var buffer = new ArrayBufferWriter<byte>(judged.Length * 200);
        using var json = new Utf8JsonWriter(buffer, CompactJson.Options);
        for (var i = 0; i < judged.Length; i++)
        {
            outcome.Take(lines[i], judged[i], json);
            json.Flush();
            if (json.BytesCommitted > 0)
                buffer.Write("\n"u8);
            json.Reset();
        }

        return buffer.WrittenMemory;
    }

    private sealed record Piece(IReadOnlyList<RowLine> Lines)
    {
        public TaskCompletionSource<ReadOnlyMemory<byte>> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
