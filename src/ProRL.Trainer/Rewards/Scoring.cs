using ProRL.Trainer.Rollouts;
using ProRL.Trainer.Tokenizers;
using ProRL.Verifiers;

namespace ProRL.Trainer.Rewards;

/// <summary>A rollout with its verdict.</summary>
internal sealed record ScoredRollout(TrainingTask Task, Rollout Rollout, string Completion, Verdict Verdict);

/// <summary>Samples completions and has each scored the moment it ends, while others still grow.</summary>
internal sealed class Scoring(ITaskSource source, ITokenizer tokenizer, ISampler sampler)
{
    /// <summary>Scores <paramref name="samples"/> completions of every task; the groups are the tasks' numbers.</summary>
    /// <param name="tasks">One group each.</param>
    /// <param name="samples">Completions per task.</param>
    /// <param name="settings">How to sample.</param>
    /// <param name="key">The random stream of task number i.</param>
    /// <param name="cancellation">Gives up waiting for verdicts.</param>
    /// <returns>Per task its rollouts, in the order of their sample numbers.</returns>
    public ScoredRollout[][] Run(IReadOnlyList<TrainingTask> tasks, int samples, SamplingSettings settings, Func<int, ulong> key, CancellationToken cancellation)
    {
        var requests = tasks.Select((task, g) => new RolloutRequest(g, tokenizer.Encode(task.Prompt), samples, key(g))).ToArray();
        var pending = new Task<ScoredRollout>[tasks.Count * samples];
        sampler.Run(requests, settings, rollout => pending[rollout.Group * samples + rollout.Sample] = ScoreAsync(tasks[rollout.Group], rollout, settings.Stop, cancellation));
        var scored = Task.WhenAll(pending).GetAwaiter().GetResult();
        return [.. scored.Chunk(samples)];
    }

    private async Task<ScoredRollout> ScoreAsync(TrainingTask task, Rollout rollout, IReadOnlyList<string> stops, CancellationToken cancellation)
    {
        var completion = StopStrings.Cut(tokenizer.Decode(rollout.Completion), stops);
        // Off the sampling thread at once: the client's work must not wait inside a decoding step.
        await Task.Yield();
        var verdict = await source.ScoreAsync(task, completion, cancellation).ConfigureAwait(false);
        return new ScoredRollout(task, rollout, completion, verdict);
    }
}
