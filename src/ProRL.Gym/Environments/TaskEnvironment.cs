using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;

namespace ProRL.Gym.Environments;

/// <summary>
/// The items of a family as episodes, one after the other by their index. The reward of a step is what it adds to the best
/// score of its episode so far, so that an episode earns what its best answer is worth, and the same answer is never paid
/// twice.
/// </summary>
public sealed class TaskEnvironment : IEnvironment
{
    private const int MaxAttempts = 100;

    private readonly Grader _grader;
    private readonly TaskEnvironmentOptions _options;
    private readonly ITaskFamily _family;
    private ulong _seed;
    private long _next;
    private IEpisode? _episode;
    private double _best;

    /// <exception cref="TaskFormatException">There is no such family, or an option is wrong.</exception>
    public TaskEnvironment(Grader grader, TaskEnvironmentOptions options)
    {
        if (options.Attempts is < 1 or > MaxAttempts)
            throw new TaskFormatException($"The attempts are {options.Attempts}; they must be from 1 to {MaxAttempts}.");
        if (options.Stride < 1)
            throw new TaskFormatException($"The stride is {options.Stride}; it must be at least 1.");
        (_grader, _options, _family) = (grader, options, grader.Catalog[options.Family]);
        (_seed, _next) = (options.Seed, options.Start);
        Handle.Parse(NameOf(_seed, _next));
    }

    public ValueTask<EnvironmentReset> ResetAsync(ulong? seed = null, CancellationToken cancellation = default)
    {
        var (from, index) = seed is { } given ? (given, _options.Start) : (_seed, _next);
        var handle = NameOf(from, index);
        var item = _family.Make(Handle.Parse(handle));
        var episode = _family.Begin(item) ?? new AnswerEpisode(_grader, item, _options.Attempts);
        (_seed, _next, _episode, _best) = (from, checked(index + _options.Stride), episode, 0);
        return ValueTask.FromResult(new EnvironmentReset(episode.Opening, handle, item.Difficulty));
    }

    public async ValueTask<EnvironmentStep> StepAsync(string action, CancellationToken cancellation = default)
    {
        var episode = _episode ?? throw new InvalidOperationException("No episode is under way; reset begins one.");
        var turn = await ActAsync(episode, action, cancellation).ConfigureAwait(false);
        if (turn.Verdict.Score is not { } score)
            return new EnvironmentStep(null, null, false, false, turn.Verdict);
        var reward = Math.Max(0, score - _best);
        _best = Math.Max(_best, score);
        var over = turn.Ends || score == 1;
        if (over)
            _episode = null;
        return new EnvironmentStep(over ? null : turn.Observation, reward, over, false, turn.Verdict);
    }

    private static async ValueTask<Turn> ActAsync(IEpisode episode, string action, CancellationToken cancellation)
    {
        try
        {
            return await episode.ActAsync(action, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException && !cancellation.IsCancellationRequested)
        {
            return new Turn(Verdict.Fault($"The episode failed: {e.GetType().Name}: {e.Message}"), null, false);
        }
    }

    private string NameOf(ulong seed, long index) =>
        new SampleRequest(_options.Family, _options.Split, seed, 1) { Start = index, Level = _options.Level, Config = _options.Config }.Handles()[0];
}
