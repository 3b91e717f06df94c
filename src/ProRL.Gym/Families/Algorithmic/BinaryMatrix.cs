using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;
using ProRL.Verifiers.Puzzles.Published;

namespace ProRL.Gym.Families.Algorithmic;

public sealed record BinaryMatrixConfig : FamilyConfig
{
    /// <summary>Fewest rows and columns, at least 1.</summary>
    public int MinN { get; init; } = 3;

    /// <summary>Most rows and columns, at most 100.</summary>
    public int MaxN { get; init; } = 10;

    /// <summary>The share of cells that are 0; there is always one.</summary>
    public double PZero { get; init; } = 0.25;
}

/// <param name="Matrix">Cells of 0 and 1.</param>
/// <param name="Distances">How far each cell is from a 0.</param>
/// <param name="Text">The distances as they are written.</param>
public sealed record BinaryMatrixTruth(long[][] Matrix, long[][] Distances, string Text);

/// <summary>How many steps each cell of a matrix is from the nearest 0.</summary>
public sealed class BinaryMatrix() : TaskFamily<BinaryMatrixConfig, BinaryMatrixTruth>(
    "algorithmic/binary_matrix-v1", "how far each cell of a matrix is from a 0", maxLevel: 8)
{
    private const int MostRows = 100;

    protected override BinaryMatrixConfig AtLevel(int level) => new()
    {
        MinN = new[] { 2, 3, 3, 5, 8, 12, 20, 25, 35 }[level],
        MaxN = new[] { 3, 4, 6, 10, 12, 20, 25, 50, 100 }[level],
        PZero = new[] { 0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.1, 0.07, 0.05 }[level],
    };

    protected override IEnumerable<string> Validate(BinaryMatrixConfig c)
    {
        if (c.MinN < 1 || c.MaxN < c.MinN || c.MaxN > MostRows)
            yield return $"min_n is {c.MinN} and max_n {c.MaxN}; they must satisfy 1 ≤ min_n ≤ max_n ≤ {MostRows}";
        if (!(c.PZero >= 0 && c.PZero <= 1))
            yield return $"p_zero is {c.PZero}; it must be from 0 to 1";
    }

    protected override BinaryMatrixTruth Generate(BinaryMatrixConfig c, Rng rng)
    {
        var matrix = new long[rng.Int(c.MinN, c.MaxN)][];
        for (var row = 0; row < matrix.Length; row++)
        {
            matrix[row] = new long[matrix.Length];
            for (var column = 0; column < matrix.Length; column++)
                matrix[row][column] = rng.Chance(c.PZero) ? 0 : 1;
        }

        if (matrix.All(row => !row.Contains(0)))
            rng.Pick(matrix)[rng.Int(0, matrix.Length - 1)] = 0;
        return Measured(matrix);
    }

    protected override string Content(BinaryMatrixTruth truth) => MatrixText.Write(truth.Matrix);

    protected override double Difficulty(BinaryMatrixTruth truth) => truth.Matrix.Length;

    protected override string Ask(BinaryMatrixTruth truth) =>
        $"In this matrix, find for each cell how many steps it is from the nearest 0, where a step goes up, down, left or right; a cell that is 0 is 0 steps away.\n\n{MatrixText.Write(truth.Matrix)}\n\nGive the matrix of these numbers, each row on a line of its own with blanks between the numbers, between <answer> and </answer>.";

    protected override string Solve(BinaryMatrixTruth truth) => truth.Text;

    protected override Verdict Judge(BinaryMatrixTruth truth, string answer, Budget budget) =>
        answer == truth.Text ? Verdict.Correct(TaskRow.Shorten(answer)) : MatrixText.Judge(truth.Distances, answer, budget);

    protected override double ScoreAsPublished(BinaryMatrixTruth truth, string? answer, Budget budget) =>
        PublishedTable.Score(truth.Text, answer, budget);

    protected override JsonObject Describe(BinaryMatrixTruth truth) => new()
    {
        ["source_dataset"] = "binary_matrix",
        ["matrix"] = Array(truth.Matrix),
        ["solution"] = Array(truth.Distances),
        ["n"] = truth.Matrix.Length,
    };

    protected override BinaryMatrixTruth Read(string? answer, MetadataReader metadata)
    {
        var matrix = metadata["matrix"].Array(row => row.Array(cell => cell.Long));
        if (matrix.Length is 0 or > MostRows || matrix.Any(row => row.Length is 0 or > MostRows || row.Length != matrix[0].Length || row.Any(cell => cell is not (0 or 1))))
            throw metadata["matrix"].Wrong($"1 to {MostRows} equally long rows of 0 and 1");
        if (matrix.All(row => !row.Contains(0)))
            throw metadata["matrix"].Wrong("rows with a 0 among them");
        return Measured(matrix);
    }

    private static BinaryMatrixTruth Measured(long[][] matrix)
    {
        var distances = Distances(matrix);
        return new BinaryMatrixTruth(matrix, distances, MatrixText.Write(distances));
    }

    // Down and right, then up and left: the distance transform in two passes (Rosenfeld and Pfaltz, 1966).
    private static long[][] Distances(long[][] matrix)
    {
        var (rows, columns) = (matrix.Length, matrix[0].Length);
        var distances = new long[rows][];
        for (var row = 0; row < rows; row++)
        {
            distances[row] = new long[columns];
            for (var column = 0; column < columns; column++)
                distances[row][column] = matrix[row][column] == 0 ? 0 : Math.Min(Near(row - 1, column), Near(row, column - 1));
        }

        for (var row = rows - 1; row >= 0; row--)
        {
            for (var column = columns - 1; column >= 0; column--)
                distances[row][column] = Math.Min(distances[row][column], Math.Min(Near(row + 1, column), Near(row, column + 1)));
        }

        return distances;

        long Near(int row, int column) => row < 0 || row >= rows || column < 0 || column >= columns ? rows + columns : distances[row][column] + 1;
    }

    private static JsonArray Array(long[][] rows) => new([.. rows.Select(row => new JsonArray([.. row.Select(cell => JsonValue.Create(cell))]))]);
}
