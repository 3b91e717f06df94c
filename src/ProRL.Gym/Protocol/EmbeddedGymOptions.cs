namespace ProRL.Gym.Protocol;

/// <summary>How an <see cref="EmbeddedGym"/> starts its server.</summary>
/// <param name="Patience">How long to wait for the server, at the start and for each call; see <see cref="GymClientOptions"/>.</param>
public sealed record EmbeddedGymOptions(TimeSpan Patience)
{
    /// <summary>The server's program, <c>prorl-gym</c> or <c>prorl-gym.dll</c>; null to look for it, see <see cref="GymProgram"/>.</summary>
    public string? Program { get; init; }

    /// <summary>Further arguments of <c>prorl-gym serve</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Takes a line about what happens to the server (it ended, it was started again), and its own lines on stderr.</summary>
    public Action<string>? Log { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
