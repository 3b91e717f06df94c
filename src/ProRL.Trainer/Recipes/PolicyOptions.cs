using ProRL.Trainer.Learning;

namespace ProRL.Trainer.Recipes;

/// <param name="Steps">Steps of rollouts and updates, in each stage.</param>
/// <param name="MiniBatches">Updates per pass over a step's groups, each on its share of them.</param>
/// <param name="Epochs">Passes over a step's groups.</param>
/// <param name="Advantage">The advantage formula.</param>
/// <param name="Loss">The form of the policy loss.</param>
/// <param name="Aggregation">What the loss is a mean over.</param>
/// <param name="LearningRate">Its peak, which falls linearly over the stage.</param>
/// <param name="RampUpdates">Updates over which it rises, at the start and after each reset.</param>
/// <param name="FinalShare">What is left of it at the stage's end; 1 keeps it constant.</param>
/// <param name="ClipLow">ε_low of the clipped ratio.</param>
/// <param name="ClipHigh">ε_high of the clipped ratio.</param>
/// <param name="DualClip">Bound on the loss of tokens with advantage below 0; 0 leaves it out.</param>
/// <param name="KlWeight">Weight of the divergence from the reference; at 0 no reference is kept.</param>
/// <param name="Kl">The estimator of the divergence.</param>
/// <param name="KlPlace">Whether the divergence is part of the loss, or taken off the rewards.</param>
/// <param name="KlClamp">Bound on the log ratio in the divergence; 0 leaves it out.</param>
/// <param name="EntropyWeight">Weight of an entropy bonus; the recipes of the paper have none.</param>
/// <param name="ImportanceCap">
/// Truncated importance sampling for the mismatch between the sampler and the trainer: the cap on π_trainer / π_sampler, by
/// which a token's loss is weighed; 0 leaves it out, and takes the sampler's probabilities for the old policy's.
/// </param>
/// <param name="ClipNorm">Largest norm of a gradient.</param>
/// <param name="Beta1">AdamW's first decay, in the warm-up too, as the next two.</param>
/// <param name="Beta2">AdamW's second decay.</param>
/// <param name="WeightDecay">AdamW's decoupled weight decay.</param>
internal sealed record PolicyOptions(
    int Steps = 100,
    int MiniBatches = 2,
    int Epochs = 1,
    AdvantageKind Advantage = AdvantageKind.Grpo,
    LossKind Loss = LossKind.Clip,
    AggregationKind Aggregation = AggregationKind.Token,
    double LearningRate = 4e-4,
    int RampUpdates = 10,
    double FinalShare = 0.2,
    double ClipLow = 0.2,
    double ClipHigh = 0.28,
    double DualClip = 0,
    double KlWeight = 1e-3,
    KlKind Kl = KlKind.K3,
    KlPlace KlPlace = KlPlace.Loss,
    double KlClamp = 0,
    double EntropyWeight = 0,
    double ImportanceCap = 0,
    double ClipNorm = 1,
    double Beta1 = 0.9,
    double Beta2 = 0.99,
    double WeightDecay = 0);

/// <param name="Every">Steps between resets; 0 makes none on schedule.</param>
/// <param name="Plateau">Reset after this many evaluations in a row without a better mean score; 0 never.</param>
/// <param name="KlAbove">Reset when a step's mean KL per token passes this; 0 never.</param>
/// <param name="Target">What the reference becomes.</param>
/// <param name="ClearOptimizer">Whether the optimizer forgets too.</param>
internal sealed record ResetOptions(int Every = 0, int Plateau = 0, double KlAbove = 0, ResetTarget Target = ResetTarget.Current, bool ClearOptimizer = true);

/// <summary>What a reset takes for the reference.</summary>
internal enum ResetTarget
{
    /// <summary>The policy as it is.</summary>
    Current,

    /// <summary>The best checkpoint since the last reset, by the evaluations on the way; the policy goes on from there too.</summary>
    Best,
}

/// <param name="Plateau">The stage ends after this many evaluations in a row without a better mean score; 0 never.</param>
/// <param name="LengthAbove">It ends when a step's mean completion length, in tokens, passes this; 0 never.</param>
/// <param name="KlAbove">It ends when a step's mean KL per token passes this; 0 never.</param>
internal sealed record UntilOptions(int Plateau = 0, double LengthAbove = 0, double KlAbove = 0);
