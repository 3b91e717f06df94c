using MessagePack;

namespace ProRL.Gym.Protocol;

/// <summary>Takes the verdict of one item of a streaming call, still encoded.</summary>
internal delegate void VerdictSink(int index, ref MessagePackReader verdict);

/// <summary>A call that waits for its answer, over as many connections as it takes.</summary>
internal sealed class Call(uint id, string method, ReadOnlyMemory<byte> parameters, VerdictSink? sink, long began)
{
    private readonly TaskCompletionSource<ReadOnlyMemory<byte>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public uint Id => id;

    public string Method => method;

    public ReadOnlyMemory<byte> Parameters => parameters;

    public VerdictSink? Sink => sink;

    /// <summary>When the call was made.</summary>
    public long Began => began;

    /// <summary>When the server first refused it for now (busy, draining); null while it has not.</summary>
    public long? RefusedSince { get; set; }

    /// <summary>The number of the connection it was last sent on; 0 for none.</summary>
    public int SentOn { get; set; }

    /// <summary>How many connections broke while it was out.</summary>
    public int Drops { get; set; }

    /// <summary>The result, encoded.</summary>
    public Task<ReadOnlyMemory<byte>> Done => _done.Task;

    public void Succeed(ReadOnlyMemory<byte> result) => _done.TrySetResult(result);

    public void Fail(Exception error) => _done.TrySetException(error);

    public void Cancel(CancellationToken cancellation) => _done.TrySetCanceled(cancellation);
}
