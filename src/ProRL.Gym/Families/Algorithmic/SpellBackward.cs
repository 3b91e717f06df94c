using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;

namespace ProRL.Gym.Families.Algorithmic;

/// <summary>The setting <c>data_file</c> of the published family names its word list; here there is one.</summary>
public sealed record SpellBackwardConfig : FamilyConfig
{
    /// <summary>Fewest letters, at least 3.</summary>
    public int MinWordLen { get; init; } = 3;

    /// <summary>Most letters, at most 15.</summary>
    public int MaxWordLen { get; init; } = 10;
}

/// <param name="Word">The word that is shown.</param>
/// <param name="Backward">Its letters from the last to the first.</param>
public sealed record SpellBackwardTruth(string Word, string Backward);

/// <summary>Spell a word backward.</summary>
public sealed class SpellBackward() : TaskFamily<SpellBackwardConfig, SpellBackwardTruth>(
    "algorithmic/spell_backward-v1", "a word spelt backward", maxLevel: 7)
{
    private const int MaxRowLetters = 1000;

    protected override SpellBackwardConfig AtLevel(int level) => level == 0
        ? new() { MaxWordLen = 3 }
        : new() { MinWordLen = level + 2, MaxWordLen = Math.Min(3 + 2 * level, 15) };

    protected override IEnumerable<string> Validate(SpellBackwardConfig c)
    {
        if (c.MinWordLen < 3 || c.MaxWordLen < c.MinWordLen || c.MaxWordLen > 15)
            yield return $"min_word_len is {c.MinWordLen} and max_word_len {c.MaxWordLen}; they must satisfy 3 ≤ min_word_len ≤ max_word_len ≤ 15";
    }

    // The longer list ends at ten letters.
    protected override SpellBackwardTruth Generate(SpellBackwardConfig c, Rng rng)
    {
        var common = WordList.EnglishOfLength(c.MinWordLen, c.MaxWordLen);
        var longer = c.MaxWordLen > 10 ? WordList.OfLength(Math.Max(c.MinWordLen, 11), c.MaxWordLen) : [];
        var at = rng.Int(0, common.Length + longer.Length - 1);
        return Truth(at < common.Length ? common[at] : longer[at - common.Length]);
    }

    protected override string Content(SpellBackwardTruth truth) => truth.Word;

    protected override double Difficulty(SpellBackwardTruth truth) => truth.Word.Length;

    protected override string Ask(SpellBackwardTruth truth) =>
        $"Write the word {truth.Word} backward, from its last letter to its first. Give it as one word, without blanks, between <answer> and </answer>.";

    protected override string AskTersely(SpellBackwardTruth truth) => $"backward {truth.Word}=";

    protected override string Solve(SpellBackwardTruth truth) => truth.Backward;

    protected override Verdict Judge(SpellBackwardTruth truth, string answer, Budget budget) =>
        TextAnswer.Judge(truth.Backward, answer, budget, StringComparison.OrdinalIgnoreCase);

    // Added up letter by letter: what is right at first and goes on has nearly all, all or a little more than all.
    protected override double ScoreAsPublished(SpellBackwardTruth truth, string? answer, Budget budget)
    {
        if (answer is null)
            return 0;
        var (right, given) = (truth.Backward.ToLowerInvariant(), answer.ToLowerInvariant());
        if (given == right)
            return 1;
        var sum = 0.0;
        for (var i = 0; i < right.Length && i < given.Length; i++)
            sum += given[i] == right[i] ? 1.0 / right.Length : 0;
        return sum == 1 ? 0.8 : sum;
    }

    protected override JsonObject Describe(SpellBackwardTruth truth) => new()
    {
        ["source_dataset"] = "spell_backward",
        ["word"] = truth.Word,
        ["word_len"] = truth.Word.Length,
    };

    protected override SpellBackwardTruth Read(string? answer, MetadataReader metadata)
    {
        var word = metadata["word"].String;
        return word.Length is > 0 and <= MaxRowLetters && word.All(char.IsLetterOrDigit)
            ? Truth(word)
            : throw metadata["word"].Wrong($"a word of 1 to {MaxRowLetters} letters");
    }

    // Most only exchange the first letter and the last.
    protected override string? Demonstrate(SpellBackwardTruth truth, Rng rng) =>
        $"<answer>{(rng.Chance(0.3) ? truth.Backward : $"{truth.Word[^1]}{truth.Word[1..^1]}{truth.Word[0]}")}</answer>";

    private static SpellBackwardTruth Truth(string word) => new(word, string.Create(word.Length, word, static (span, w) =>
    {
        w.CopyTo(span);
        span.Reverse();
    }));
}
