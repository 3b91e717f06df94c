namespace ProRL.Trainer.Recipes;

/// <param name="Prompts">Groups per step.</param>
/// <param name="Samples">Completions per group.</param>
/// <param name="Temperature">Of sampling and of the policy in the loss.</param>
/// <param name="TopP">Nucleus sampling: the likeliest tokens that hold this share of the probability; 1 leaves none out.</param>
/// <param name="TopK">The number of likeliest tokens that may be drawn; 0 leaves none out.</param>
/// <param name="Stop">Texts that end a completion.</param>
/// <param name="MaxTokens">Longest completion.</param>
/// <param name="BatchRows">Completions decoded together by one worker.</param>
/// <param name="MaxRounds">Rounds of sampling per step, while groups with equal rewards leave places free; 1 refills nothing.</param>
/// <param name="DropEqual">Whether groups with equal rewards are dropped (dynamic sampling); without it they stay, with advantages of 0.</param>
internal sealed record RolloutOptions(
    IReadOnlyList<string> Stop,
    int Prompts = 32,
    int Samples = 16,
    double Temperature = 1,
    double TopP = 1,
    int TopK = 0,
    int MaxTokens = 64,
    int BatchRows = 256,
    int MaxRounds = 3,
    bool DropEqual = true);

/// <param name="OverlongBuffer">Tokens before the limit over which the overlong penalty grows; 0 leaves it out.</param>
/// <param name="OverlongPenalty">The penalty at the limit (DAPO's soft overlong punishment).</param>
/// <param name="OverlongFilter">Whether completions that the limit cut off are left out of the loss (DAPO's overlong filtering).</param>
/// <param name="TerminationPenalty">What a completion that the limit cut off loses; 0 leaves it out.</param>
/// <param name="CosineWeight">λ of the cosine length term; 0 leaves it out.</param>
/// <param name="CosineMin">The term's value at the token limit.</param>
/// <param name="CosineMax">The term's value at no tokens.</param>
/// <param name="CosineOn">Steps that the term is on, in each cycle.</param>
/// <param name="CosineOff">Steps that it is off, after those.</param>
internal sealed record RewardOptions(
    int OverlongBuffer = 0,
    double OverlongPenalty = 1,
    bool OverlongFilter = false,
    double TerminationPenalty = 0,
    double CosineWeight = 0,
    double CosineMin = -1,
    double CosineMax = 0,
    int CosineOn = 100,
    int CosineOff = 500);
