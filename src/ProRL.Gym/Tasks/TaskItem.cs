using ProRL.Gym.Datasets;
using ProRL.Verifiers;
using ProRL.Verifiers.Extraction;

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
    /// <summary>The longest bare answer that is judged, in characters; none of the families needs a hundredth of it.</summary>
    public const int MaxLength = 100_000;

    public static Answer Response(string text) => new(text, false);

    public static Answer Final(string? text) => new(text, true);

    /// <summary>The verdict where there is nothing to judge: no answer, several, or one that can't be right whatever is asked.</summary>
    /// <param name="bare">The answer, trimmed and not empty, where the result is null.</param>
    internal Verdict? Refuse(out string bare)
    {
        bare = "";
        if (Text is null)
            return Verdict.Unanswered("No answer was given.");
        var final = IsFinal ? new FinalAnswer(Text.Trim()) : AnswerTags.Extract(Text);
        if (final.Text is null)
            return Verdict.Unanswered("The response has no <answer>…</answer> after its reasoning.");
        if (final.Hedged)
            return Verdict.Hedged(TaskRow.Shorten(final.Text), "The response gives several different answers.");
        if (final.Text.Length == 0)
            return Verdict.Unanswered("The answer is empty.");
        if (final.Text.Length > MaxLength)
            return Verdict.Incorrect(TaskRow.Shorten(final.Text), $"The answer has {final.Text.Length} characters; no right answer has more than {MaxLength}.");
        // .NET's readers of numbers take any of these behind one.
        if (final.Text.Contains('\0', StringComparison.Ordinal))
            return Verdict.Incorrect(TaskRow.Shorten(final.Text), "The answer holds a null character.");
        bare = final.Text;
        return null;
    }
}
