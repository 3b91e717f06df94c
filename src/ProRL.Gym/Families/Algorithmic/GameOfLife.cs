using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;
using ProRL.Verifiers.Puzzles.Published;

namespace ProRL.Gym.Families.Algorithmic;

public sealed record GameOfLifeConfig : FamilyConfig
{
    /// <summary>Columns, from 3 to 100.</summary>
    public int GridSizeX { get; init; } = 10;

    /// <summary>Rows, from 3 to 100.</summary>
    public int GridSizeY { get; init; } = 10;

    /// <summary>The share of live cells, from 0 to 1, where filled_cells is 0.</summary>
    public double FilledCellsWeights { get; init; } = 0.1;

    /// <summary>How many cells live, at most all; 0 to go by filled_cells_weights.</summary>
    public int FilledCells { get; init; } = 10;

    /// <summary>Steps, from 1 to 100.</summary>
    public int SimulationSteps { get; init; } = 1;
}

/// <param name="Columns">Width of the board.</param>
/// <param name="Rows">Height of the board.</param>
/// <param name="Live">How many cells lived.</param>
/// <param name="Steps">After how many steps the board is asked for.</param>
/// <param name="Start">The board before them; empty where a row does not tell it.</param>
/// <param name="Final">The board after them.</param>
/// <param name="Text">The board after them, as JSON.</param>
public sealed record GameOfLifeTruth(int Columns, int Rows, int Live, int Steps, long[][] Start, long[][] Final, string Text);

/// <summary>What a board of the Game of Life looks like some steps later.</summary>
public sealed class GameOfLife() : TaskFamily<GameOfLifeConfig, GameOfLifeTruth>(
    "algorithmic/game_of_life-v1", "a board of the Game of Life some steps later", maxLevel: 8)
{
    private const int MostRows = 100;
    private const int MaxDraws = 5;

    protected override GameOfLifeConfig AtLevel(int level)
    {
        var size = new[] { 4, 5, 7, 10, 12, 16, 25, 35, 50 }[level];
        return new()
        {
            GridSizeX = size,
            GridSizeY = size,
            FilledCells = 0,
            FilledCellsWeights = new[] { 0.2, 0.2, 0.2, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45 }[level],
            SimulationSteps = new[] { 1, 1, 1, 1, 2, 2, 3, 5, 10 }[level],
        };
    }

    protected override IEnumerable<string> Validate(GameOfLifeConfig c)
    {
        if (c.GridSizeX is < 3 or > MostRows || c.GridSizeY is < 3 or > MostRows)
            yield return $"grid_size_x is {c.GridSizeX} and grid_size_y {c.GridSizeY}; they must be from 3 to {MostRows}";
        else if (c.FilledCells < 0 || c.FilledCells > c.GridSizeX * c.GridSizeY)
            yield return $"filled_cells is {c.FilledCells}; it must be from 0 to the {c.GridSizeX * c.GridSizeY} cells of grid_size_x by grid_size_y";
        if (!(c.FilledCellsWeights >= 0 && c.FilledCellsWeights <= 1))
            yield return $"filled_cells_weights is {c.FilledCellsWeights}; it must be from 0 to 1";
        if (c.SimulationSteps is < 1 or > 100)
            yield return $"simulation_steps is {c.SimulationSteps}; it must be from 1 to 100";
    }

    protected override GameOfLifeTruth Generate(GameOfLifeConfig c, Rng rng)
    {
        var board = new LifeBoard(c.GridSizeY, c.GridSizeX);
        var live = c.FilledCells > 0 ? c.FilledCells : (int)Math.Ceiling(c.FilledCellsWeights * c.GridSizeX * c.GridSizeY);
        for (var draw = 1; ; draw++)
        {
            board.Fill(live, rng);
            var start = board.Cells;
            for (var step = 0; step < c.SimulationSteps; step++)
                board.Step();
            var final = board.Cells;

            // An empty board is the only end that is right for many beginnings.
            if (draw == MaxDraws || rng.Chance(0.1) || final.Any(row => row.Contains(1)))
                return new GameOfLifeTruth(c.GridSizeX, c.GridSizeY, live, c.SimulationSteps, start, final, Json(final));
        }
    }

    protected override string Content(GameOfLifeTruth truth) => $"{truth.Steps}|{MatrixText.Write(truth.Start)}";

    protected override double Difficulty(GameOfLifeTruth truth) => truth.Rows * truth.Columns * Math.Sqrt(truth.Steps);

    protected override string Ask(GameOfLifeTruth truth) =>
        $"Each cell of a board is alive (1) or dead (0). The board wraps around: its left edge touches its right edge, and its top its bottom. In one step all cells change at once: a live cell with 2 or 3 live cells among its 8 neighbours lives on, a dead cell with exactly 3 comes to life, and every other cell is dead afterwards. This is the board now:\n\n{MatrixText.Write(truth.Start)}\n\nWhat is it after {(truth.Steps == 1 ? "1 step" : $"{truth.Steps} steps")}? Give it as a JSON list of its rows, such as [[0, 1, 0], [0, 0, 1]] for a board of two rows, between <answer> and </answer>.";

    protected override string Solve(GameOfLifeTruth truth) => truth.Text;

    protected override Verdict Judge(GameOfLifeTruth truth, string answer, Budget budget)
    {
        if (answer == truth.Text)
            return Verdict.Correct(TaskRow.Shorten(answer));

        // As JSON a cell may also be 1.0 or true; else it is a table, however it is set out.
        if (!PythonValue.TryJson(CodeFence.Inside(answer), budget, out var value) || value is not List<object?> rows)
            return MatrixText.Judge(truth.Final, answer, budget);
        return rows.Count == truth.Rows && rows.All(row => row is List<object?> cells && cells.Count == truth.Columns) && Matching(truth, value) == truth.Rows * truth.Columns
            ? Verdict.Correct(TaskRow.Shorten(answer))
            : Verdict.Incorrect(TaskRow.Shorten(answer), "The board looks otherwise.");
    }

    protected override double ScoreAsPublished(GameOfLifeTruth truth, string? answer, Budget budget) =>
        answer is not null && PythonValue.TryJson(answer, budget, out var value) ? (double)Matching(truth, value) / (truth.Rows * truth.Columns) : 0;

    protected override JsonObject Describe(GameOfLifeTruth truth) => new()
    {
        ["source_dataset"] = "game_of_life",
        ["grid_size_x"] = truth.Columns,
        ["grid_size_y"] = truth.Rows,
        ["filled_cells"] = truth.Live,
        ["simulation_steps"] = truth.Steps,
    };

    protected override GameOfLifeTruth Read(string? answer, MetadataReader metadata)
    {
        var final = answer?.Length <= Answer.MaxLength ? MatrixText.Read(answer, new Budget(Answer.MaxLength)) : null;
        if (final is null || final.Length > MostRows || final[0].Length > MostRows)
            throw metadata["answer"].Wrong($"the row's answer, a board of at most {MostRows} rows and columns, which the metadata does not tell");
        return new GameOfLifeTruth(final[0].Length, final.Length, metadata["filled_cells"].Int, metadata["simulation_steps"].Int, [], final, Json(final));
    }

    private static string Json(long[][] rows) => $"[{string.Join(',', rows.Select(row => $"[{string.Join(',', row)}]"))}]";

    // The cells that are as they should be; cells that are missing are not, and cells beyond the board are not looked at.
    private static int Matching(GameOfLifeTruth truth, object? value)
    {
        if (value is not List<object?> rows)
            return 0;
        var matching = 0;
        for (var row = 0; row < Math.Min(truth.Rows, rows.Count); row++)
        {
            if (rows[row] is string)
                continue;
            if (rows[row] is not List<object?> cells)
                return 0;
            for (var column = 0; column < Math.Min(truth.Columns, cells.Count); column++)
                matching += PythonValue.Whole(cells[column]) == truth.Final[row][column] ? 1 : 0;
        }

        return matching;
    }
}
