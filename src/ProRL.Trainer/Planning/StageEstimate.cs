using ProRL.Trainer.Recipes;

namespace ProRL.Trainer.Planning;

/// <summary>What a step of a stage takes, and the stage in all. Seconds are estimates from operations and bytes.</summary>
/// <param name="Name">The stage's.</param>
/// <param name="Steps">Its steps, at most.</param>
/// <param name="Memory">At its fullest.</param>
/// <param name="Completions">Sampled per step, those of dropped groups among them.</param>
/// <param name="SampledTokens">Tokens of them.</param>
/// <param name="TrainedTokens">Completion tokens learnt from per step, in each pass anew.</param>
/// <param name="SamplingSeconds">Per step.</param>
/// <param name="ScoringSeconds">Per step: the passes of the reference and of the policy before its updates.</param>
/// <param name="TrainingSeconds">Per step.</param>
/// <param name="EvaluationSeconds">Of one evaluation on the way.</param>
/// <param name="Evaluations">How many of them.</param>
internal sealed record StageEstimate(
    string Name, int Steps, MemoryEstimate Memory, double Completions, double SampledTokens, double TrainedTokens,
    double SamplingSeconds, double ScoringSeconds, double TrainingSeconds, double EvaluationSeconds, int Evaluations)
{
    public double StepSeconds => SamplingSeconds + ScoringSeconds + TrainingSeconds;

    public double Seconds => Steps * StepSeconds + Evaluations * EvaluationSeconds;

    /// <summary>Verdicts a second that the reward server must keep up with while sampling goes on.</summary>
    public double VerdictsPerSecond => Completions / SamplingSeconds;

    /// <param name="stage">The stage.</param>
    /// <param name="size">The model.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="assumed">What is assumed.</param>
    public static StageEstimate Of(Stage stage, ModelSize size, ComputeDevice device, Assumptions assumed)
    {
        var (rollouts, policy, evaluation) = (stage.Recipe.Rollouts, stage.Recipe.Policy, stage.Recipe.Evaluation);
        var prompt = Math.Min(assumed.PromptTokens, size.Shape.MaxPositionEmbeddings - rollouts.MaxTokens);
        var length = assumed.LengthShare * rollouts.MaxTokens;
        // Every round fills the places that the last one left: prompts · (1 + e + e² + …).
        var groups = rollouts.Prompts * Enumerable.Range(0, rollouts.DropEqual ? rollouts.MaxRounds : 1).Sum(r => Math.Pow(assumed.EqualShare, r));
        var kept = rollouts.DropEqual ? rollouts.Prompts * (1 - Math.Pow(assumed.EqualShare, rollouts.MaxRounds)) : rollouts.Prompts;

        var flops = Flops(stage.Recipe.Model, device) * assumed.TrainingShare;
        var learnt = kept * rollouts.Samples * policy.Epochs;
        var forward = size.Forward(learnt * (prompt + length), learnt * length, prompt + length) / flops;
        var scored = (stage.Recipe.NeedsReference ? 1 : 0) + (policy.ImportanceCap > 0 ? 1 : 0);
        var evaluated = (evaluation.Families.Count > 0 ? evaluation.Families.Count : stage.Recipe.Families.Count) * (double)evaluation.EveryItems;
        return new StageEstimate(
            stage.Name, policy.Steps, MemoryEstimate.Of(size, stage.Recipe, prompt, device.OwnMemory),
            groups * rollouts.Samples, groups * rollouts.Samples * length, learnt * length,
            Sampling(groups, rollouts.Samples, length),
            scored * forward / policy.Epochs,
            // Backward is twice forward; recomputation adds a forward pass.
            (stage.Recipe.Model.Recompute ? 4 : 3) * forward,
            evaluation.Every == 0 ? 0 : Sampling(evaluated, evaluation.Samples, assumed.LengthShare * (evaluation.MaxTokens > 0 ? evaluation.MaxTokens : rollouts.MaxTokens)),
            evaluation.Every == 0 ? 0 : policy.Steps / evaluation.Every);

        double Sampling(double prompts, int samples, double tokens) =>
            SamplingTime(stage.Recipe, size, device, assumed, prompts * samples, tokens, prompt)
            + size.Forward(prompts * prompt, prompts, prompt) / flops;
    }

    // A step of decoding reads the weights and the open rows' cache, or computes, whichever takes longer.
    private static double SamplingTime(Recipe recipe, ModelSize size, ComputeDevice device, Assumptions assumed, double completions, double tokens, double prompt)
    {
        double bytes = recipe.Model.Dtype == ModelDtype.Bfloat16 ? 2 : 4, context = prompt + tokens / 2;
        var rows = Math.Min(completions, (double)recipe.Run.Shards * recipe.Rollouts.BatchRows);
        var read = recipe.Run.Shards * (size.Trunk + size.Head) * bytes + rows * context * size.CachedPerToken * bytes;
        // One token of each row attends to its whole context.
        var computed = rows * size.Forward(1, 1, 2 * context);
        var step = Math.Max(read / (device.BytesPerSecond * assumed.DecodingShare), computed / (Flops(recipe.Model, device) * assumed.TrainingShare));
        return completions * tokens / rows * step;
    }

    private static double Flops(ModelOptions model, ComputeDevice device) => model.Dtype == ModelDtype.Bfloat16 ? device.HalfFlops : device.SingleFlops;
}
