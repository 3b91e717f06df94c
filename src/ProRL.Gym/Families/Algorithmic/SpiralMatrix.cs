using System.Globalization;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;
using ProRL.Verifiers.Puzzles.Published;

namespace ProRL.Gym.Families.Algorithmic;

public sealed record SpiralMatrixConfig : FamilyConfig
{
    /// <summary>Fewest rows and columns, at least 2.</summary>
    public int MinN { get; init; } = 2;

    /// <summary>Most rows and columns, at most 100.</summary>
    public int MaxN { get; init; } = 10;
}

/// <param name="Matrix">A square of numbers.</param>
/// <param name="Spiral">Its numbers, from the top left along the edge inwards.</param>
public sealed record SpiralMatrixTruth(long[][] Matrix, string[] Spiral)
{
    /// <summary>The right answer.</summary>
    public string Text { get; } = string.Join(' ', Spiral);
}

/// <summary>The numbers of a square in the order of a spiral.</summary>
public sealed class SpiralMatrix() : TaskFamily<SpiralMatrixConfig, SpiralMatrixTruth>(
    "algorithmic/spiral_matrix-v1", "the numbers of a square along a spiral", maxLevel: 8)
{
    private const int MaxSide = 200;

    protected override SpiralMatrixConfig AtLevel(int level)
    {
        int[] sides = [2, 3, 5, 8, 12, 18, 26, 50, 100];
        return new() { MinN = Math.Max(2, sides[level] / 2), MaxN = sides[level] };
    }

    protected override IEnumerable<string> Validate(SpiralMatrixConfig c)
    {
        if (c.MinN < 2 || c.MaxN < c.MinN || c.MaxN > 100)
            yield return $"min_n is {c.MinN} and max_n {c.MaxN}; they must satisfy 2 ≤ min_n ≤ max_n ≤ 100";
    }

    protected override SpiralMatrixTruth Generate(SpiralMatrixConfig c, Rng rng)
    {
        var side = rng.Int(c.MinN, c.MaxN);
        return Truth(Listed.Table(rng, side, side, 0, 9));
    }

    protected override string Content(SpiralMatrixTruth truth) => MatrixText.Write(truth.Matrix);

    protected override double Difficulty(SpiralMatrixTruth truth) => truth.Spiral.Length;

    protected override string Ask(SpiralMatrixTruth truth) =>
        $"Walk through this square of numbers along a spiral. Start at the top left, go right along the top row, down the last column, left along the bottom row and up the first column, then turn inwards and go on in the same way, until you have passed every number once.\n\n{MatrixText.Write(truth.Matrix)}\n\nGive the numbers in the order in which you pass them, with blanks between them, between <answer> and </answer>.";

    protected override string AskTersely(SpiralMatrixTruth truth) =>
        $"spiral {string.Join(" / ", truth.Matrix.Select(row => string.Join(' ', row)))}=";

    protected override string Solve(SpiralMatrixTruth truth) => truth.Text;

    protected override Verdict Judge(SpiralMatrixTruth truth, string answer, Budget budget) =>
        answer == truth.Text ? Verdict.Correct(TaskRow.Shorten(answer)) : TextAnswer.JudgeList(truth.Spiral, answer, budget);

    protected override double ScoreAsPublished(SpiralMatrixTruth truth, string? answer, Budget budget)
    {
        if (answer is null)
            return 0;
        var given = PythonText.Strip(answer);
        return given == truth.Text ? 1
            : PythonSequence.OfLiteral(given, budget) is { } items && PythonSequence.Join(" ", items) == truth.Text ? 0.1 : 0;
    }

    protected override JsonObject Describe(SpiralMatrixTruth truth) => new()
    {
        ["source_dataset"] = "spiral_matrix",
        ["matrix"] = Listed.Json(truth.Matrix),
        ["solution"] = Listed.Json(truth.Spiral.Select(number => long.Parse(number, CultureInfo.InvariantCulture))),
        ["n"] = truth.Matrix.Length,
    };

    protected override SpiralMatrixTruth Read(string? answer, MetadataReader metadata) => Truth(Listed.Table(metadata["matrix"], MaxSide));

    private static SpiralMatrixTruth Truth(long[][] matrix)
    {
        var spiral = new string[matrix.Length * matrix[0].Length];
        var (top, bottom, left, right, at) = (0, matrix.Length - 1, 0, matrix[0].Length - 1, 0);
        while (top <= bottom && left <= right)
        {
            for (var column = left; column <= right; column++)
                Pass(top, column);
            for (var row = top + 1; row <= bottom; row++)
                Pass(row, right);
            for (var column = right - 1; column >= left && top < bottom; column--)
                Pass(bottom, column);
            for (var row = bottom - 1; row > top && left < right; row--)
                Pass(row, left);
            (top, bottom, left, right) = (top + 1, bottom - 1, left + 1, right - 1);
        }

        return new SpiralMatrixTruth(matrix, spiral);

        void Pass(int row, int column) => spiral[at++] = matrix[row][column].ToString(CultureInfo.InvariantCulture);
    }
}
