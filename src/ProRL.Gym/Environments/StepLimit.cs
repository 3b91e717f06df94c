namespace ProRL.Gym.Environments;

/// <summary>Breaks episodes off after a number of steps: the last one is truncated, unless it ended the task by itself.</summary>
public sealed class StepLimit : IEnvironment
{
    private readonly IEnvironment _inner;
    private readonly int _limit;
    private int _left;

    /// <param name="inner">What is limited.</param>
    /// <param name="limit">Steps of an episode, at least 1; faults are none.</param>
    public StepLimit(IEnvironment inner, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        (_inner, _limit) = (inner, limit);
    }

    public async ValueTask<EnvironmentReset> ResetAsync(ulong? seed = null, CancellationToken cancellation = default)
    {
        var reset = await _inner.ResetAsync(seed, cancellation).ConfigureAwait(false);
        _left = _limit;
        return reset;
    }

    public async ValueTask<EnvironmentStep> StepAsync(string action, CancellationToken cancellation = default)
    {
        if (_left == 0)
            throw new InvalidOperationException("No episode is under way; reset begins one.");
        var step = await _inner.StepAsync(action, cancellation).ConfigureAwait(false);
        if (step.Reward is null)
            return step;
        _left = step.Ended ? 0 : _left - 1;
        return step.Ended || _left > 0 ? step : step with { Observation = null, Truncated = true };
    }
}
