namespace ProRL.Trainer.Planning;

/// <summary>What nobody knows before a run. Each is said beside what is worked out from it.</summary>
/// <param name="TrainingShare">Share of the device's peak that passes over whole sequences reach.</param>
/// <param name="DecodingShare">Share of its bandwidth that decoding reaches.</param>
/// <param name="LengthShare">Mean completion length, as a share of the limit.</param>
/// <param name="EqualShare">Share of groups with equal rewards, which dynamic sampling drops.</param>
/// <param name="PromptTokens">Mean prompt length; less where a model's longest sequence leaves less.</param>
internal sealed record Assumptions(double TrainingShare = 0.4, double DecodingShare = 0.6, double LengthShare = 0.5, double EqualShare = 0.5, int PromptTokens = 256);
