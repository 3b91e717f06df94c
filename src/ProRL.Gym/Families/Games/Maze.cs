using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;

namespace ProRL.Gym.Families.Games;

public sealed record MazeConfig : FamilyConfig
{
    /// <summary>Fewest steps of the shortest way, at least 1.</summary>
    public int MinDist { get; init; } = 5;

    /// <summary>Most steps of the shortest way, at most 10,000.</summary>
    public int MaxDist { get; init; } = 10;

    /// <summary>Smallest side, with the wall around, at least 4.</summary>
    public int MinGridSize { get; init; } = 5;

    /// <summary>Largest side, at most 200.</summary>
    public int MaxGridSize { get; init; } = 10;
}

/// <param name="Grid">Its rows.</param>
/// <param name="Start">The symbol of the start.</param>
/// <param name="Goal">The symbol of the goal.</param>
/// <param name="Wall">The symbol of a wall.</param>
/// <param name="Path">The symbol of an open cell.</param>
/// <param name="Length">Steps of a shortest way.</param>
public sealed record MazeTruth(string[] Grid, char Start, char Goal, char Wall, char Path, int Length);

/// <summary>How many steps a shortest way through a maze has, whose symbols change from item to item.</summary>
public sealed class Maze() : TaskFamily<MazeConfig, MazeTruth>(
    "games/maze-v1", "the number of steps of a shortest way through a maze", maxLevel: 10)
{
    private const int MaxSide = 200;
    private const int MaxAttempts = 2000;
    private const int Draws = 8;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    protected override MazeConfig AtLevel(int level)
    {
        int[] side = [5, 6, 8, 11, 15, 20, 28, 40, 60, 80, 100];
        int[] far = [3, 5, 8, 12, 18, 26, 38, 55, 80, 110, 150];
        return new() { MinDist = 1 + far[level] / 3, MaxDist = far[level], MinGridSize = side[level] * 4 / 5, MaxGridSize = side[level] };
    }

    protected override IEnumerable<string> Validate(MazeConfig c)
    {
        if (c.MinDist < 1 || c.MaxDist < c.MinDist || c.MaxDist > 10_000)
            yield return $"min_dist is {c.MinDist} and max_dist {c.MaxDist}; they must satisfy 1 ≤ min_dist ≤ max_dist ≤ 10000";
        if (c.MinGridSize < 4 || c.MaxGridSize < c.MinGridSize || c.MaxGridSize > MaxSide)
            yield return $"min_grid_size is {c.MinGridSize} and max_grid_size {c.MaxGridSize}; they must satisfy 4 ≤ min_grid_size ≤ max_grid_size ≤ {MaxSide}";
        else if (c.MinDist > c.MaxGridSize * c.MaxGridSize / 4)
            yield return $"min_dist is {c.MinDist}, too far for a maze of max_grid_size {c.MaxGridSize} and min_grid_size {c.MinGridSize}; it must be at most a quarter of the cells";
    }

    protected override MazeTruth Generate(MazeConfig c, Rng rng)
    {
        var symbols = Letters.ToCharArray();
        for (var i = 0; i < 4; i++)
        {
            var j = rng.Int(i, symbols.Length - 1);
            (symbols[i], symbols[j]) = (symbols[j], symbols[i]);
        }

        var far = rng.Int(c.MinDist, c.MaxDist);
        var reached = new List<int>();
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var side = rng.Int(c.MinGridSize, c.MaxGridSize);
            var open = new bool[side * side];
            var walls = 0.25 + 0.2 * rng.Unit(); // Near two fifths ways get long and winding; beyond, most mazes fall apart.
            for (var i = 0; i < open.Length; i++)
                open[i] = i / side > 0 && i / side < side - 1 && i % side > 0 && i % side < side - 1 && !rng.Chance(walls);
            var start = rng.Int(1, side - 2) * side + rng.Int(1, side - 2);
            open[start] = true;
            var distance = Distances(open, side, start);
            reached.Clear();
            for (var i = 0; i < distance.Length; i++)
            {
                if (distance[i] >= c.MinDist && distance[i] <= c.MaxDist)
                    reached.Add(i);
            }

            if (reached.Count == 0)
                continue;

            // Short ways are the most frequent; each length shall be about as frequent as the others.
            if (attempt < Draws && !reached.Exists(i => distance[i] == far))
                continue;
            var nearest = reached.Min(i => Math.Abs(distance[i] - far));
            reached.RemoveAll(i => Math.Abs(distance[i] - far) > nearest);
            var goal = reached[rng.Int(0, reached.Count - 1)];
            var rows = new string[side];
            for (var r = 0; r < side; r++)
            {
                rows[r] = string.Create(side, (open, symbols, start, goal, first: r * side), static (row, s) =>
                {
                    for (var i = 0; i < row.Length; i++)
                    {
                        var cell = s.first + i;
                        row[i] = cell == s.start ? s.symbols[0] : cell == s.goal ? s.symbols[1] : s.open[cell] ? s.symbols[3] : s.symbols[2];
                    }
                });
            }

            return new MazeTruth(rows, symbols[0], symbols[1], symbols[2], symbols[3], distance[goal]);
        }

        throw new TaskFormatException($"{Info.Id}: {MaxAttempts} mazes of min_grid_size {c.MinGridSize} to max_grid_size {c.MaxGridSize} had no way of min_dist {c.MinDist} to max_dist {c.MaxDist} steps.");
    }

    // Whatever the symbols are.
    protected override string Content(MazeTruth truth) => Plain(truth, "/");

    protected override double Difficulty(MazeTruth truth) => truth.Length + truth.Grid.Length;

    protected override string Ask(MazeTruth truth) =>
        $"How many steps has a shortest way through this maze? A step goes up, down, left or right to a neighbouring cell that is no wall. The way begins at {truth.Start} and ends at {truth.Goal}; {truth.Wall} is a wall and {truth.Path} an open cell.\n\n{string.Join('\n', truth.Grid)}\n\nGive the number of steps between <answer> and </answer>.";

    protected override string AskTersely(MazeTruth truth) => $"{Plain(truth, "/")}=";

    protected override string Solve(MazeTruth truth) => $"{truth.Length}";

    protected override Verdict Judge(MazeTruth truth, string answer, Budget budget) => Numbers.JudgeInteger(truth.Length, answer, budget);

    protected override JsonObject Describe(MazeTruth truth) => new()
    {
        ["source_dataset"] = "maze",
        ["grid_size"] = truth.Grid.Length,
        ["grid"] = new JsonArray([.. truth.Grid.Select(row => JsonValue.Create(row))]),
        ["shortest_path_length"] = truth.Length,
        ["start"] = $"{truth.Start}",
        ["goal"] = $"{truth.Goal}",
        ["wall"] = $"{truth.Wall}",
        ["path"] = $"{truth.Path}",
    };

    protected override MazeTruth Read(string? answer, MetadataReader metadata)
    {
        var grid = metadata["grid"].Array(row => row.String);
        if (grid.Length is < 2 or > MaxSide || grid.Any(row => row.Length != grid.Length))
            throw metadata["grid"].Wrong($"2 to {MaxSide} rows of as many characters");
        var (start, goal, wall, path) = (Symbol(metadata["start"]), Symbol(metadata["goal"]), Symbol(metadata["wall"]), Symbol(metadata["path"]));
        var all = string.Concat(grid);
        if (all.AsSpan().ContainsAnyExcept([start, goal, wall, path]) || all.Count(c => c == start) != 1 || all.Count(c => c == goal) != 1)
            throw metadata["grid"].Wrong("rows of the four symbols with one start and one goal");
        var length = Distances([.. all.Select(c => c != wall)], grid.Length, all.IndexOf(start, StringComparison.Ordinal))[all.IndexOf(goal, StringComparison.Ordinal)];
        return length > 0
            ? new MazeTruth(grid, start, goal, wall, path, length)
            : throw metadata["grid"].Wrong("a maze with a way from start to goal");
    }

    private static char Symbol(MetadataReader metadata) => metadata.String is [var c] ? c : throw metadata.Wrong("one character");

    // The steps from the start to each cell; -1 where there is no way.
    private static int[] Distances(bool[] open, int side, int start)
    {
        var distance = new int[open.Length];
        Array.Fill(distance, -1);
        var queue = new int[open.Length];
        var (head, tail) = (0, 1);
        queue[0] = start;
        distance[start] = 0;
        while (head < tail)
        {
            var cell = queue[head++];
            var column = cell % side;
            Visit(cell - side, true);
            Visit(cell + side, true);
            Visit(cell - 1, column > 0);
            Visit(cell + 1, column < side - 1);

            void Visit(int next, bool inside)
            {
                if (!inside || next < 0 || next >= open.Length || !open[next] || distance[next] >= 0)
                    return;
                distance[next] = distance[cell] + 1;
                queue[tail++] = next;
            }
        }

        return distance;
    }

    private static string Plain(MazeTruth truth, string between) => string.Join(between, truth.Grid.Select(row => string.Create(row.Length, (row, truth), static (plain, s) =>
    {
        for (var i = 0; i < plain.Length; i++)
            plain[i] = s.row[i] == s.truth.Start ? 'S' : s.row[i] == s.truth.Goal ? 'G' : s.row[i] == s.truth.Wall ? '#' : '.';
    })));
}
