namespace ProRL.Trainer.Learning;

/// <summary>A prompt with a completion to learn from; both hold token ids and at least one token.</summary>
internal readonly record struct TokenSequence(int[] Prompt, int[] Completion)
{
    public int Length => Prompt.Length + Completion.Length;
}
