using System.Text.Json.Nodes;
using ProRL.Gym.Tasks;

namespace ProRL.Trainer.Rewards;

/// <summary>One task as the trainer knows it.</summary>
/// <param name="Family">The id of the recipe's family that it comes from.</param>
/// <param name="Handle">Names it; what the server scores by, unless there is a row.</param>
/// <param name="Prompt">What the model sees.</param>
/// <param name="Demonstration">A worked response, when asked for and the family makes any.</param>
/// <param name="Row">The row that it is, where it comes from a file: the server judges by it. Otherwise the truth stays with the server.</param>
internal sealed record TrainingTask(string Family, string Handle, Prompt Prompt, string? Demonstration, JsonObject? Row = null);
