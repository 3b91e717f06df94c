using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;
using ProRL.Verifiers.Puzzles.Published;

namespace ProRL.Gym.Families.Graphs;

public sealed record ShortestPathConfig : FamilyConfig
{
    /// <summary>Fewest rows, at least 2.</summary>
    public int MinRows { get; init; } = 5;

    /// <summary>Most rows, at most 200.</summary>
    public int MaxRows { get; init; } = 8;

    /// <summary>Fewest columns, at least 2.</summary>
    public int MinCols { get; init; } = 5;

    /// <summary>Most columns, at most 200.</summary>
    public int MaxCols { get; init; } = 8;

    /// <summary>The share of blocked cells, from 0 to 1.</summary>
    public double PBlocked { get; init; } = 0.4;
}

/// <param name="Grid">The cells.</param>
/// <param name="Path">A shortest path; null where there is none.</param>
public sealed record ShortestPathTruth(GridPath Grid, IReadOnlyList<string>? Path);

/// <summary>A shortest path through a grid, or the word <c>infeasible</c> where there is none.</summary>
public sealed class ShortestPath() : TaskFamily<ShortestPathConfig, ShortestPathTruth>(
    "graphs/shortest_path-v1", "a shortest path through a grid with blocked cells", maxLevel: 10)
{
    private const string Infeasible = "infeasible";
    private const int MaxSide = 200;
    private const int MaxDraws = 10;

    // Published items block 0.4, which closes nearly every large grid; a third keeps half of them open.
    protected override ShortestPathConfig AtLevel(int level)
    {
        int[] sides = [3, 4, 6, 8, 11, 16, 24, 36, 54, 76, 100];
        return new() { MinRows = sides[level] * 2 / 3, MaxRows = sides[level], MinCols = sides[level] * 2 / 3, MaxCols = sides[level], PBlocked = 0.33 };
    }

    protected override IEnumerable<string> Validate(ShortestPathConfig c)
    {
        if (c.MinRows < 2 || c.MaxRows < c.MinRows || c.MaxRows > MaxSide)
            yield return $"min_rows is {c.MinRows} and max_rows {c.MaxRows}; they must satisfy 2 ≤ min_rows ≤ max_rows ≤ {MaxSide}";
        if (c.MinCols < 2 || c.MaxCols < c.MinCols || c.MaxCols > MaxSide)
            yield return $"min_cols is {c.MinCols} and max_cols {c.MaxCols}; they must satisfy 2 ≤ min_cols ≤ max_cols ≤ {MaxSide}";
        if (!(c.PBlocked >= 0 && c.PBlocked <= 1))
            yield return $"p_blocked is {c.PBlocked}; it must be from 0 to 1";
    }

    protected override ShortestPathTruth Generate(ShortestPathConfig c, Rng rng)
    {
        // A constant word would be by far the most frequent answer.
        var open = rng.Chance(0.9);
        for (var draw = 1; ; draw++)
        {
            var grid = Draw(c, rng);
            var path = grid.Shortest();
            if (path is not null == open || draw == MaxDraws)
                return new ShortestPathTruth(grid, path);
        }
    }

    private static GridPath Draw(ShortestPathConfig c, Rng rng)
    {
        var rows = rng.Int(c.MinRows, c.MaxRows);
        var width = rng.Int(c.MinCols, c.MaxCols);
        var cells = new char[rows * width];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = rng.Chance(c.PBlocked) ? 'X' : 'O';
        var start = rng.Int(0, cells.Length - 1);
        var goal = rng.Int(0, cells.Length - 2);
        cells[start] = '*';
        cells[goal < start ? goal : goal + 1] = '#';
        return new GridPath([.. cells.Chunk(width).Select(row => new string(row))]);
    }

    protected override string Content(ShortestPathTruth truth) => string.Join('/', truth.Grid.Rows);

    protected override double Difficulty(ShortestPathTruth truth) => truth.Grid.Rows.Count * truth.Grid.Width;

    protected override string Ask(ShortestPathTruth truth) =>
        $"Find a shortest path from the start * to the goal # in this grid. You move up, down, left or right, one cell at a time, over open cells O; cells X are blocked.\n\n{Shown(truth, " ", "\n")}\n\nGive the moves in order, with blanks between them, such as: up up left. If there is no path, give the word {Infeasible}. Put it between <answer> and </answer>.";

    protected override string AskTersely(ShortestPathTruth truth) => $"{Shown(truth, "", "/").Replace('*', 'S').Replace('#', 'G')}=";

    protected override string Solve(ShortestPathTruth truth) => truth.Path is { } path ? string.Join(' ', path) : Infeasible;

    protected override Verdict Judge(ShortestPathTruth truth, string answer, Budget budget)
    {
        budget.Spend(answer.Length);
        var shown = TaskRow.Shorten(answer);
        var words = (answer.EndsWith('.') ? answer[..^1] : answer)
            .Split([' ', '\t', '\n', '\r', ','], StringSplitOptions.RemoveEmptyEntries);
        if (words is [var word] && word.Equals(Infeasible, StringComparison.OrdinalIgnoreCase))
            return truth.Path is null ? Verdict.Correct(shown) : Verdict.Incorrect(shown, "There is a path.");
        var moves = new int[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            moves[i] = Direction(words[i]);
            if (moves[i] < 0)
                return Verdict.Incorrect(shown, $"The answer holds '{TaskRow.Shorten(words[i])}', which is not a direction.");
        }

        return (truth.Path, truth.Grid.Walk(moves)) switch
        {
            (null, _) => Verdict.Incorrect(shown, "There is no path."),
            (_, null) => Verdict.Incorrect(shown, "A move leaves the grid or enters a blocked cell."),
            (_, false) => Verdict.Incorrect(shown, "The moves do not end at the goal."),
            ({ } path, true) when moves.Length > path.Count => Verdict.Incorrect(shown, "The path reaches the goal, but it is not a shortest one."),
            _ => Verdict.Correct(shown),
        };
    }

    protected override double ScoreAsPublished(ShortestPathTruth truth, string? answer, Budget budget)
    {
        if (string.IsNullOrEmpty(answer))
            return 0;
        budget.Spend(answer.Length);
        if (PythonText.Strip(answer) == Solve(truth))
            return 1;
        var moves = Array.ConvertAll(PythonText.Split(answer), word => Direction(word, StringComparison.Ordinal));
        if (truth.Path is not { } path || moves.Contains(-1) || truth.Grid.Walk(moves) != true)
            return 0;
        return moves.Length == path.Count ? 1 : 0.5;
    }

    protected override JsonObject Describe(ShortestPathTruth truth) => new()
    {
        ["source_dataset"] = "shortest_path",
        ["matrix"] = new JsonArray([.. truth.Grid.Rows.Select(row => new JsonArray([.. row.Select(c => JsonValue.Create($"{c}"))]))]),
        ["solution"] = truth.Path is { } path ? new JsonArray([.. path.Select(move => JsonValue.Create(move))]) : new JsonArray(),
    };

    protected override ShortestPathTruth Read(string? answer, MetadataReader metadata)
    {
        var rows = metadata["matrix"].Array(row => string.Concat(row.Array(cell => cell.String)));
        if (rows.Length > MaxSide || rows.Any(row => row.Length > MaxSide))
            throw metadata["matrix"].Wrong($"at most {MaxSide} rows of at most {MaxSide} cells");
        try
        {
            var grid = new GridPath(rows);
            return new ShortestPathTruth(grid, grid.Shortest());
        }
        catch (ArgumentException)
        {
            throw metadata["matrix"].Wrong("equally long rows of O and X with one * and one #");
        }
    }

    private static int Direction(string word, StringComparison comparison = StringComparison.OrdinalIgnoreCase)
    {
        for (var d = 0; d < GridPath.Directions.Count; d++)
        {
            if (word.Equals(GridPath.Directions[d], comparison))
                return d;
        }

        return -1;
    }

    private static string Shown(ShortestPathTruth truth, string between, string ending) =>
        string.Join(ending, truth.Grid.Rows.Select(row => string.Join(between, row.ToCharArray())));
}
