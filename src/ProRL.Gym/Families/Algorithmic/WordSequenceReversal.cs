using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;

namespace ProRL.Gym.Families.Algorithmic;

public sealed record WordSequenceReversalConfig : FamilyConfig
{
    /// <summary>Fewest words, at least 1.</summary>
    public int MinWords { get; init; } = 3;

    /// <summary>Most words, at most 1,000.</summary>
    public int MaxWords { get; init; } = 8;
}

/// <param name="Words">As they are shown.</param>
/// <param name="Reversed">The last of them first.</param>
public sealed record WordSequenceReversalTruth(string[] Words, string[] Reversed)
{
    /// <summary>The right answer.</summary>
    public string Text { get; } = string.Join(", ", Reversed);
}

/// <summary>Put the words of a list in the opposite order.</summary>
public sealed class WordSequenceReversal() : TaskFamily<WordSequenceReversalConfig, WordSequenceReversalTruth>(
    "algorithmic/word_sequence_reversal-v1", "the words of a list in the opposite order", maxLevel: 8)
{
    private const int MaxRowWords = 5000;

    protected override WordSequenceReversalConfig AtLevel(int level)
    {
        int[] words = [2, 4, 7, 12, 20, 35, 60, 100, 200];
        return new() { MinWords = Math.Max(2, words[level] / 2), MaxWords = words[level] };
    }

    protected override IEnumerable<string> Validate(WordSequenceReversalConfig c)
    {
        if (c.MinWords < 1 || c.MaxWords < c.MinWords || c.MaxWords > 1000)
            yield return $"min_words is {c.MinWords} and max_words {c.MaxWords}; they must satisfy 1 ≤ min_words ≤ max_words ≤ 1000";
    }

    protected override WordSequenceReversalTruth Generate(WordSequenceReversalConfig c, Rng rng)
    {
        var words = new string[rng.Int(c.MinWords, c.MaxWords)];
        for (var i = 0; i < words.Length; i++)
            words[i] = rng.Pick(WordList.English);
        return Truth(words);
    }

    protected override string Content(WordSequenceReversalTruth truth) => string.Join(',', truth.Words);

    protected override double Difficulty(WordSequenceReversalTruth truth) => truth.Words.Length;

    protected override string Ask(WordSequenceReversalTruth truth) =>
        $"Put these words in the opposite order, so that the last one comes first: {string.Join(", ", truth.Words)}. Give all of them, with commas between them, between <answer> and </answer>.";

    protected override string AskTersely(WordSequenceReversalTruth truth) => $"reverse {string.Join(' ', truth.Words)}=";

    protected override string Solve(WordSequenceReversalTruth truth) => truth.Text;

    protected override Verdict Judge(WordSequenceReversalTruth truth, string answer, Budget budget) =>
        answer == truth.Text ? Verdict.Correct(TaskRow.Shorten(answer)) : TextAnswer.JudgeList(truth.Reversed, answer, budget);

    protected override JsonObject Describe(WordSequenceReversalTruth truth) => new()
    {
        ["source_dataset"] = "word_sequence_reversal",
        ["num_words"] = truth.Words.Length,
        ["words"] = Listed.Json(truth.Words),
    };

    protected override WordSequenceReversalTruth Read(string? answer, MetadataReader metadata)
    {
        var words = metadata["words"].Array(w => w.String is { Length: > 0 } word && word.All(c => char.IsLetterOrDigit(c) || c is '_' or '-') ? word : throw w.Wrong("a word"));
        return words.Length is > 0 and <= MaxRowWords ? Truth(words) : throw metadata["words"].Wrong($"1 to {MaxRowWords} words");
    }

    private static WordSequenceReversalTruth Truth(string[] words) => new(words, [.. words.AsEnumerable().Reverse()]);
}
