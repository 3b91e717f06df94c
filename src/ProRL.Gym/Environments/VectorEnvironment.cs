namespace ProRL.Gym.Environments;

/// <summary>
/// Environments that are stepped together, each at its own pace: an episode that has ended waits for its reset, and
/// nothing is reset unasked.
/// </summary>
public sealed class VectorEnvironment
{
    private readonly IEnvironment[] _environments;

    /// <param name="environments">At least one; they must differ by themselves in what they make of one seed.</param>
    public VectorEnvironment(IEnumerable<IEnvironment> environments)
    {
        _environments = [.. environments];
        ArgumentOutOfRangeException.ThrowIfZero(_environments.Length, nameof(environments));
    }

    /// <summary>
    /// As many environments of one family as <paramref name="count"/> says, over the same items as one of them would have,
    /// each item once: number i has the items i, i + count, i + 2 count and so on.
    /// </summary>
    /// <param name="count">At least 1.</param>
    /// <param name="grader">Judges the answers.</param>
    /// <param name="options">Which items.</param>
    /// <param name="maxSteps">Steps after which an episode is truncated; null for none.</param>
    /// <exception cref="Tasks.TaskFormatException">There is no such family, or an option is wrong.</exception>
    public static VectorEnvironment Of(int count, Tasks.Grader grader, TaskEnvironmentOptions options, int? maxSteps = null) => new(Enumerable.Range(0, count).Select(i =>
    {
        IEnvironment one = new TaskEnvironment(grader, options with { Start = checked(options.Start + i * options.Stride), Stride = checked(count * options.Stride) });
        return maxSteps is { } most ? new StepLimit(one, most) : one;
    }));

    public int Count => _environments.Length;

    /// <summary>One of them.</summary>
    public IEnvironment this[int index] => _environments[index];

    /// <summary>Begins an episode in each.</summary>
    public Task<EnvironmentReset[]> ResetAsync(ulong? seed = null, CancellationToken cancellation = default) =>
        Task.WhenAll(_environments.Select(e => Task.Run(() => e.ResetAsync(seed, cancellation).AsTask(), cancellation)));

    /// <summary>Takes an action in each that has one; null leaves an environment as it is, and gives null.</summary>
    /// <param name="actions">One per environment.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidOperationException">One of them has an action and no episode.</exception>
    public Task<EnvironmentStep?[]> StepAsync(IReadOnlyList<string?> actions, CancellationToken cancellation = default)
    {
        if (actions.Count != Count)
            throw new ArgumentException($"There are {actions.Count} actions for {Count} environments; each needs one, or null.", nameof(actions));
        return Task.WhenAll(_environments.Zip(actions, (e, action) =>
            action is null ? Task.FromResult<EnvironmentStep?>(null) : Task.Run(async () => (EnvironmentStep?)await e.StepAsync(action, cancellation).ConfigureAwait(false), cancellation)));
    }
}
