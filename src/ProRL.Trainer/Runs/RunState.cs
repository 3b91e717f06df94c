using ProRL.Trainer.Rewards;

namespace ProRL.Trainer.Runs;

/// <summary>What a run is doing.</summary>
internal enum RunPhase
{
    /// <summary>Before and during the warm-up.</summary>
    WarmUp,

    /// <summary>Learning from rewards.</summary>
    Policy,

    /// <summary>Everything is done, the last evaluation too.</summary>
    Done,
}

/// <summary>A held-out measurement.</summary>
/// <param name="Label">When it was made, for people.</param>
/// <param name="Step">Policy steps made before it.</param>
/// <param name="Families">Per family evaluated.</param>
internal sealed record EvaluationResult(string Label, int Step, IReadOnlyList<FamilyScore> Families)
{
    /// <summary>The mean over the families of their mean scores: what a plateau and the best checkpoint go by.</summary>
    public double Score() => Families.Average(f => f.Score);
}

/// <summary>
/// All that a run must remember, weights and optimizer apart, to continue as if it had not stopped: random numbers are
/// counter-based, so counts are enough.
/// </summary>
internal sealed record RunState
{
    public RunPhase Phase { get; init; }

    /// <summary>Updates of the warm-up made.</summary>
    public int WarmUpSteps { get; init; }

    /// <summary>Policy steps made, in all stages.</summary>
    public int PolicySteps { get; init; }

    /// <summary>The number of the stage, from 0.</summary>
    public int Stage { get; init; }

    /// <summary>Policy steps made in it.</summary>
    public int StageSteps { get; init; }

    /// <summary>What was dealt so far.</summary>
    public Progress Progress { get; init; } = Progress.None;

    /// <summary>Policy updates since the start or the last reset.</summary>
    public int UpdatesSinceReset { get; init; }

    /// <summary>Policy steps after which the reference was reset.</summary>
    public IReadOnlyList<int> Resets { get; init; } = [];

    /// <summary>Mean KL per token of the last step.</summary>
    public double LastKl { get; init; }

    /// <summary>Mean completion length of the last step, in tokens.</summary>
    public double LastLength { get; init; }

    /// <summary>Policy steps made at the last evaluation on the way.</summary>
    public int EvaluatedAt { get; init; }

    /// <summary>The best mean score of the evaluations on the way since the last reset.</summary>
    public double BestScore { get; init; } = -1;

    /// <summary>Policy steps made at that evaluation, of which a checkpoint is kept; -1 where there is none.</summary>
    public int BestStep { get; init; } = -1;

    /// <summary>Evaluations in a row that did not better it.</summary>
    public int StaleEvaluations { get; init; }

    /// <summary>Those of the final table.</summary>
    public IReadOnlyList<EvaluationResult> Evaluations { get; init; } = [];

    /// <summary>Updates that the optimizer's means hold.</summary>
    public int OptimizerSteps { get; init; }

    /// <summary>Bytes of metrics.jsonl that belong to this state.</summary>
    public long MetricsLength { get; init; }

    /// <summary>Bytes of rollouts.jsonl that belong to this state.</summary>
    public long RolloutsLength { get; init; }

    /// <summary>Bytes of evaluations.jsonl that belong to this state.</summary>
    public long EvaluationsLength { get; init; }

    /// <summary>Bytes of TensorBoard's events, in all their files together, that belong to this state.</summary>
    public long EventsLength { get; init; }
}
