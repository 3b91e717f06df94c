using ProRL.Gym.Tasks;

namespace ProRL.Trainer.Rewards;

/// <summary>One task as the trainer knows it: the truth stays with the server.</summary>
/// <param name="Family">Which of the recipe's families, by number.</param>
/// <param name="Handle">What the server scores by.</param>
/// <param name="Prompt">What the model sees.</param>
/// <param name="Demonstration">A worked response, when asked for and the family makes any.</param>
internal sealed record TrainingTask(int Family, string Handle, Prompt Prompt, string? Demonstration);
