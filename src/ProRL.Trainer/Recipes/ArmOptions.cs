namespace ProRL.Trainer.Recipes;

/// <param name="Name">What its folders are called.</param>
/// <param name="Question">What it asks of the base.</param>
/// <param name="Finding">What was found elsewhere; in it, the base has more of the measure.</param>
/// <param name="Set">Overrides of the base, as after <c>--set</c>.</param>
/// <param name="Measure">What it is judged by.</param>
internal sealed record ArmOptions(string Name, string Question, string Finding, IReadOnlyList<string> Set, ArmMeasure Measure = ArmMeasure.Score);

/// <summary>What an arm and its base are compared by.</summary>
internal enum ArmMeasure
{
    /// <summary>The mean held-out score at the end.</summary>
    Score,

    /// <summary>The mean entropy of the last tenth of the steps, in nats per token.</summary>
    Entropy,
}

/// <param name="Arms">At least one.</param>
internal sealed record AblationOptions(IReadOnlyList<ArmOptions> Arms);
