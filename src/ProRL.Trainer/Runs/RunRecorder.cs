using System.Text.Json.Nodes;
using ProRL.Trainer.Rewards;

namespace ProRL.Trainer.Runs;

/// <summary>Writes what happens in a run: metrics as JSON lines and TensorBoard events, rollouts as JSON lines.</summary>
internal sealed class RunRecorder : IDisposable
{
    private readonly AppendLog _metrics;
    private readonly AppendLog _rollouts;
    private readonly EvaluationLog _evaluations;
    private readonly EventLog _events;

    /// <summary>Opens the folder's logs, and cuts off what came after <paramref name="state"/>.</summary>
    public RunRecorder(RunFolder folder, RunState state)
    {
        _metrics = new AppendLog(folder.Metrics, state.MetricsLength);
        _rollouts = new AppendLog(folder.Rollouts, state.RolloutsLength);
        _evaluations = new EvaluationLog(folder.Evaluations, state.EvaluationsLength);
        _events = new EventLog(folder.TensorBoard, state.EventsLength);
    }

    /// <summary>The state with the logs' present lengths in it.</summary>
    public RunState Stamp(RunState state) =>
        state with { MetricsLength = _metrics.Length, RolloutsLength = _rollouts.Length, EvaluationsLength = _evaluations.Length, EventsLength = _events.Length };

    /// <param name="phase"><c>warm_up</c>, <c>policy</c>, <c>evaluation</c> or <c>reset</c>.</param>
    /// <param name="step">Steps of the phase made.</param>
    /// <param name="eventStep">Steps of the run made, for TensorBoard.</param>
    /// <param name="values">Numbers by name.</param>
    /// <param name="label">What the line is about, where the numbers don't say it.</param>
    public void Metrics(string phase, int step, int eventStep, IReadOnlyDictionary<string, double> values, string? label = null)
    {
        var line = new JsonObject { ["phase"] = phase, ["step"] = step };
        if (label != null) line["label"] = label;
        foreach (var (name, value) in values)
        {
            // JSON has no infinities; a number that is none is left out, and missing where it is looked for.
            if (!double.IsFinite(value)) continue;
            line[name] = value;
            _events.Add(name, value, eventStep);
        }
        _metrics.Append(line);
        _metrics.Flush();
    }

    /// <summary>
    /// Logs a group's rollouts with their verdicts, and what <c>prorl-gym reverify</c> needs to judge them again: the handle,
    /// or the row where the task comes from a file, once for the group.
    /// </summary>
    public void Rollouts(int step, int group, IReadOnlyList<ScoredRollout> rollouts)
    {
        foreach (var rollout in rollouts)
        {
            var verdict = rollout.Verdict;
            var line = new JsonObject
            {
                ["step"] = step,
                ["group"] = group,
                ["sample"] = rollout.Rollout.Sample,
                ["handle"] = rollout.Task.Handle,
                ["prompt"] = rollout.Task.Prompt.Text,
                ["completion"] = rollout.Completion,
                ["tokens"] = rollout.Rollout.Completion.Length,
                ["truncated"] = rollout.Rollout.Truncated,
                ["status"] = System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(verdict.Status.ToString()),
                ["score"] = verdict.Score,
                ["extracted"] = verdict.Extracted,
                ["reason"] = verdict.Reason,
                ["version"] = verdict.Version,
            };
            if (rollout.Task.Row is { } row && ReferenceEquals(rollout, rollouts[0])) line["row"] = row.DeepClone();
            _rollouts.Append(line);
        }
        _rollouts.Flush();
    }

    /// <summary>Logs an evaluation, item by item.</summary>
    public void Evaluation(string label, int step, IReadOnlyList<ItemResult> results) => _evaluations.Append(new RecordedEvaluation(label, step, results));

    public void Dispose()
    {
        _evaluations.Dispose();
        _metrics.Dispose();
        _rollouts.Dispose();
    }
}
