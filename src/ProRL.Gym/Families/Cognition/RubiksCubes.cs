using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;
using ProRL.Verifiers.Puzzles.Published;

namespace ProRL.Gym.Families.Cognition;

public sealed record RubiksCubeConfig : FamilyConfig
{
    /// <summary>Fewest moves that scramble the cube, at least 1.</summary>
    public int MinScrambleSteps { get; init; } = 3;

    /// <summary>Most moves that scramble the cube, at most 1000.</summary>
    public int MaxScrambleSteps { get; init; } = 10;

    /// <summary>Cells along an edge, from 2 to 7.</summary>
    public int CubeSize { get; init; } = 3;

    /// <summary>Must be true: the cube is never drawn with the colour codes of terminals.</summary>
    public bool RemoveAnsi { get; init; } = true;
}

/// <param name="Size">Cells along an edge.</param>
/// <param name="Moves">The moves that scrambled it.</param>
/// <param name="Solution">Moves that solve it; empty where a row tells none.</param>
public sealed record RubiksCubeTruth(int Size, string[] Moves, string Solution);

/// <summary>Solve a scrambled cube; whatever solves it is right.</summary>
public sealed class RubiksCubes() : TaskFamily<RubiksCubeConfig, RubiksCubeTruth>(
    "cognition/rubiks_cube-v1", "moves that solve a scrambled cube", maxLevel: 8)
{
    private const string Colors = "WOGRBY";
    private const int MaxRowMoves = 10_000;

    protected override RubiksCubeConfig AtLevel(int level)
    {
        int[] steps = [1, 2, 4, 7, 10, 25, 50, 100, 200];
        return new() { MinScrambleSteps = (steps[level] + 1) / 2, MaxScrambleSteps = steps[level] + (level == 0 ? 1 : 0), CubeSize = Math.Max(3, level - 1) };
    }

    protected override IEnumerable<string> Validate(RubiksCubeConfig c)
    {
        if (c.MinScrambleSteps < 1 || c.MaxScrambleSteps < c.MinScrambleSteps || c.MaxScrambleSteps > 1000)
            yield return $"min_scramble_steps is {c.MinScrambleSteps} and max_scramble_steps {c.MaxScrambleSteps}; they must satisfy 1 ≤ min_scramble_steps ≤ max_scramble_steps ≤ 1000";
        if (c.CubeSize is < 2 or > RubiksCube.MaxSize)
            yield return $"cube_size is {c.CubeSize}; it must be from 2 to {RubiksCube.MaxSize}";
        if (!c.RemoveAnsi)
            yield return "remove_ansi is false; it must be true, for prompts hold no colour codes";
    }

    protected override RubiksCubeTruth Generate(RubiksCubeConfig c, Rng rng)
    {
        var moves = new string[rng.Int(c.MinScrambleSteps, c.MaxScrambleSteps)];
        do
        {
            var last = ' ';
            for (var i = 0; i < moves.Length; i++)
            {
                var face = last;
                while (face == last)
                    face = RubiksCube.Faces[rng.Int(0, 5)];
                last = face;
                moves[i] = $"{face}{(c.CubeSize > 3 && rng.Chance(0.5) ? "w" : "")}{(rng.Chance(0.5) ? "'" : "")}";
            }
        }
        while (Scrambled(c.CubeSize, moves).IsSolved);
        return new RubiksCubeTruth(c.CubeSize, moves, Inverse(moves));
    }

    // However it came about.
    protected override string Content(RubiksCubeTruth truth) => $"{truth.Size}|{Scrambled(truth.Size, truth.Moves)}";

    protected override double Difficulty(RubiksCubeTruth truth) => truth.Moves.Length + 10 * (truth.Size - 3);

    protected override string Ask(RubiksCubeTruth truth) =>
        $"""
        Here is a scrambled Rubik's cube of {truth.Size}x{truth.Size}x{truth.Size}, unfolded: the upper face on top, then from left to right the left, front, right and back faces, and the lower face at the bottom. The letters are colours.

        {Scrambled(truth.Size, truth.Moves).Net(Colors)}

        Solve it: in the end each face must have one colour; how the cube is held does not matter. Write moves in Singmaster's notation: U, D, L, R, F and B turn the upper, lower, left, right, front and back face a quarter turn clockwise as seen from outside, the same letter with ' behind it counterclockwise{(truth.Size > 3 ? ", and with w behind the letter, as in Uw or Uw', the two outer layers turn together" : "")}. Give the moves one after another with blanks between them, such as U R' F, between <answer> and </answer>.
        """.ReplaceLineEndings("\n");

    protected override string? Solve(RubiksCubeTruth truth) => truth.Solution.Length > 0 ? truth.Solution : null;

    protected override Verdict Judge(RubiksCubeTruth truth, string answer, Budget budget)
    {
        budget.Spend(answer.Length);
        var shown = TaskRow.Shorten(answer);
        var cube = Scrambled(truth.Size, truth.Moves);
        var text = answer.EndsWith('.') ? answer[..^1] : answer;
        foreach (var word in text.Split([' ', '\t', '\r', '\n', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            if (ReadMove(word.Replace('’', '\''), truth.Size) is not { } move)
                return Verdict.Incorrect(shown, $"'{TaskRow.Shorten(word, 20)}' is not a move.");
            cube.Apply(move, budget);
        }

        return cube.IsSolved ? Verdict.Correct(shown) : Verdict.Incorrect(shown, "The moves do not solve the cube.");
    }

    // Digits behind a move repeat it, whatever it is; words with digits before the letter are passed over; one word that is
    // no move spoils the answer.
    protected override double ScoreAsPublished(RubiksCubeTruth truth, string? answer, Budget budget)
    {
        const double Unsolved = 0.01;
        const int MaxRepeats = 100_000_000;
        if (answer is null)
            return 0;
        var cube = Scrambled(truth.Size, truth.Moves);
        foreach (var word in PythonText.Split(answer))
        {
            var digits = word.Length;
            while (digits > 0 && char.IsDigit(word[digits - 1]))
                digits--;
            if (word.AsSpan(0, digits).IndexOfAnyInRange('0', '9') >= 0 || word[..digits].Any(char.IsDigit))
                continue;
            var count = digits == word.Length ? BigInteger.One : PythonText.Int(word[digits..]) ?? MaxRepeats + BigInteger.One;
            if (count.IsZero || digits == 0 && count <= MaxRepeats)
                continue;
            if (count > MaxRepeats || CubeMove.Read(word.AsSpan(0, digits), truth.Size) is not { } move)
                return Unsolved;
            cube.Apply(move.Times((int)count), budget);
        }

        return cube.IsSolved ? 1 : Unsolved;
    }

    protected override JsonObject Describe(RubiksCubeTruth truth) => new()
    {
        ["source_dataset"] = "rubiks_cube",
        ["cube_size"] = truth.Size,
        ["scramble_steps"] = truth.Moves.Length,
        ["scramble_moves"] = string.Join(' ', truth.Moves),
        ["example_correct_answer"] = truth.Solution,
    };

    protected override RubiksCubeTruth Read(string? answer, MetadataReader metadata)
    {
        var size = metadata["cube_size"].Int;
        if (size is < 2 or > RubiksCube.MaxSize)
            throw metadata["cube_size"].Wrong($"from 2 to {RubiksCube.MaxSize}");
        var moves = metadata["scramble_moves"].String.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (moves.Length > MaxRowMoves || moves.Any(m => CubeMove.Read(m, size) is null))
            throw metadata["scramble_moves"].Wrong($"at most {MaxRowMoves} moves with blanks between them");
        return new RubiksCubeTruth(size, moves, answer ?? (metadata["example_correct_answer"] is { Exists: true } example ? example.String : ""));
    }

    private static RubiksCube Scrambled(int size, string[] moves)
    {
        var cube = new RubiksCube(size);
        var budget = new Budget(MaxRowMoves * 100);
        foreach (var move in moves)
            cube.Apply(CubeMove.Read(move, size)!.Value, budget);
        return cube;
    }

    private static string Inverse(string[] moves) =>
        string.Join(' ', moves.Reverse().Select(m => m.EndsWith('\'') ? m[..^1] : m + "'"));

    // A move, with a number behind it for how often; 0 for none.
    private static CubeMove? ReadMove(string word, int size)
    {
        var end = word.AsSpan().TrimEnd("0123456789").Length;
        if (end == word.Length)
            return CubeMove.Read(word, size);
        return word.Length - end <= 6 && CubeMove.Read(word.AsSpan(0, end), size) is { } move
            ? move.Times(int.Parse(word.AsSpan(end), NumberStyles.None, CultureInfo.InvariantCulture))
            : null;
    }
}
