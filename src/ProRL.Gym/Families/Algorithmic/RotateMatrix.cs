using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;

namespace ProRL.Gym.Families.Algorithmic;

public sealed record RotateMatrixConfig : FamilyConfig
{
    /// <summary>Fewest rows and columns, at least 2.</summary>
    public int MinN { get; init; } = 2;

    /// <summary>Most rows and columns, at most 100.</summary>
    public int MaxN { get; init; } = 10;

    /// <summary>Fewest turns by 90 degrees, at least 0.</summary>
    public int MinRotations { get; init; }

    /// <summary>Most turns by 90 degrees, at most 1,000.</summary>
    public int MaxRotations { get; init; } = 10;
}

/// <param name="Matrix">A square of numbers.</param>
/// <param name="Rotations">Turns by 90 degrees, clockwise.</param>
/// <param name="Rotated">The square after them.</param>
public sealed record RotateMatrixTruth(long[][] Matrix, int Rotations, long[][] Rotated)
{
    /// <summary>The right answer.</summary>
    public string Text { get; } = MatrixText.Write(Rotated);
}

/// <summary>Turn a square of numbers clockwise.</summary>
public sealed class RotateMatrix() : TaskFamily<RotateMatrixConfig, RotateMatrixTruth>(
    "algorithmic/rotate_matrix-v1", "a square of numbers turned clockwise", maxLevel: 8)
{
    private const int MaxSide = 200;

    protected override RotateMatrixConfig AtLevel(int level)
    {
        int[] sides = [2, 3, 5, 8, 12, 18, 26, 50, 100];
        return new() { MinN = Math.Max(2, sides[level] / 2), MaxN = sides[level], MinRotations = Math.Min(level, 1), MaxRotations = level == 0 ? 1 : 2 + 3 * level };
    }

    protected override IEnumerable<string> Validate(RotateMatrixConfig c)
    {
        if (c.MinN < 2 || c.MaxN < c.MinN || c.MaxN > 100)
            yield return $"min_n is {c.MinN} and max_n {c.MaxN}; they must satisfy 2 ≤ min_n ≤ max_n ≤ 100";
        if (c.MinRotations < 0 || c.MaxRotations < c.MinRotations || c.MaxRotations > 1000)
            yield return $"min_rotations is {c.MinRotations} and max_rotations {c.MaxRotations}; they must satisfy 0 ≤ min_rotations ≤ max_rotations ≤ 1000";
    }

    protected override RotateMatrixTruth Generate(RotateMatrixConfig c, Rng rng)
    {
        var side = rng.Int(c.MinN, c.MaxN);
        return Truth(Listed.Table(rng, side, side, 0, 9), rng.Int(c.MinRotations, c.MaxRotations));
    }

    protected override string Content(RotateMatrixTruth truth) => $"{truth.Rotations % 4}|{MatrixText.Write(truth.Matrix)}";

    protected override double Difficulty(RotateMatrixTruth truth) => truth.Matrix.Length * truth.Matrix.Length;

    protected override string Ask(RotateMatrixTruth truth) =>
        $"Turn this square of numbers clockwise by {truth.Rotations * 90} degrees.\n\n{MatrixText.Write(truth.Matrix)}\n\nGive the turned square in the same form, with a row on each line and blanks between the numbers, between <answer> and </answer>.";

    protected override string AskTersely(RotateMatrixTruth truth) =>
        $"turn {truth.Rotations * 90}: {string.Join(" / ", truth.Matrix.Select(row => string.Join(' ', row)))}=";

    protected override string Solve(RotateMatrixTruth truth) => truth.Text;

    protected override Verdict Judge(RotateMatrixTruth truth, string answer, Budget budget) =>
        answer == truth.Text ? Verdict.Correct(TaskRow.Shorten(answer)) : MatrixText.Judge(truth.Rotated, answer.EndsWith('.') ? answer[..^1] : answer, budget);

    protected override JsonObject Describe(RotateMatrixTruth truth) => new()
    {
        ["source_dataset"] = "rotate_matrix",
        ["matrix"] = Listed.Json(truth.Matrix),
        ["num_rotations"] = truth.Rotations,
        ["solution"] = Listed.Json(truth.Rotated),
        ["n"] = truth.Matrix.Length,
    };

    protected override RotateMatrixTruth Read(string? answer, MetadataReader metadata)
    {
        var rotations = metadata["num_rotations"].Int;
        if (rotations is < 0 or > 1_000_000)
            throw metadata["num_rotations"].Wrong("from 0 to a million");
        return Truth(Listed.Square(metadata["matrix"], MaxSide), rotations);
    }

    private static RotateMatrixTruth Truth(long[][] matrix, int rotations)
    {
        var side = matrix.Length;
        var rotated = new long[side][];
        for (var row = 0; row < side; row++)
        {
            rotated[row] = new long[side];
            for (var column = 0; column < side; column++)
            {
                rotated[row][column] = (rotations % 4) switch
                {
                    0 => matrix[row][column],
                    1 => matrix[side - 1 - column][row],
                    2 => matrix[side - 1 - row][side - 1 - column],
                    _ => matrix[column][side - 1 - row],
                };
            }
        }

        return new RotateMatrixTruth(matrix, rotations, rotated);
    }
}
