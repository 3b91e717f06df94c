using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Environments;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Extraction;

namespace ProRL.Gym.Families.Games;

public sealed record BullsAndCowsConfig : FamilyConfig
{
    /// <summary>Digits of the code, from 1 to 5, and no more than there are symbols.</summary>
    public int Length { get; init; } = 4;

    /// <summary>How many digits there are to choose from, beginning with 0; from 2 to 10.</summary>
    public int Symbols { get; init; } = 10;

    /// <summary>Guesses that an episode allows, from 1 to 100.</summary>
    public int Turns { get; init; } = 10;
}

/// <param name="Guess">A code that was guessed.</param>
/// <param name="Bulls">Digits in their right place.</param>
/// <param name="Cows">Other digits that belong to the code.</param>
public sealed record CodeGuess(string Guess, int Bulls, int Cows);

/// <param name="Code">The secret.</param>
/// <param name="Symbols">How many digits there are to choose from.</param>
/// <param name="Guesses">What was guessed; together they leave the secret alone.</param>
/// <param name="Turns">Guesses that an episode allows.</param>
public sealed record BullsAndCowsTruth(string Code, int Symbols, CodeGuess[] Guesses, int Turns);

/// <summary>
/// Find a code of different digits: from guesses whose marks leave one code only or, as an episode, by guessing, with the
/// marks of each guess in reply.
/// </summary>
public sealed class BullsAndCows() : TaskFamily<BullsAndCowsConfig, BullsAndCowsTruth>(
    "games/bulls_and_cows-v1", "the code that a game's guesses and their marks leave, or the game itself in turns", maxLevel: 6)
{
    private const int MaxLength = 5;
    private const int MaxTurns = 100;
    private const int MaxGuesses = 100;

    private static readonly ConcurrentDictionary<(int Length, int Symbols), string[]> Known = new();

    protected override BullsAndCowsConfig AtLevel(int level) => level switch
    {
        0 => new() { Length = 1, Symbols = 4, Turns = 4 },
        1 => new() { Length = 2, Symbols = 5 },
        2 => new() { Length = 3, Symbols = 6 },
        3 => new() { Length = 3, Symbols = 10 },
        4 => new(),
        5 => new() { Length = 5, Symbols = 8 },
        _ => new() { Length = 5, Turns = 8 },
    };

    protected override IEnumerable<string> Validate(BullsAndCowsConfig c)
    {
        if (c.Symbols is < 2 or > 10)
            yield return $"symbols is {c.Symbols}; it must be from 2 to 10";
        if (c.Length is < 1 or > MaxLength || c.Length > c.Symbols)
            yield return $"length is {c.Length}; it must be from 1 to {MaxLength}, and at most symbols, which is {c.Symbols}";
        if (c.Turns is < 1 or > MaxTurns)
            yield return $"turns is {c.Turns}; it must be from 1 to {MaxTurns}";
    }

    protected override BullsAndCowsTruth Generate(BullsAndCowsConfig c, Rng rng)
    {
        var left = Codes(c.Length, c.Symbols);
        var code = left[rng.Int(0, left.Length - 1)];
        var guesses = new List<CodeGuess>();
        while (left.Length > 1)
        {
            // Never the secret itself: the marks have to be put together.
            var guess = left[rng.Int(0, left.Length - 1)];
            if (guess == code)
                continue;
            guesses.Add(Mark(code, guess));
            left = [.. left.Where(other => Mark(other, guess) == guesses[^1])];
        }

        return new BullsAndCowsTruth(code, c.Symbols, [.. guesses], c.Turns);
    }

    protected override string Content(BullsAndCowsTruth truth) =>
        $"{truth.Code}/{truth.Symbols}: {string.Join(' ', truth.Guesses.Select(g => g.Guess).Order(StringComparer.Ordinal))}";

    protected override double Difficulty(BullsAndCowsTruth truth) => Math.Log10(Codes(truth.Code.Length, truth.Symbols).Length);

    protected override string Ask(BullsAndCowsTruth truth) =>
        $"A secret code is made of {Digits(truth)}. A bull is a digit of a guess that stands at its right place, a cow one that belongs to the code but stands elsewhere. These guesses were made:\n{string.Join('\n', truth.Guesses.Select(g => $"{g.Guess}: {Marks(g)}"))}\nThere is exactly one code that fits all of them. Give its digits between <answer> and </answer>.";

    protected override string AskTersely(BullsAndCowsTruth truth) =>
        $"{truth.Symbols} {string.Join(' ', truth.Guesses.Select(g => $"{g.Guess}:{g.Bulls},{g.Cows}"))}=";

    protected override string Solve(BullsAndCowsTruth truth) => truth.Code;

    protected override Verdict Judge(BullsAndCowsTruth truth, string answer, Budget budget)
    {
        var shown = TaskRow.Shorten(answer);
        if (Read(truth, answer) is not { } code)
            return Verdict.Incorrect(shown, $"The answer is no code; it must be {Digits(truth)}.");
        if (code == truth.Code)
            return Verdict.Correct(shown);
        return truth.Guesses.FirstOrDefault(g => Mark(code, g.Guess) != g) is { } broken
            ? Verdict.Incorrect(shown, $"That code would have given the guess {broken.Guess} {Marks(Mark(code, broken.Guess))}.")
            : Verdict.Incorrect(shown, "That is another code.");
    }

    // There is no such family there.
    public override Verdict? JudgeAsPublished(TaskItem item, Answer answer) => null;

    protected override IEpisode Begin(BullsAndCowsTruth truth) => new Game(truth);

    protected override JsonObject Describe(BullsAndCowsTruth truth) => new()
    {
        ["symbols"] = truth.Symbols,
        ["turns"] = truth.Turns,
        ["guesses"] = new JsonArray([.. truth.Guesses.Select(g => new JsonObject { ["guess"] = g.Guess, ["bulls"] = g.Bulls, ["cows"] = g.Cows })]),
        ["code"] = truth.Code,
    };

    protected override BullsAndCowsTruth Read(string? answer, MetadataReader metadata)
    {
        var code = metadata["code"].String;
        var symbols = metadata["symbols"].Int;
        var turns = metadata["turns"].Int;
        var guesses = metadata["guesses"].Array(g => new CodeGuess(g["guess"].String, g["bulls"].Int, g["cows"].Int));
        var truth = new BullsAndCowsTruth(code, symbols, guesses, turns);
        if (symbols is < 2 or > 10 || turns is < 1 or > MaxTurns || guesses.Length > MaxGuesses || code.Length is < 1 or > MaxLength || Read(truth, code) != code)
            throw new TaskFormatException($"{Info.Id}: the row's code must be 1 to {MaxLength} different digits below symbols, which must be from 2 to 10, with at most {MaxGuesses} guesses, and turns from 1 to {MaxTurns}.");
        if (guesses.FirstOrDefault(g => Read(truth, g.Guess) != g.Guess || Mark(code, g.Guess) != g) is { } wrong)
            throw new TaskFormatException($"{Info.Id}: the row's guess '{TaskRow.Shorten(wrong.Guess)}' is no code, or its marks are not those that the code gives.");
        return truth;
    }

    /// <summary>What a guess is told.</summary>
    public static CodeGuess Mark(string code, string guess)
    {
        int bulls = 0, cows = 0;
        for (var i = 0; i < guess.Length; i++)
        {
            if (guess[i] == code[i])
                bulls++;
            else if (code.Contains(guess[i], StringComparison.Ordinal))
                cows++;
        }

        return new CodeGuess(guess, bulls, cows);
    }

    // All codes, in order.
    private static string[] Codes(int length, int symbols) => Known.GetOrAdd((length, symbols), static key =>
    {
        IEnumerable<string> codes = [""];
        for (var i = 0; i < key.Length; i++)
            codes = codes.SelectMany(code => Enumerable.Range(0, key.Symbols).Select(d => (char)('0' + d)).Where(d => !code.Contains(d, StringComparison.Ordinal)).Select(d => code + d));
        return [.. codes];
    });

    private static string Digits(BullsAndCowsTruth truth) =>
        $"{(truth.Code.Length == 1 ? "one digit" : $"{truth.Code.Length} different digits")} from 0 to {truth.Symbols - 1}";

    private static string Marks(CodeGuess g) => $"{g.Bulls} {(g.Bulls == 1 ? "bull" : "bulls")}, {g.Cows} {(g.Cows == 1 ? "cow" : "cows")}";

    // Digits may stand apart; null where they are no code.
    private static string? Read(BullsAndCowsTruth truth, string answer)
    {
        var code = answer.Length > 4 * MaxLength ? "" : answer.Replace(" ", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
        return code.Length == truth.Code.Length && code.All(d => d >= '0' && d < '0' + truth.Symbols) && code.Distinct().Count() == code.Length ? code : null;
    }

    /// <summary>The game in turns: solved is 1, and nothing less is paid.</summary>
    private sealed class Game(BullsAndCowsTruth truth) : IEpisode
    {
        private int _left = truth.Turns;

        public Prompt Opening =>
            $"I have chosen a secret code of {Digits(truth)}. Find it with at most {truth.Turns} {(truth.Turns == 1 ? "guess" : "guesses")}. After each I tell you its bulls, digits that stand at their right place, and its cows, digits that belong to the code but stand elsewhere. Give one guess at a time, its digits between <answer> and </answer>.";

        public ValueTask<Turn> ActAsync(string response, CancellationToken cancellation)
        {
            _left--;
            var final = AnswerTags.Extract(response);
            var shown = final.Text is null ? null : TaskRow.Shorten(final.Text);
            if (final.Text is null)
                return Told(Verdict.Unanswered("The response has no guess in answer tags."), "There is no guess between <answer> and </answer>.");
            if (final.Hedged)
                return Told(Verdict.Hedged(shown, "The response gives several different guesses."), "Give one guess at a time.");
            if (Read(truth, final.Text.Trim()) is not { } guess)
                return Told(Verdict.Incorrect(shown, "The guess is no code."), $"That is no code; it must be {Digits(truth)}.");
            if (guess == truth.Code)
                return ValueTask.FromResult(new Turn(Verdict.Correct(shown), null, true));
            var marks = $"{guess}: {Marks(Mark(truth.Code, guess))}.";
            return Told(Verdict.Incorrect(shown, marks), marks);
        }

        private ValueTask<Turn> Told(Verdict verdict, string what) =>
            ValueTask.FromResult(new Turn(verdict, $"{what} {(_left == 1 ? "One guess is left." : $"{_left} guesses are left.")}", _left == 0));
    }
}
