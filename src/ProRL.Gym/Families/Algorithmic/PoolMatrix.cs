using System.Globalization;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;
using ProRL.Verifiers.Puzzles.Published;

namespace ProRL.Gym.Families.Algorithmic;

public sealed record PoolMatrixConfig : FamilyConfig
{
    /// <summary>Fewest rows, at least 1.</summary>
    public int MinRows { get; init; } = 2;

    /// <summary>Most rows, at most 100.</summary>
    public int MaxRows { get; init; } = 10;

    /// <summary>Fewest columns, at least 1.</summary>
    public int MinCols { get; init; } = 2;

    /// <summary>Most columns, at most 100.</summary>
    public int MaxCols { get; init; } = 10;

    /// <summary>Fewest rows and columns of a block, at least 1.</summary>
    public int MinPoolSize { get; init; } = 1;

    /// <summary>Most rows and columns of a block, at most 100.</summary>
    public int MaxPoolSize { get; init; } = 3;
}

/// <param name="Matrix">The table.</param>
/// <param name="Average">Whether averages are asked for, and not the greatest numbers.</param>
/// <param name="Size">Rows and columns of a block.</param>
/// <param name="Pooled">The sum and the count of each block, or its greatest number and 1.</param>
/// <param name="Text">The right answer.</param>
public sealed record PoolMatrixTruth(long[][] Matrix, bool Average, int Size, (long Sum, int Count)[][] Pooled, string Text);

/// <summary>The greatest or the average number of each block of a table.</summary>
public sealed class PoolMatrix() : TaskFamily<PoolMatrixConfig, PoolMatrixTruth>(
    "algorithmic/pool_matrix-v1", "the greatest or average numbers of the blocks of a table", maxLevel: 8)
{
    private const int MaxSide = 200;

    protected override PoolMatrixConfig AtLevel(int level)
    {
        int[] sides = [3, 4, 6, 9, 13, 20, 30, 50, 100];
        return new()
        {
            MinRows = Math.Max(2, sides[level] / 2),
            MaxRows = sides[level],
            MinCols = Math.Max(2, sides[level] / 2),
            MaxCols = sides[level],
            MinPoolSize = level < 5 ? Math.Min(level, 2) + 1 : 3,
            MaxPoolSize = level == 0 ? 2 : 2 + level,
        };
    }

    protected override IEnumerable<string> Validate(PoolMatrixConfig c)
    {
        if (c.MinRows < 1 || c.MaxRows < c.MinRows || c.MaxRows > 100)
            yield return $"min_rows is {c.MinRows} and max_rows {c.MaxRows}; they must satisfy 1 ≤ min_rows ≤ max_rows ≤ 100";
        if (c.MinCols < 1 || c.MaxCols < c.MinCols || c.MaxCols > 100)
            yield return $"min_cols is {c.MinCols} and max_cols {c.MaxCols}; they must satisfy 1 ≤ min_cols ≤ max_cols ≤ 100";
        if (c.MinPoolSize < 1 || c.MaxPoolSize < c.MinPoolSize || c.MaxPoolSize > 100)
            yield return $"min_pool_size is {c.MinPoolSize} and max_pool_size {c.MaxPoolSize}; they must satisfy 1 ≤ min_pool_size ≤ max_pool_size ≤ 100";
    }

    protected override PoolMatrixTruth Generate(PoolMatrixConfig c, Rng rng)
    {
        var matrix = Listed.Table(rng, rng.Int(c.MinRows, c.MaxRows), rng.Int(c.MinCols, c.MaxCols), 0, 9);
        return Truth(matrix, rng.Chance(0.5), rng.Int(c.MinPoolSize, c.MaxPoolSize), null);
    }

    protected override string Content(PoolMatrixTruth truth) => $"{truth.Average}|{truth.Size}|{MatrixText.Write(truth.Matrix)}";

    protected override double Difficulty(PoolMatrixTruth truth) => truth.Matrix.Length * truth.Matrix[0].Length;

    protected override string Ask(PoolMatrixTruth truth) =>
        $"Divide this table into blocks of {truth.Size} by {truth.Size} numbers that don't overlap, beginning at the top left; the blocks at the right and at the bottom may be smaller.\n\n{MatrixText.Write(truth.Matrix)}\n\nReplace each block by {(truth.Average ? "the average of its numbers, rounded to 2 decimals" : "the greatest of its numbers")}. Give the resulting table in the same form, with a row on each line and blanks between the numbers, between <answer> and </answer>.";

    protected override string AskTersely(PoolMatrixTruth truth) =>
        $"{(truth.Average ? "avg" : "max")} pool {truth.Size}: {string.Join(" / ", truth.Matrix.Select(row => string.Join(' ', row)))}=";

    protected override string Solve(PoolMatrixTruth truth) => truth.Text;

    protected override Verdict Judge(PoolMatrixTruth truth, string answer, Budget budget)
    {
        var shown = TaskRow.Shorten(answer);
        if (answer == truth.Text)
            return Verdict.Correct(shown);
        if (MatrixText.Cells(answer.EndsWith('.') ? answer[..^1] : answer, budget) is not { } cells)
            return Verdict.Incorrect(shown, "The answer is not a table.");
        if (cells.Length != truth.Pooled.Length || cells[0].Length != truth.Pooled[0].Length)
            return Verdict.Incorrect(shown, $"The answer has {cells.Length} rows and {cells[0].Length} columns; there are {truth.Pooled.Length} and {truth.Pooled[0].Length}.");
        for (var row = 0; row < cells.Length; row++)
        {
            for (var column = 0; column < cells[row].Length; column++)
            {
                var (sum, count) = truth.Pooled[row][column];
                if (!RoundedNumber.TryRead(cells[row][column], out var number))
                    return Verdict.Incorrect(shown, "The answer holds something that is no number.");
                if (!number.IsRounding(sum, count, places: 2))
                    return Verdict.Incorrect(shown, $"The number in row {row + 1} and column {column + 1} is another one.");
            }
        }

        return Verdict.Correct(shown);
    }

    protected override double ScoreAsPublished(PoolMatrixTruth truth, string? answer, Budget budget)
    {
        if (string.IsNullOrEmpty(answer))
            return 0;
        budget.Spend(answer.Length);
        return NumberTable.Read(answer) is { } given && NumberTable.Read(truth.Text) is { } right && given.HasShapeOf(right)
            ? right.IsCloseTo(given, 0.01f) ? 1 : 0.1
            : 0;
    }

    protected override JsonObject Describe(PoolMatrixTruth truth) => new()
    {
        ["source_dataset"] = "pool_matrix",
        ["matrix"] = Listed.Json(truth.Matrix),
        ["pool_type"] = truth.Average ? "average" : "max",
        ["pool_size"] = truth.Size,
        ["solution"] = truth.Average
            ? new JsonArray([.. truth.Pooled.Select(row => new JsonArray([.. row.Select(block => JsonValue.Create((double)block.Sum / block.Count))]))])
            : Listed.Json(truth.Pooled.Select(row => row.Select(block => block.Sum))),
        ["rows"] = truth.Matrix.Length,
        ["cols"] = truth.Matrix[0].Length,
    };

    protected override PoolMatrixTruth Read(string? answer, MetadataReader metadata)
    {
        var average = metadata["pool_type"].String switch
        {
            "average" => true,
            "max" => false,
            _ => throw metadata["pool_type"].Wrong("\"average\" or \"max\""),
        };
        if (metadata["pool_size"].Int is < 1 or > MaxSide)
            throw metadata["pool_size"].Wrong($"from 1 to {MaxSide}");
        var matrix = Listed.Table(metadata["matrix"], MaxSide);
        return matrix.All(row => row.All(cell => Math.Abs(cell) <= 1_000_000_000))
            ? Truth(matrix, average, metadata["pool_size"].Int, answer)
            : throw metadata["matrix"].Wrong("numbers up to a thousand million");
    }

    private static PoolMatrixTruth Truth(long[][] matrix, bool average, int size, string? text)
    {
        var pooled = new (long Sum, int Count)[(matrix.Length + size - 1) / size][];
        for (var row = 0; row < pooled.Length; row++)
        {
            pooled[row] = new (long Sum, int Count)[(matrix[0].Length + size - 1) / size];
            for (var column = 0; column < pooled[row].Length; column++)
                pooled[row][column] = Block(matrix, row * size, column * size, size, average);
        }

        return new PoolMatrixTruth(matrix, average, size, pooled, text ?? string.Join('\n', pooled.Select(row => string.Join(' ', row.Select(block => Shown(block, average))))));
    }

    private static (long Sum, int Count) Block(long[][] matrix, int top, int left, int size, bool average)
    {
        var (sum, greatest, count) = (0L, long.MinValue, 0);
        for (var row = top; row < Math.Min(top + size, matrix.Length); row++)
        {
            for (var column = left; column < Math.Min(left + size, matrix[0].Length); column++)
            {
                sum += matrix[row][column];
                greatest = Math.Max(greatest, matrix[row][column]);
                count++;
            }
        }

        return average ? (sum, count) : (greatest, 1);
    }

    private static string Shown((long Sum, int Count) block, bool average) => average
        ? Math.Round((decimal)block.Sum / block.Count, 2, MidpointRounding.ToEven).ToString("0.0#", CultureInfo.InvariantCulture)
        : block.Sum.ToString(CultureInfo.InvariantCulture);
}
