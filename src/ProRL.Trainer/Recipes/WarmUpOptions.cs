namespace ProRL.Trainer.Recipes;

/// <param name="Steps">Updates; 0 leaves the warm-up out.</param>
/// <param name="Batch">Demonstrations per update.</param>
/// <param name="LearningRate">Its peak, after which it falls linearly.</param>
/// <param name="RampSteps">Updates over which it rises to the peak.</param>
/// <param name="FinalShare">What is left of it at the end.</param>
/// <param name="ClipNorm">Largest norm of a gradient.</param>
internal sealed record WarmUpOptions(
    int Steps = 0,
    int Batch = 128,
    double LearningRate = 4e-3,
    int RampSteps = 20,
    double FinalShare = 0.1,
    double ClipNorm = 1);
