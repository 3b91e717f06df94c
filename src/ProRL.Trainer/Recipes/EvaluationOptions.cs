namespace ProRL.Trainer.Recipes;

/// <param name="Families">What is evaluated; empty for what is trained on.</param>
/// <param name="Items">Held-out items per family in the evaluations of the final table.</param>
/// <param name="Samples">Completions per item.</param>
/// <param name="K">For which k pass@k is worked out, none above the number of samples.</param>
/// <param name="Temperature">Of sampling; 0 is greedy.</param>
/// <param name="TopP">Nucleus sampling, as in the rollouts.</param>
/// <param name="MaxTokens">Longest completion; 0 for that of the rollouts.</param>
/// <param name="Every">Policy steps between the smaller evaluations on the way; 0 makes none.</param>
/// <param name="EveryItems">Held-out items per family in those.</param>
internal sealed record EvaluationOptions(
    IReadOnlyList<FamilyOptions> Families,
    IReadOnlyList<int> K,
    int Items = 200,
    int Samples = 1,
    double Temperature = 0.6,
    double TopP = 1,
    int MaxTokens = 0,
    int Every = 0,
    int EveryItems = 64);

/// <param name="Shards">Parts of an update, and of the sampling, that can go in parallel; 1 on a GPU. Part of the recipe, since it fixes the order of sums.</param>
/// <param name="MaxBatchTokens">Largest micro-batch, in padded tokens.</param>
/// <param name="CheckpointEvery">Updates of the warm-up, or policy steps, between checkpoints.</param>
/// <param name="KeepCheckpoints">How many checkpoints are kept, the best one apart.</param>
/// <param name="LoggedRollouts">Groups per step whose rollouts go to the log; 0 logs all.</param>
internal sealed record RunOptions(int Shards = 2, int MaxBatchTokens = 4096, int CheckpointEvery = 50, int KeepCheckpoints = 2, int LoggedRollouts = 0);
