using System.Runtime.InteropServices;
using ProRL.Trainer.Tokenizers;

namespace ProRL.Trainer.Rollouts;

/// <summary>What ends a completion: an end token, a stop token, a stop string, or the limit.</summary>
internal sealed class CompletionEnd(SamplingSettings settings, ITokenizer tokenizer)
{
    private readonly int[] _tokens = [.. tokenizer.Ends, .. settings.StopTokens];
    private readonly StopStrings _strings = new(settings.Stop, tokenizer);

    public int MaxTokens => settings.MaxTokens;

    /// <summary>Whether the completion ends by itself with its last token.</summary>
    /// <param name="completion">At least one token.</param>
    /// <param name="stopStart">As in <see cref="StopStrings.Found"/>.</param>
    public bool Reached(List<int> completion, ref int stopStart) =>
        Array.IndexOf(_tokens, completion[^1]) >= 0 || _strings.Found(CollectionsMarshal.AsSpan(completion), ref stopStart);
}
