using System.Security.Cryptography;
using ProRL.Gym.Environments;
using ProRL.Gym.Protocol;

namespace ProRL.Server.Calls;

/// <summary>
/// The environments of one <c>make</c>. Calls on them are numbered, so that one whose reply was lost can be sent again: what
/// is done is told again, and what was given up is done.
/// </summary>
internal sealed class EnvironmentSession(string id, string family, VectorEnvironment environments)
{
    private readonly Slot[] _slots = [.. Enumerable.Range(0, environments.Count).Select(_ => new Slot())];
    private readonly Lock _lock = new();
    private long _turn;
    private byte[] _call = [];

    public string Id => id;

    public string Family => family;

    public int Count => _slots.Length;

    /// <summary>When it was last used, by the server's clock.</summary>
    public long UsedAt { get; set; }

    /// <summary>Takes a call's number.</summary>
    /// <param name="turn">The last number for the same call again, the next for a new one; null for a new one.</param>
    /// <param name="parameters">The call, by which a repeated one is known.</param>
    /// <returns>The number.</returns>
    /// <exception cref="GymException">The number is another, or that of another call.</exception>
    public long Begin(long? turn, ReadOnlySpan<byte> parameters)
    {
        var call = SHA256.HashData(parameters);
        lock (_lock)
        {
            if (turn is { } again && again == _turn && _turn > 0)
                return call.AsSpan().SequenceEqual(_call) ? again : throw GymException.BadRequest($"the turn {again} was another call; the next is {_turn + 1}");
            if (turn is { } wrong && wrong != _turn + 1)
                throw GymException.BadRequest($"the turn is {wrong}; the next is {_turn + 1}");
            _call = call;
            return ++_turn;
        }
    }

    /// <summary>Does something in one environment, once for each turn.</summary>
    /// <param name="index">The environment.</param>
    /// <param name="turn">What <see cref="Begin"/> gave.</param>
    /// <param name="act">Gives the encoded result.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="GymException">A later call came in between.</exception>
    public async ValueTask<byte[]> OnceAsync(int index, long turn, Func<IEnvironment, ValueTask<byte[]>> act, CancellationToken cancellation)
    {
        var slot = _slots[index];
        await slot.Free.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (slot.Turn == turn)
                return slot.Result;
            if (slot.Turn > turn)
                throw GymException.BadRequest($"the turn {turn} came after the turn {slot.Turn}");
            (slot.Result, slot.Turn) = (await act(environments[index]).ConfigureAwait(false), turn);
            return slot.Result;
        }
        finally
        {
            slot.Free.Release();
        }
    }

    private sealed class Slot
    {
        public SemaphoreSlim Free { get; } = new(1);

        public long Turn { get; set; }

        public byte[] Result { get; set; } = [];
    }
}
