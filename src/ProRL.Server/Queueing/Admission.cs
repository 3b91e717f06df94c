using ProRL.Gym.Protocol;

namespace ProRL.Server.Queueing;

/// <summary>
/// Bounds what the server has taken and not yet answered, in items and in bytes. An item counts until its reply has been
/// written, so a peer that doesn't read its replies fills its own share and no memory. Lock-free.
/// </summary>
internal sealed class Admission(int maxItems, long maxBytes)
{
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _items;
    private long _bytes;
    private volatile bool _closed;

    public int MaxItems => maxItems;

    /// <summary>One connection may have half of the queue, so that there is room for the next.</summary>
    public int MaxItemsPerConnection { get; } = Math.Max(1, maxItems / 2);

    /// <summary>Items taken and not yet answered.</summary>
    public int Items => Volatile.Read(ref _items);

    public bool IsClosed => _closed;

    /// <summary>Completes when the doors are closed and everything is answered.</summary>
    public Task WhenEmpty => _empty.Task;

    /// <summary>Takes some items.</summary>
    /// <param name="items">How many.</param>
    /// <param name="bytes">The size of the message that holds them.</param>
    /// <param name="held">What their connection has been admitted with before; updated.</param>
    /// <exception cref="GymException">They can't be taken: now (busy), any more (draining) or ever (too large).</exception>
    public void Enter(int items, long bytes, ref int held)
    {
        if (items > MaxItemsPerConnection)
            throw new GymException(ErrorCodes.TooLarge, $"The call has {items} items; the most is {MaxItemsPerConnection}.");
        var all = Interlocked.Add(ref _items, items);
        var allBytes = Interlocked.Add(ref _bytes, bytes);
        var mine = Interlocked.Add(ref held, items);
        GymException? refusal = null;
        if (_closed)
            refusal = new GymException(ErrorCodes.Draining, "The server is stopping and takes no more calls.");
        else if (mine > MaxItemsPerConnection)
            refusal = new GymException(ErrorCodes.Busy, $"This connection has {mine - items} items waiting, and {items} more would pass its share of {MaxItemsPerConnection}; try again later.");
        else if (all > maxItems || allBytes > maxBytes)
            refusal = new GymException(ErrorCodes.Busy, $"The queue is full ({all - items} of {maxItems} items); try again later.");
        if (refusal is null)
            return;
        Leave(items, bytes, ref held);
        throw refusal;
    }

    /// <summary>Gives back what <see cref="Enter"/> took.</summary>
    public void Leave(int items, long bytes, ref int held)
    {
        Interlocked.Add(ref held, -items);
        Interlocked.Add(ref _bytes, -bytes);
        if (Interlocked.Add(ref _items, -items) == 0 && _closed)
            _empty.TrySetResult();
    }

    /// <summary>Takes nothing more.</summary>
    public void Close()
    {
        _closed = true;
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _items) == 0)
            _empty.TrySetResult();
    }
}
