namespace ProRL.Trainer.Recipes;

/// <summary>Everything a run depends on. In YAML the names are in snake case; what is left out takes the default here.</summary>
/// <param name="Seed">Decides initial weights, items, batches and samples.</param>
/// <param name="Model">The model: one from a folder, or a small one made new.</param>
/// <param name="Families">What is trained on, and evaluated.</param>
/// <param name="WarmUp">Supervised learning on demonstrations, before rewards.</param>
/// <param name="Rollouts">How completions are sampled.</param>
/// <param name="Engine">What samples, where the trainer does not.</param>
/// <param name="Rewards">How verdicts become numbers.</param>
/// <param name="Policy">The updates from rewards.</param>
/// <param name="Optimizer">What AdamW keeps, and where.</param>
/// <param name="Reset">When the reference becomes the policy.</param>
/// <param name="Until">What ends a stage before its steps are made.</param>
/// <param name="Evaluation">Held-out measurements.</param>
/// <param name="Run">Everything that does not change the numbers, and <c>shards</c>.</param>
internal sealed record Recipe(
    ModelOptions Model,
    IReadOnlyList<FamilyOptions> Families,
    WarmUpOptions WarmUp,
    RolloutOptions Rollouts,
    EngineOptions Engine,
    RewardOptions Rewards,
    PolicyOptions Policy,
    OptimizerOptions Optimizer,
    ResetOptions Reset,
    UntilOptions Until,
    EvaluationOptions Evaluation,
    RunOptions Run,
    long Seed = 1)
{
    /// <summary>The stages, at least one, each with the whole recipe that holds in it: this one's where the YAML names no stages.</summary>
    public IReadOnlyList<Stage> Stages { get; init; } = [];

    /// <summary>Whether a divergence from a reference is weighed or watched.</summary>
    public bool NeedsReference => Policy.KlWeight > 0 || Reset.KlAbove > 0 || Until.KlAbove > 0;
}

/// <summary>A part of a run. Its YAML names what differs from the stage before it; the rest goes on as it was.</summary>
/// <param name="Name">For people.</param>
/// <param name="HardReset">Whether it begins with a reset of the reference, as its <c>reset</c> says.</param>
/// <param name="Recipe">What holds in it; seed, model, warm-up, engine, optimizer and run are those of all stages.</param>
internal sealed record Stage(string Name, bool HardReset, Recipe Recipe);
