using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;

namespace ProRL.Gym.Families.Games;

public sealed record MiniSudokuConfig : FamilyConfig
{
    /// <summary>Fewest empty cells, at least 1.</summary>
    public int MinEmpty { get; init; } = 8;

    /// <summary>Most empty cells, at most 12: fewer than four given numbers never leave one solution.</summary>
    public int MaxEmpty { get; init; } = 12;
}

/// <param name="Puzzle">Row by row; 0 is empty.</param>
/// <param name="Solution">Its only solution.</param>
public sealed record MiniSudokuTruth(int[] Puzzle, int[] Solution);

/// <summary>Sudoku on four by four cells, with exactly one solution.</summary>
public sealed class MiniSudoku() : TaskFamily<MiniSudokuConfig, MiniSudokuTruth>(
    "games/mini_sudoku-v1", "a sudoku of four by four cells", maxLevel: 10)
{
    private const int Size = 4;
    private const int Box = 2;
    private const long SolverSteps = 100_000;

    protected override MiniSudokuConfig AtLevel(int level) =>
        new() { MinEmpty = Math.Clamp(level + 1, 1, 12), MaxEmpty = Math.Clamp(level + 3, 3, 12) };

    protected override IEnumerable<string> Validate(MiniSudokuConfig c)
    {
        if (c.MinEmpty < 1 || c.MaxEmpty < c.MinEmpty || c.MaxEmpty > 12)
            yield return $"min_empty is {c.MinEmpty} and max_empty {c.MaxEmpty}; they must satisfy 1 ≤ min_empty ≤ max_empty ≤ 12";
    }

    protected override MiniSudokuTruth Generate(MiniSudokuConfig c, Rng rng)
    {
        var empty = rng.Int(c.MinEmpty, c.MaxEmpty);
        while (true)
        {
            var solution = Full(rng);
            if (Dig(solution, empty, rng) is { } puzzle)
                return new MiniSudokuTruth(puzzle, solution);
        }
    }

    protected override string Content(MiniSudokuTruth truth) => string.Concat(truth.Puzzle);

    protected override double Difficulty(MiniSudokuTruth truth) => truth.Puzzle.Count(n => n == 0);

    protected override string Ask(MiniSudokuTruth truth) =>
        $"Fill the empty cells of this grid, so that every row, every column and every quarter of two by two cells holds 1, 2, 3 and 4 once. Empty cells are shown as _.\n\n{Shown(truth.Puzzle, " ", "\n")}\n\nGive the whole grid, a line for each row and a blank between numbers, between <answer> and </answer>.";

    protected override string AskTersely(MiniSudokuTruth truth) => $"{string.Join('/', truth.Puzzle.Chunk(Size).Select(row => string.Concat(row)))}=";

    protected override string Solve(MiniSudokuTruth truth) => Shown(truth.Solution, " ", "\n");

    protected override Verdict Judge(MiniSudokuTruth truth, string answer, Budget budget)
    {
        var shown = TaskRow.Shorten(answer);
        if (DigitGrid.Read(answer.EndsWith('.') ? answer[..^1] : answer, Size, budget) is not { } cells)
            return Verdict.Incorrect(shown, "The answer is not a grid of four by four numbers from 1 to 4.");
        for (var i = 0; i < cells.Length; i++)
        {
            if (truth.Puzzle[i] != 0 && truth.Puzzle[i] != cells[i])
                return Verdict.Incorrect(shown, $"Row {i / Size + 1}, column {i % Size + 1} was given as {truth.Puzzle[i]}.");
        }

        return Sudoku.IsSolved(cells, Box)
            ? Verdict.Correct(shown)
            : Verdict.Incorrect(shown, "A number stands twice in a row, a column or a quarter.");
    }

    protected override JsonObject Describe(MiniSudokuTruth truth) => new()
    {
        ["source_dataset"] = "mini_sudoku",
        ["puzzle"] = Rows(truth.Puzzle),
        ["solution"] = Rows(truth.Solution),
        ["num_empty"] = truth.Puzzle.Count(n => n == 0),
    };

    protected override MiniSudokuTruth Read(string? answer, MetadataReader metadata)
    {
        var rows = metadata["puzzle"].Array(row => row.Array(cell => cell.Int));
        if (rows.Length != Size || rows.Any(row => row.Length != Size || row.Any(n => n is < 0 or > Size)))
            throw metadata["puzzle"].Wrong("four rows of four numbers from 0 to 4");
        int[] puzzle = [.. rows.SelectMany(row => row)];
        var solutions = Sudoku.Solve(puzzle, Box, 1, new Budget(SolverSteps));
        return solutions.Count == 1
            ? new MiniSudokuTruth(puzzle, solutions[0])
            : throw metadata["puzzle"].Wrong("a grid that can be filled");
    }

    private static int[] Full(Rng rng)
    {
        // A random first row and a random preference for the rest reach every one of the 288 squares.
        var cells = new int[Size * Size];
        int[] row = [1, 2, 3, 4];
        rng.Shuffle<int>(row);
        row.CopyTo(cells, 0);
        var solutions = Sudoku.Solve(cells, Box, int.MaxValue, new Budget(SolverSteps));
        return rng.Pick(solutions);
    }

    // Empties cells in random order while the solution stays the only one; null where fewer than wanted can go.
    private static int[]? Dig(int[] solution, int empty, Rng rng)
    {
        int[] puzzle = [.. solution];
        int[] order = [.. Enumerable.Range(0, puzzle.Length)];
        rng.Shuffle<int>(order);
        foreach (var cell in order)
        {
            if (empty == 0)
                break;
            puzzle[cell] = 0;
            if (Sudoku.Solve(puzzle, Box, 2, new Budget(SolverSteps)).Count == 1)
                empty--;
            else
                puzzle[cell] = solution[cell];
        }

        return empty == 0 ? puzzle : null;
    }

    private static string Shown(int[] cells, string between, string ending) =>
        string.Join(ending, cells.Chunk(Size).Select(row => string.Join(between, row.Select(n => n == 0 ? '_' : (char)('0' + n)))));

    private static JsonArray Rows(int[] cells) =>
        new([.. cells.Chunk(Size).Select(row => new JsonArray([.. row.Select(n => JsonValue.Create(n))]))]);
}
