using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;
using ProRL.Verifiers.Puzzles.Published;

namespace ProRL.Gym.Families.Algorithmic;

public sealed record ManipulateMatrixConfig : FamilyConfig
{
    /// <summary>Fewest rows, at least 1.</summary>
    public int MinRows { get; init; } = 2;

    /// <summary>Fewest columns, at least 1.</summary>
    public int MinCols { get; init; } = 2;

    /// <summary>Most rows, at most 100.</summary>
    public int MaxRows { get; init; } = 10;

    /// <summary>Most columns, at most 100.</summary>
    public int MaxCols { get; init; } = 10;

    /// <summary>Fewest operations, at least 1.</summary>
    public int MinTransforms { get; init; } = 1;

    /// <summary>Most operations, at most 100.</summary>
    public int MaxTransforms { get; init; } = 10;

    /// <summary>How often the matrix is turned, against the other weights; all weights are from 0 to 1,000,000.</summary>
    public double WRotate { get; init; } = 1;

    /// <summary>How often left and right are exchanged.</summary>
    public double WHmirror { get; init; } = 1;

    /// <summary>How often top and bottom are exchanged.</summary>
    public double WVmirror { get; init; } = 1;

    /// <summary>How often rows become columns.</summary>
    public double WDmirror { get; init; } = 1;

    /// <summary>How often the matrix is mirrored along the other diagonal.</summary>
    public double WCmirror { get; init; } = 1;

    /// <summary>How often one number is replaced by another.</summary>
    public double WMap { get; init; } = 1;

    /// <summary>How often a part is cut out.</summary>
    public double WCrop { get; init; } = 1;

    /// <summary>How often every n-th row is dropped.</summary>
    public double WRemoveEveryNthRow { get; init; } = 1;

    /// <summary>How often every n-th column is dropped.</summary>
    public double WRemoveEveryNthCol { get; init; } = 1;

    /// <summary>How often multiples of a number become 0.</summary>
    public double WZeroDivisible { get; init; } = 1;
}

/// <param name="Matrix">The numbers.</param>
/// <param name="Operations">What is done to them, in order.</param>
/// <param name="Result">What comes out.</param>
/// <param name="Text">What comes out, as it is written.</param>
public sealed record ManipulateMatrixTruth(long[][] Matrix, MatrixOperation[] Operations, long[][] Result, string Text);

/// <summary>Apply operations to a matrix, one after the other.</summary>
public sealed class ManipulateMatrix() : TaskFamily<ManipulateMatrixConfig, ManipulateMatrixTruth>(
    "algorithmic/manipulate_matrix-v1", "a matrix after some operations", maxLevel: 8)
{
    private const int MostRows = 100;
    private const double MostWeight = 1_000_000;

    protected override ManipulateMatrixConfig AtLevel(int level)
    {
        var size = new[] { 3, 4, 6, 8, 10, 15, 25, 50, 100 }[level];
        return new()
        {
            MinRows = Math.Max(2, size / 2),
            MinCols = Math.Max(2, size / 2),
            MaxRows = size,
            MaxCols = size,
            MinTransforms = new[] { 1, 1, 1, 2, 3, 5, 8, 10, 15 }[level],
            MaxTransforms = new[] { 1, 2, 3, 5, 8, 10, 15, 20, 30 }[level],
        };
    }

    protected override IEnumerable<string> Validate(ManipulateMatrixConfig c)
    {
        if (c.MinRows < 1 || c.MaxRows < c.MinRows || c.MaxRows > MostRows)
            yield return $"min_rows is {c.MinRows} and max_rows {c.MaxRows}; they must satisfy 1 ≤ min_rows ≤ max_rows ≤ {MostRows}";
        if (c.MinCols < 1 || c.MaxCols < c.MinCols || c.MaxCols > MostRows)
            yield return $"min_cols is {c.MinCols} and max_cols {c.MaxCols}; they must satisfy 1 ≤ min_cols ≤ max_cols ≤ {MostRows}";
        if (c.MinTransforms < 1 || c.MaxTransforms < c.MinTransforms || c.MaxTransforms > 100)
            yield return $"min_transforms is {c.MinTransforms} and max_transforms {c.MaxTransforms}; they must satisfy 1 ≤ min_transforms ≤ max_transforms ≤ 100";
        var weights = Weights(c);
        foreach (var (kind, weight) in weights)
        {
            if (!(weight >= 0 && weight <= MostWeight))
                yield return $"w_{kind} is {weight}; it must be from 0 to {MostWeight}";
        }

        if (weights.All(w => w.Weight <= 0))
            yield return "all weights, from w_rotate to w_zero_divisible, are 0; at least one must be above 0";
    }

    protected override ManipulateMatrixTruth Generate(ManipulateMatrixConfig c, Rng rng)
    {
        var matrix = new long[rng.Int(c.MinRows, c.MaxRows)][];
        var columns = rng.Int(c.MinCols, c.MaxCols);
        for (var row = 0; row < matrix.Length; row++)
        {
            matrix[row] = new long[columns];
            for (var column = 0; column < columns; column++)
                matrix[row][column] = rng.Int(0, 9);
        }

        var weights = Weights(c);
        var total = weights.Sum(w => w.Weight);
        var operations = new MatrixOperation[rng.Int(c.MinTransforms, c.MaxTransforms)];
        var result = matrix;
        for (var i = 0; i < operations.Length; i++)
        {
            (operations[i], result) = MatrixOperation.Draw(Pick(weights, total, rng), result, rng);
        }

        return new ManipulateMatrixTruth(matrix, operations, result, MatrixText.Write(result));
    }

    protected override string Content(ManipulateMatrixTruth truth) => $"{MatrixText.Write(truth.Matrix)}\n{string.Join('\n', truth.Operations.Select(o => o.Instruction))}";

    protected override double Difficulty(ManipulateMatrixTruth truth) => truth.Operations.Length * Math.Sqrt(truth.Matrix.Length * truth.Matrix[0].Length);

    protected override string Ask(ManipulateMatrixTruth truth) =>
        $"Start with this matrix:\n\n{MatrixText.Write(truth.Matrix)}\n\nDo the following to it, one after the other, each time with what came out before; rows and columns are counted from 1:\n{string.Join('\n', truth.Operations.Select(o => o.Instruction))}\n\nGive the matrix that comes out, each row on a line of its own with blanks between the numbers, between <answer> and </answer>.";

    protected override string Solve(ManipulateMatrixTruth truth) => truth.Text;

    protected override Verdict Judge(ManipulateMatrixTruth truth, string answer, Budget budget) =>
        answer == truth.Text ? Verdict.Correct(TaskRow.Shorten(answer)) : MatrixText.Judge(truth.Result, answer, budget);

    // Blanks within and around lines don't count, and a text that holds the right one is paid by its share.
    protected override double ScoreAsPublished(ManipulateMatrixTruth truth, string? answer, Budget budget)
    {
        if (answer is null)
            return 0;
        budget.Spend(answer.Length);
        return PublishedScore.Containment(truth.Text, string.Join('\n', PythonText.Strip(answer).Split('\n').Select(line => string.Join(' ', PythonText.Split(line)))));
    }

    protected override JsonObject Describe(ManipulateMatrixTruth truth) => new()
    {
        ["source_dataset"] = "manipulate_matrix",
        ["matrix"] = Array(truth.Matrix),
        ["solution"] = Array(truth.Result),
        ["operations"] = new JsonArray([.. truth.Operations.Select(o => o.Describe())]),
        ["rows"] = truth.Matrix.Length,
        ["cols"] = truth.Matrix[0].Length,
        ["num_transforms"] = truth.Operations.Length,
    };

    protected override ManipulateMatrixTruth Read(string? answer, MetadataReader metadata)
    {
        var result = Table(metadata["solution"]);
        return new ManipulateMatrixTruth(Table(metadata["matrix"]), metadata["operations"].Array(MatrixOperation.Read), result, MatrixText.Write(result));
    }

    private static long[][] Table(MetadataReader reader)
    {
        var rows = reader.Array(row => row.Array(cell => cell.Long));
        return rows.Length is > 0 and <= MostRows && rows[0].Length is > 0 and <= MostRows && rows.All(row => row.Length == rows[0].Length)
            ? rows
            : throw reader.Wrong($"1 to {MostRows} equally long rows of numbers");
    }

    private static (string Kind, double Weight)[] Weights(ManipulateMatrixConfig c) =>
    [
        ("rotate", c.WRotate), ("hmirror", c.WHmirror), ("vmirror", c.WVmirror), ("dmirror", c.WDmirror), ("cmirror", c.WCmirror), ("map", c.WMap),
        ("crop", c.WCrop), ("remove_every_nth_row", c.WRemoveEveryNthRow), ("remove_every_nth_col", c.WRemoveEveryNthCol), ("zero_divisible", c.WZeroDivisible),
    ];

    private static string Pick((string Kind, double Weight)[] weights, double total, Rng rng)
    {
        var left = rng.Unit() * total;
        foreach (var (kind, weight) in weights)
        {
            left -= weight;
            if (left < 0)
                return kind;
        }

        return weights.Last(w => w.Weight > 0).Kind;
    }

    private static JsonArray Array(long[][] rows) => new([.. rows.Select(row => new JsonArray([.. row.Select(cell => JsonValue.Create(cell))]))]);
}
