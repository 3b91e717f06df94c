using ProRL.Gym.Protocol;

namespace ProRL.Server.Hosting;

/// <summary>How a server is set up.</summary>
internal sealed record ServerOptions
{
    /// <summary>The Unix socket to listen at; null for none.</summary>
    public GymAddress? Socket { get; init; }

    /// <summary>Where to listen with TCP; null for nowhere.</summary>
    public GymAddress? Tcp { get; init; }

    /// <summary>Where to listen with HTTP; null for nowhere.</summary>
    public GymAddress? Http { get; init; }

    /// <summary>What a peer behind TCP or HTTP must show; null where only this machine can reach the port.</summary>
    public string? Token { get; init; }

    /// <summary>How many answers are judged at a time.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>How many items of one connection may be begun and not done: more than workers, as some wait for a sandbox.</summary>
    public int BegunPerConnection { get => field > 0 ? field : 4 * Workers; init; }

    /// <summary>How many items may wait or be worked on.</summary>
    public int QueueItems { get; init; } = 65_536;

    public ProtocolLimits Limits { get; init; } = new();

    /// <summary>How many peers may be connected.</summary>
    public int MaxConnections { get; init; } = 1024;

    /// <summary>How many bytes of messages may wait.</summary>
    public long QueueBytes => Math.Max(512L << 20, 2 * Limits.MaxMessageBytes);
}
