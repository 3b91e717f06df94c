namespace ProRL.Gym.Protocol;

/// <summary>
/// What one message may be. A message past a limit is passed over to its end and answered with an error; the connection
/// stays usable.
/// </summary>
/// <param name="MaxMessageBytes">The largest message, in bytes.</param>
/// <param name="MaxDepth">The deepest nesting of arrays and maps, counting the message's own array. JSON rows nest to 64 as well.</param>
public sealed record ProtocolLimits(long MaxMessageBytes = 16 << 20, int MaxDepth = 64)
{
    /// <summary>The version of the protocol: a change that an older peer would misread is the next number.</summary>
    public const int ProtocolVersion = 1;
}
