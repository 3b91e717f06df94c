using System.Globalization;
using System.Runtime.CompilerServices;

namespace ProRL.Gym.Environments;

/// <summary>
/// Holds an environment to the promises of <see cref="IEnvironment"/>, with actions of the caller's choice: for authors of
/// environments, and for tests.
/// </summary>
public static class EnvironmentCheck
{
    private const int Seeds = 8;
    private const int MaxSteps = 1000;
    private const string Opening = "opening: ";

    // Sums of scores, which have a last bit each.
    private const double Rounding = 1e-9;

    /// <summary>What it does not keep, a sentence for each; empty where all is well.</summary>
    /// <param name="make">Makes an environment; each call one of its own, all alike.</param>
    /// <param name="act">An action for an observation: it should solve some episodes and fail others.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IReadOnlyList<string>> RunAsync(Func<IEnvironment> make, Func<EnvironmentReset, string> act, CancellationToken cancellation = default)
    {
        var problems = new List<string>();
        if (!await RefusesAsync(make(), cancellation).ConfigureAwait(false))
            problems.Add("A step before the first reset is not refused with InvalidOperationException.");

        var one = make();
        var alone = await PlayAsync(one, act, problems, cancellation).ToListAsync(cancellation).ConfigureAwait(false);
        if (!alone.SequenceEqual(await PlayAsync(one, act, problems, cancellation).ToListAsync(cancellation).ConfigureAwait(false)))
            problems.Add("A reset with a seed did not begin the seed's episodes again.");

        // Two that are used by turns; each must go its way as if it were alone.
        var (left, right) = (new List<string>(), new List<string>());
        await foreach (var (a, b) in PlayAsync(make(), act, problems, cancellation).Zip(PlayAsync(make(), act, problems, cancellation)).ConfigureAwait(false))
        {
            left.Add(a);
            right.Add(b);
        }

        if (!left.SequenceEqual(alone) || !right.SequenceEqual(alone))
            problems.Add("Environments that were used by turns gave other episodes than one alone: they share a state, or chance decides.");
        if (alone.Where(line => line.StartsWith(Opening, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Count() < 2)
            problems.Add($"All {Seeds} seeds began with the same item.");
        return [.. problems.Distinct(StringComparer.Ordinal)];
    }

    // Two episodes of each seed, a line for whatever happens.
    private static async IAsyncEnumerable<string> PlayAsync(IEnvironment environment, Func<EnvironmentReset, string> act, List<string> problems, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            for (var repeat = 0; repeat < 2; repeat++)
            {
                var reset = await environment.ResetAsync(repeat == 0 ? seed : null, cancellation).ConfigureAwait(false);
                yield return $"{Opening}{reset.Handle} {reset.Observation.Text}";
                var (earned, steps, action, ended) = (0.0, 0, act(reset), false);
                for (; !ended && steps < MaxSteps; steps++)
                {
                    var step = await environment.StepAsync(action, cancellation).ConfigureAwait(false);
                    earned += step.Reward ?? 0;
                    ended = step.Ended;
                    problems.AddRange(Problems(step, earned));
                    yield return string.Create(CultureInfo.InvariantCulture, $"{step.Reward} {step.Terminated} {step.Truncated} {step.Observation?.Text}");
                }

                if (!ended)
                    problems.Add($"An episode did not end within {MaxSteps} steps.");
                else if (!await RefusesAsync(environment, cancellation).ConfigureAwait(false))
                    problems.Add("A step after the end of an episode is not refused with InvalidOperationException.");
            }
        }
    }

    private static IEnumerable<string> Problems(EnvironmentStep step, double earned)
    {
        if (step.Reward is not (null or (>= 0 and <= 1)))
            yield return $"A reward is {step.Reward}; it must be in [0, 1].";
        if (step.Reward is null != step.Verdict.Score is null)
            yield return "A reward is null and the verdict is no fault, or the other way round.";
        if (step.Reward is null && step.Ended)
            yield return "A fault ended an episode.";
        if (step is { Terminated: true, Truncated: true })
            yield return "An episode was terminated and truncated at once.";
        if (step.Ended == (step.Observation is not null) && step.Reward is not null)
            yield return "A step has no observation though the episode goes on, or one though it has ended.";
        if (earned > 1 + Rounding)
            yield return $"An episode earned {earned}; it may earn 1 at most.";
    }

    private static async Task<bool> RefusesAsync(IEnvironment environment, CancellationToken cancellation)
    {
        try
        {
            await environment.StepAsync("", cancellation).ConfigureAwait(false);
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
