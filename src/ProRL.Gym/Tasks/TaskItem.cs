namespace ProRL.Gym.Tasks;

/// <summary>One task: what the learner is shown, and what a judge needs to know.</summary>
/// <param name="Family">The id of the family that made it and judges it.</param>
/// <param name="Handle">Its name, from which it can be made again; null for a row that a caller brought.</param>
/// <param name="Prompt">What the learner sees.</param>
/// <param name="Difficulty">Grows with hardness within one family; not comparable between families.</param>
/// <param name="Truth">What the family's judge knows. It stays on the server unless the caller asks for it.</param>
public sealed record TaskItem(string Family, Handle? Handle, Prompt Prompt, double Difficulty, object Truth);

/// <summary>
/// What is to be judged: a full response, from which the final answer is extracted, or a final answer as it is.
/// </summary>
/// <param name="Text">The text; null means that nothing was given.</param>
/// <param name="IsFinal">Whether <paramref name="Text"/> is already the bare answer.</param>
public readonly record struct Answer(string? Text, bool IsFinal)
{
    public static Answer Response(string text) => new(text, false);

    public static Answer Final(string? text) => new(text, true);
}
