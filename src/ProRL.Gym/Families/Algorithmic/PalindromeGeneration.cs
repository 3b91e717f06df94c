using System.Text;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles.Published;

namespace ProRL.Gym.Families.Algorithmic;

public sealed record PalindromeGenerationConfig : FamilyConfig
{
    /// <summary>Fewest letters, at least 1.</summary>
    public int MinLength { get; init; } = 3;

    /// <summary>Most letters, at most 2,000.</summary>
    public int MaxLength { get; init; } = 10;
}

/// <param name="Letters">Single letters, as they are shown.</param>
/// <param name="Known">A palindrome of them.</param>
public sealed record PalindromeGenerationTruth(string[] Letters, string Known);

/// <summary>Put letters together to a word that reads the same both ways.</summary>
public sealed class PalindromeGeneration() : TaskFamily<PalindromeGenerationConfig, PalindromeGenerationTruth>(
    "algorithmic/palindrome_generation-v1", "a palindrome of given letters", maxLevel: 9)
{
    private const int MaxRowLetters = 5000;

    protected override PalindromeGenerationConfig AtLevel(int level)
    {
        int[] lengths = [4, 6, 10, 16, 25, 40, 70, 130, 250, 500];
        return new() { MinLength = Math.Max(3, lengths[level] / 2), MaxLength = lengths[level] };
    }

    protected override IEnumerable<string> Validate(PalindromeGenerationConfig c)
    {
        if (c.MinLength < 1 || c.MaxLength < c.MinLength || c.MaxLength > 2000)
            yield return $"min_length is {c.MinLength} and max_length {c.MaxLength}; they must satisfy 1 ≤ min_length ≤ max_length ≤ 2000";
    }

    protected override PalindromeGenerationTruth Generate(PalindromeGenerationConfig c, Rng rng)
    {
        var palindrome = new char[rng.Int(c.MinLength, c.MaxLength)];
        for (var i = 0; i < (palindrome.Length + 1) / 2; i++)
            palindrome[i] = palindrome[^(i + 1)] = (char)('a' + rng.Int(0, 25));
        var letters = (char[])palindrome.Clone();
        rng.Shuffle<char>(letters);
        return new PalindromeGenerationTruth(Array.ConvertAll(letters, letter => letter.ToString()), new string(palindrome));
    }

    protected override string Content(PalindromeGenerationTruth truth) => string.Concat(truth.Letters.Order(StringComparer.Ordinal));

    protected override double Difficulty(PalindromeGenerationTruth truth) => truth.Letters.Length;

    protected override string Ask(PalindromeGenerationTruth truth) =>
        $"Put these letters together to a palindrome, which reads the same from left to right and from right to left: {string.Join(", ", truth.Letters)}. Use each of them as often as it is listed; any such palindrome will do. Give it as one word, without blanks, between <answer> and </answer>.";

    protected override string AskTersely(PalindromeGenerationTruth truth) => $"palindrome {string.Concat(truth.Letters)}=";

    protected override string Solve(PalindromeGenerationTruth truth) => truth.Known;

    protected override Verdict Judge(PalindromeGenerationTruth truth, string answer, Budget budget)
    {
        budget.Spend(answer.Length);
        var shown = TaskRow.Shorten(answer);
        var word = (answer.EndsWith('.') ? answer[..^1] : answer).ToLowerInvariant();
        if (!IsPalindrome(word))
            return Verdict.Incorrect(shown, "The answer is not a palindrome.");
        return Uses(word, truth.Letters)
            ? Verdict.Correct(shown)
            : Verdict.Incorrect(shown, "The answer is a palindrome of other letters.");
    }

    protected override double ScoreAsPublished(PalindromeGenerationTruth truth, string? answer, Budget budget)
    {
        if (string.IsNullOrEmpty(answer))
            return 0;
        var word = PythonText.Strip(answer).ToLowerInvariant();
        return !IsPalindrome(word) ? 0.02 : Uses(word, truth.Letters) ? 1 : 0.05;
    }

    protected override JsonObject Describe(PalindromeGenerationTruth truth) => new()
    {
        ["source_dataset"] = "palindrome_generation",
        ["letters"] = Listed.Json(truth.Letters),
        ["generated_palindrome"] = truth.Known,
        ["length"] = truth.Letters.Length,
    };

    // Most only put the letters in order.
    protected override string? Demonstrate(PalindromeGenerationTruth truth, Rng rng)
    {
        if (!rng.Chance(0.3))
            return $"<answer>{string.Concat(truth.Letters.Order(StringComparer.Ordinal))}</answer>";
        var counted = truth.Letters.CountBy(letter => letter).OrderBy(l => l.Key, StringComparer.Ordinal).ToArray();
        var half = string.Concat(counted.SelectMany(l => Enumerable.Repeat(l.Key, l.Value / 2)));
        var middle = string.Concat(counted.Where(l => l.Value % 2 == 1).Select(l => l.Key));
        return $"<answer>{half}{middle}{string.Concat(half.Reverse())}</answer>";
    }

    protected override PalindromeGenerationTruth Read(string? answer, MetadataReader metadata)
    {
        var letters = metadata["letters"].Array(l => l.String is [var letter] && char.IsAsciiLetterOrDigit(letter) && !char.IsAsciiLetterUpper(letter) ? letter.ToString() : throw l.Wrong("one small letter"));
        if (letters.Length is 0 or > MaxRowLetters)
            throw metadata["letters"].Wrong($"1 to {MaxRowLetters} letters");
        var known = metadata["generated_palindrome"].String;
        return IsPalindrome(known) && Uses(known, letters)
            ? new PalindromeGenerationTruth(letters, known)
            : throw metadata["generated_palindrome"].Wrong("a palindrome of the letters");
    }

    // By code points: half a surrogate pair is no character.
    private static bool IsPalindrome(string word)
    {
        if (!word.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
        {
            for (var (i, j) = (0, word.Length - 1); i < j; i++, j--)
            {
                if (word[i] != word[j])
                    return false;
            }

            return true;
        }

        var runes = word.EnumerateRunes().ToArray();
        return runes.AsSpan().SequenceEqual(((IEnumerable<Rune>)runes).Reverse().ToArray());
    }

    private static bool Uses(string word, string[] letters)
    {
        if (word.Length != letters.Length || word.AsSpan().ContainsAnyExceptInRange('0', 'z'))
            return false;
        Span<int> left = stackalloc int['z' + 1];
        foreach (var letter in letters)
            left[letter[0]]++;
        foreach (var c in word)
        {
            if (--left[c] < 0)
                return false;
        }

        return true;
    }
}
