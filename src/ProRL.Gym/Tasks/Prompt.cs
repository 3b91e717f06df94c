namespace ProRL.Gym.Tasks;

/// <summary>One turn of a chat.</summary>
/// <param name="Role"><c>system</c>, <c>user</c> or <c>assistant</c>.</param>
/// <param name="Content">What was said.</param>
public sealed record ChatMessage(string Role, string Content);

/// <summary>What a learner is shown: a text, or the turns of a chat.</summary>
public sealed record Prompt(string Text, IReadOnlyList<ChatMessage>? Messages = null)
{
    public static implicit operator Prompt(string text) => new(text);

    public override string ToString() => Text;
}
