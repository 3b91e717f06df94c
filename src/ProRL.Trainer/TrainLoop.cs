using ProRL.Trainer.Learning;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Rewards;
using ProRL.Trainer.Runs;

namespace ProRL.Trainer;

/// <summary>
/// A run from its state to its end: warm-up on demonstrations, then stage by stage GRPO, with evaluations before, between
/// and after. The state changes at step boundaries only; a stop leaves the run at the last of them.
/// </summary>
internal sealed class TrainLoop(Recipe recipe, TrainingSession session, RunFolder folder, RunRecorder recorder, IProgressView progress, TimeProvider clock)
{
    public const string BeforeWarmUp = "before warm-up";
    public const string AfterWarmUp = "after warm-up";
    public const string BeforePolicy = "before RL";
    public const string AfterPolicy = "after RL";

    /// <summary>Where the run stands.</summary>
    public RunState State { get; private set; } = new();

    /// <summary>Whether a signal of the run's folder ended <see cref="Run"/>, which then saved.</summary>
    public bool StopAsked { get; private set; }

    private Stage Stage => recipe.Stages[Math.Min(State.Stage, recipe.Stages.Count - 1)];

    /// <summary>Continues from a checkpoint.</summary>
    public void Resume(RunState state) => State = state;

    /// <summary>Runs to the end, or until <paramref name="stop"/> or <see cref="RunSignal.Stop"/>, after which the state can be saved.</summary>
    /// <exception cref="OperationCanceledException">The stop came; the step it came in is finished or abandoned whole.</exception>
    public void Run(CancellationToken stop)
    {
        session.Enter(Stage.Recipe);
        HandOver(stop);
        if (recipe.WarmUp.Steps > 0) Once(BeforeWarmUp, stop);
        progress.Phase("warm-up", State.WarmUpSteps, recipe.WarmUp.Steps);
        while (State.Phase == RunPhase.WarmUp && State.WarmUpSteps < recipe.WarmUp.Steps) Step(WarmUpStep, stop);
        HandOver(stop);
        Once(recipe.WarmUp.Steps > 0 ? AfterWarmUp : BeforePolicy, stop);
        if (State.Phase == RunPhase.WarmUp) EndWarmUp();

        while (State.Phase == RunPhase.Policy)
        {
            progress.Phase(Stage.Name.Length == 0 ? "GRPO" : Stage.Name, State.StageSteps, Stage.Recipe.Policy.Steps);
            while (StageEnd() is null) Step(PolicyStep, stop);
            EndStage(stop);
        }
    }

    /// <summary>Writes a checkpoint of the present state; returns its path.</summary>
    public string Save() => session.Save(folder, State = recorder.Stamp(State), recipe.Run.KeepCheckpoints);

    private void Step(Action<CancellationToken> step, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (folder.Signalled(RunSignal.Stop))
        {
            Answer(RunSignal.Stop);
            StopAsked = true;
            throw new OperationCanceledException("The run was asked to stop.");
        }
        step(stop);
        if ((State.WarmUpSteps + State.PolicySteps) % recipe.Run.CheckpointEvery == 0) Save();
    }

    private void WarmUpStep(CancellationToken stop)
    {
        var start = clock.GetTimestamp();
        var (dealt, update, rate) = session.WarmUp.Step(State.WarmUpSteps, State.Progress, stop);
        State = State with { WarmUpSteps = State.WarmUpSteps + 1, Progress = dealt };
        var metrics = StepMetrics.OfWarmUp(update, rate, clock.GetElapsedTime(start).TotalSeconds);
        recorder.Metrics("warm_up", State.WarmUpSteps, State.WarmUpSteps, metrics);
        progress.Step(State.WarmUpSteps, FormattableString.Invariant($"loss {update.Sums[0]:0.000}"));
    }

    private void EndWarmUp()
    {
        session.ResetReference();
        session.Optimizer.Clear();
        State = State with { Phase = RunPhase.Policy };
    }

    private void PolicyStep(CancellationToken stop)
    {
        EvaluateWhenDue(stop);
        if (ResetWhenDue()) HandOver(stop);
        var start = clock.GetTimestamp();
        var collection = session.Collector.Collect(State.PolicySteps, State.StageSteps, State.Progress, stop);
        var sampled = clock.GetTimestamp();
        var result = session.Updates.Run(collection.Kept, State.StageSteps, State.UpdatesSinceReset);
        State = State with
        {
            PolicySteps = State.PolicySteps + 1,
            StageSteps = State.StageSteps + 1,
            Progress = collection.Progress,
            UpdatesSinceReset = State.UpdatesSinceReset + result.Updates,
            LastKl = result.Mean(PolicyLoss.Stat.Kl),
            LastLength = collection.All.SelectMany(g => g).Average(r => r.Rollout.Completion.Length),
        };
        Record(collection, StepMetrics.OfPolicy(Stage.Recipe, collection, result, clock.GetElapsedTime(start, sampled).TotalSeconds, clock.GetElapsedTime(sampled).TotalSeconds));
        HandOver(stop);
    }

    private void Record(Collection collection, SortedDictionary<string, double> metrics)
    {
        recorder.Metrics("policy", State.PolicySteps, State.WarmUpSteps + State.PolicySteps, metrics);
        var logged = recipe.Run.LoggedRollouts == 0 ? collection.All.Count : Math.Min(recipe.Run.LoggedRollouts, collection.All.Count);
        for (var g = 0; g < logged; g++) recorder.Rollouts(State.PolicySteps, g, collection.All[g]);
        progress.Step(State.StageSteps, FormattableString.Invariant(
            $"reward {metrics.GetValueOrDefault("reward/mean"):0.00}, KL {metrics["policy/kl"]:0.000}, entropy {metrics["policy/entropy"]:0.00}, {collection.Kept.Count} groups"));
    }

    // Evaluation and reset open the step that follows, so that a stop between the two steps loses neither.
    private void EvaluateWhenDue(CancellationToken stop)
    {
        var (step, options) = (State.PolicySteps, Stage.Recipe.Evaluation);
        if (step == 0 || options.Every == 0 || step % options.Every != 0 || State.EvaluatedAt == step) return;
        var score = Evaluate("on the way", options.EveryItems, stop).Score();
        var better = score > State.BestScore;
        State = State with { EvaluatedAt = step, StaleEvaluations = better ? 0 : State.StaleEvaluations + 1 };
        if (!better) return;
        State = State with { BestScore = score, BestStep = step };
        // Saved at once, so that a run never continues from before the checkpoint that it may go back to.
        Save();
    }

    // Whether the policy's own weights changed.
    private bool ResetWhenDue()
    {
        var (step, options) = (State.PolicySteps, Stage.Recipe.Reset);
        var last = State.Resets.Count == 0 ? 0 : State.Resets[^1];
        var asked = folder.Signalled(RunSignal.Reset);
        var reason = asked ? "asked for"
            : step == last ? null
            : State.StageSteps == 0 && Stage.HardReset ? "a stage begins"
            : ResetTrigger.Reason(options, step, last, State.LastKl, State.StaleEvaluations);
        if (reason == null) return false;
        var back = options.Target == ResetTarget.Best && State.BestStep >= 0 && State.BestStep != step;
        if (back) session.GoBack(folder, State.WarmUpSteps + State.BestStep);
        session.ResetReference();
        if (options.ClearOptimizer) session.Optimizer.Clear();
        State = State with { Resets = [.. State.Resets, step], UpdatesSinceReset = 0, BestScore = -1, BestStep = -1, StaleEvaluations = 0 };
        recorder.Metrics("reset", step, State.WarmUpSteps + step, new Dictionary<string, double>(), reason);
        progress.Say(FormattableString.Invariant($"step {step}: the reference is now the policy ({reason})"));
        if (asked) Answer(RunSignal.Reset);
        return back;
    }

    // Why the stage is over; null while it is not.
    private string? StageEnd()
    {
        var (policy, until) = (Stage.Recipe.Policy, Stage.Recipe.Until);
        if (State.StageSteps >= policy.Steps) return "its steps are made";
        if (folder.Signalled(RunSignal.Next)) return "asked for";
        if (State.StageSteps == 0) return null;
        if (until.Plateau > 0 && State.StaleEvaluations >= until.Plateau) return FormattableString.Invariant($"{State.StaleEvaluations} evaluations without progress");
        if (until.LengthAbove > 0 && State.LastLength > until.LengthAbove) return FormattableString.Invariant($"completions have {State.LastLength:0} tokens, above {until.LengthAbove}");
        if (until.KlAbove > 0 && State.LastKl > until.KlAbove) return FormattableString.Invariant($"KL {State.LastKl:0.###} above {until.KlAbove}");
        return null;
    }

    private void EndStage(CancellationToken stop)
    {
        var asked = folder.Signalled(RunSignal.Next);
        var last = State.Stage == recipe.Stages.Count - 1;
        if (!last) progress.Say(FormattableString.Invariant($"step {State.PolicySteps}: the stage '{Stage.Name}' ends ({StageEnd()})"));
        Once(last ? AfterPolicy : $"after {Stage.Name}", stop);
        State = State with { Stage = State.Stage + 1, StageSteps = 0, StaleEvaluations = 0, Phase = last ? RunPhase.Done : RunPhase.Policy };
        if (!last) session.Enter(Stage.Recipe);
        if (asked) Answer(RunSignal.Next);
        else Save();
    }

    private void HandOver(CancellationToken stop) => session.HandOver(State.WarmUpSteps + State.PolicySteps, stop);

    // A signal is taken back only when a checkpoint holds what it asked for.
    private void Answer(RunSignal signal)
    {
        Save();
        folder.TakeBack(signal);
    }

    private void Once(string label, CancellationToken stop)
    {
        if (State.Evaluations.Any(e => e.Label == label)) return;
        progress.Phase(label, 0, 1);
        var result = Evaluate(label, Stage.Recipe.Evaluation.Items, stop);
        State = State with { Evaluations = [.. State.Evaluations, result] };
        progress.Step(1, string.Join(", ", result.Families.Select(f => FormattableString.Invariant($"{f.Family.Split('/')[^1].Split('-')[0]} {100 * f.Score:0} %"))));
    }

    private EvaluationResult Evaluate(string label, int items, CancellationToken stop)
    {
        var results = session.Evaluator.Run(items, stop);
        var result = new EvaluationResult(label, State.PolicySteps, session.Evaluator.Summary(results));
        recorder.Evaluation(label, State.PolicySteps, results);
        recorder.Metrics("evaluation", State.PolicySteps, State.WarmUpSteps + State.PolicySteps, StepMetrics.OfEvaluation(result), label);
        return result;
    }
}
