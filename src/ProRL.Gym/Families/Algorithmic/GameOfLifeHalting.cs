using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;

namespace ProRL.Gym.Families.Algorithmic;

public sealed record GameOfLifeHaltingConfig : FamilyConfig
{
    /// <summary>Columns, from 6 to 100.</summary>
    public int GridSizeX { get; init; } = 12;

    /// <summary>Rows, from 6 to 100.</summary>
    public int GridSizeY { get; init; } = 12;

    /// <summary>How large the patterns on the board are, from 1 to 3.</summary>
    public int Difficulty { get; init; } = 1;

    /// <summary>Most patterns on the board, from 1 to 100; fewer where no more have room.</summary>
    public int NumOscillators { get; init; } = 5;

    /// <summary>Steps, from 1 to 1000.</summary>
    public int MaxSimulationSteps { get; init; } = 20;
}

/// <param name="Columns">Width of the board.</param>
/// <param name="Rows">Height of the board.</param>
/// <param name="Steps">How many steps the board is given.</param>
/// <param name="Start">The board; empty where a row does not tell it.</param>
/// <param name="Halts">Whether all cells are dead by then.</param>
public sealed record GameOfLifeHaltingTruth(int Columns, int Rows, int Steps, long[][] Start, bool Halts);

/// <summary>Whether a board of the Game of Life dies out within some steps.</summary>
public sealed class GameOfLifeHalting() : TaskFamily<GameOfLifeHaltingConfig, GameOfLifeHaltingTruth>(
    "algorithmic/game_of_life_halting-v1", "whether a board of the Game of Life dies out", maxLevel: 7)
{
    private const int MaxTries = 50;

    protected override GameOfLifeHaltingConfig AtLevel(int level) => new()
    {
        GridSizeX = new[] { 6, 8, 10, 12, 16, 25, 35, 50 }[level],
        GridSizeY = new[] { 6, 8, 10, 12, 16, 25, 35, 50 }[level],
        Difficulty = new[] { 1, 1, 1, 1, 2, 2, 3, 3 }[level],
        NumOscillators = new[] { 1, 2, 3, 5, 5, 7, 10, 20 }[level],
        MaxSimulationSteps = new[] { 3, 5, 10, 20, 20, 50, 100, 200 }[level],
    };

    protected override IEnumerable<string> Validate(GameOfLifeHaltingConfig c)
    {
        if (c.GridSizeX is < 6 or > 100 || c.GridSizeY is < 6 or > 100)
            yield return $"grid_size_x is {c.GridSizeX} and grid_size_y {c.GridSizeY}; they must be from 6 to 100";
        if (c.Difficulty is < 1 or > 3)
            yield return $"difficulty is {c.Difficulty}; it must be from 1 to 3";
        if (c.NumOscillators is < 1 or > 100)
            yield return $"num_oscillators is {c.NumOscillators}; it must be from 1 to 100";
        if (c.MaxSimulationSteps is < 1 or > 1000)
            yield return $"max_simulation_steps is {c.MaxSimulationSteps}; it must be from 1 to 1000";
    }

    // Half of the boards die. They hold only patterns that die when alone; the others hold one or more that do not. What
    // becomes of them together is seen only by playing.
    protected override GameOfLifeHaltingTruth Generate(GameOfLifeHaltingConfig c, Rng rng)
    {
        var wanted = rng.Chance(0.5);
        var board = new LifeBoard(c.GridSizeY, c.GridSizeX);
        var alone = new LifeBoard(2 * c.Difficulty + 9, 2 * c.Difficulty + 9);
        var halts = false;
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            Place(board, alone, c, wanted, rng);
            halts = board.Copy().DiesWithin(c.MaxSimulationSteps);
            if (halts == wanted)
                break;
        }

        return new GameOfLifeHaltingTruth(c.GridSizeX, c.GridSizeY, c.MaxSimulationSteps, board.Cells, halts);
    }

    protected override string Content(GameOfLifeHaltingTruth truth) => $"{truth.Steps}|{MatrixText.Write(truth.Start)}";

    protected override double Difficulty(GameOfLifeHaltingTruth truth) => truth.Rows * truth.Columns + truth.Steps;

    protected override string Ask(GameOfLifeHaltingTruth truth) =>
        $"Each cell of a board is alive (1) or dead (0). The board wraps around: its left edge touches its right edge, and its top its bottom. In one step all cells change at once: a live cell with 2 or 3 live cells among its 8 neighbours lives on, a dead cell with exactly 3 comes to life, and every other cell is dead afterwards. This is the board:\n\n{MatrixText.Write(truth.Start)}\n\nAre all its cells dead after {(truth.Steps == 1 ? "1 step" : $"{truth.Steps} steps")}, or even before? Say True or False between <answer> and </answer>.";

    protected override string Solve(GameOfLifeHaltingTruth truth) => truth.Halts ? "True" : "False";

    protected override Verdict Judge(GameOfLifeHaltingTruth truth, string answer, Budget budget) => TextAnswer.JudgeTruth(truth.Halts, answer, budget);

    // The published scorer asks whether the answer and the right one are texts that are not empty.
    protected override double ScoreAsPublished(GameOfLifeHaltingTruth truth, string? answer, Budget budget) => string.IsNullOrEmpty(answer) ? 0 : 1;

    protected override JsonObject Describe(GameOfLifeHaltingTruth truth) => new()
    {
        ["source_dataset"] = "game_of_life_halting",
        ["grid_size_x"] = truth.Columns,
        ["grid_size_y"] = truth.Rows,
        ["simulation_steps"] = truth.Steps,
        ["should_oscillate"] = !truth.Halts,
    };

    protected override GameOfLifeHaltingTruth Read(string? answer, MetadataReader metadata) => new(
        metadata["grid_size_x"].Int,
        metadata["grid_size_y"].Int,
        metadata["simulation_steps"].Int,
        [],
        TextAnswer.ReadTruth(answer ?? "") ?? throw metadata["answer"].Wrong("the row's answer, True or False, which the metadata does not tell"));

    private static void Place(LifeBoard board, LifeBoard alone, GameOfLifeHaltingConfig c, bool dying, Rng rng)
    {
        var size = c.Difficulty + 2;
        var taken = new List<(int Row, int Column)>();
        board.Clear();
        for (var i = 0; i < c.NumOscillators; i++)
        {
            var (row, column) = (rng.Int(0, c.GridSizeY - size), rng.Int(0, c.GridSizeX - size));
            if (taken.Any(t => Math.Abs(t.Row - row) <= size + 1 && Math.Abs(t.Column - column) <= size + 1))
                continue;
            taken.Add((row, column));
            var pattern = Pattern(alone, size, c.MaxSimulationSteps, dying || taken.Count > 1 && rng.Chance(0.5), rng);
            for (var cell = 0; cell < pattern.Length; cell++)
            {
                if (pattern[cell])
                    board[row + cell / size, column + cell % size] = true;
            }
        }
    }

    // A square of cells that, alone, does or does not die in time.
    private static bool[] Pattern(LifeBoard alone, int size, int steps, bool dying, Rng rng)
    {
        var cells = new bool[size * size];
        var offset = (alone.Rows - size) / 2;
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            alone.Clear();
            for (var cell = 0; cell < cells.Length; cell++)
                alone[offset + cell / size, offset + cell % size] = cells[cell] = rng.Chance(0.4);
            if (cells.Contains(true) && alone.DiesWithin(Math.Min(steps, 20)) == dying)
                break;
        }

        return cells;
    }
}
