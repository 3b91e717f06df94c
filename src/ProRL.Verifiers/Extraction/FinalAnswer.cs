namespace ProRL.Verifiers.Extraction;

/// <summary>
/// What a response gives as its final answer: nothing, one text, or several different ones.
/// </summary>
/// <param name="Text">The answer, trimmed; null where none was found.</param>
/// <param name="Hedged">Whether several different answers were given; <paramref name="Text"/> then lists them.</param>
public readonly record struct FinalAnswer(string? Text, bool Hedged = false)
{
    /// <summary>Several different answers.</summary>
    public static FinalAnswer Several(IEnumerable<string> texts) => new(string.Join(" | ", texts), true);
}
