using System.Globalization;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;

namespace ProRL.Gym.Families.Algorithmic;

public sealed record RottenOrangesConfig : FamilyConfig
{
    /// <summary>Fewest rows and columns, at least 2.</summary>
    public int MinN { get; init; } = 10;

    /// <summary>Most rows and columns, at most 100.</summary>
    public int MaxN { get; init; } = 30;

    /// <summary>The share of cells with an orange, from 0 to 1.</summary>
    public double POranges { get; init; } = 0.85;

    /// <summary>The share of oranges that are rotten, from 0 to 1.</summary>
    public double PRotten { get; init; } = 0.1;
}

/// <param name="Matrix">0 for no orange, 1 for a fresh and 2 for a rotten one.</param>
/// <param name="Minutes">Until none is fresh; -1 where some stay fresh for ever.</param>
public sealed record RottenOrangesTruth(long[][] Matrix, int Minutes);

/// <summary>How long rot takes to reach every orange of a grid.</summary>
public sealed class RottenOranges() : TaskFamily<RottenOrangesConfig, RottenOrangesTruth>(
    "algorithmic/rotten_oranges-v1", "how long rot takes to reach every orange of a grid", maxLevel: 8)
{
    private const int MaxSide = 500;
    private const int MaxDraws = 10;

    // Hardly any big grid of the published share of oranges has none that is cut off; more of them keep both answers common.
    protected override RottenOrangesConfig AtLevel(int level)
    {
        int[] sides = [3, 4, 6, 9, 14, 20, 30, 50, 100];
        return new()
        {
            MinN = Math.Max(2, sides[level] / 2),
            MaxN = sides[level],
            POranges = 1 - 0.2 / Math.Pow(level + 1, 0.7),
            PRotten = level == 0 ? 0.3 : 0.15 / level,
        };
    }

    protected override IEnumerable<string> Validate(RottenOrangesConfig c)
    {
        if (c.MinN < 2 || c.MaxN < c.MinN || c.MaxN > 100)
            yield return $"min_n is {c.MinN} and max_n {c.MaxN}; they must satisfy 2 ≤ min_n ≤ max_n ≤ 100";
        if (!(c.POranges >= 0 && c.POranges <= 1))
            yield return $"p_oranges is {c.POranges}; it must be from 0 to 1";
        if (!(c.PRotten >= 0 && c.PRotten <= 1))
            yield return $"p_rotten is {c.PRotten}; it must be from 0 to 1";
    }

    protected override RottenOrangesTruth Generate(RottenOrangesConfig c, Rng rng)
    {
        // -1 would be by far the most frequent answer.
        var ends = rng.Chance(0.85);
        for (var draw = 1; ; draw++)
        {
            var matrix = Draw(c, rng);
            var minutes = Spread(matrix);
            if (minutes >= 0 == ends || draw == MaxDraws)
                return new RottenOrangesTruth(matrix, minutes);
        }
    }

    protected override string Content(RottenOrangesTruth truth) => MatrixText.Write(truth.Matrix);

    protected override double Difficulty(RottenOrangesTruth truth) => truth.Matrix.Length * truth.Matrix[0].Length;

    protected override string Ask(RottenOrangesTruth truth) =>
        $"In this grid 0 is an empty cell, 1 a fresh orange and 2 a rotten one. Every minute each fresh orange beside a rotten one, above, below, to the left or to the right, rots too.\n\n{MatrixText.Write(truth.Matrix)}\n\nAfter how many minutes is no orange fresh any more? If some stay fresh for ever, it is -1. Give the number between <answer> and </answer>.";

    protected override string AskTersely(RottenOrangesTruth truth) => $"{string.Join('/', truth.Matrix.Select(row => string.Concat(row)))}=";

    protected override string Solve(RottenOrangesTruth truth) => truth.Minutes.ToString(CultureInfo.InvariantCulture);

    protected override Verdict Judge(RottenOrangesTruth truth, string answer, Budget budget) =>
        Numbers.JudgeInteger(truth.Minutes, answer, budget);

    protected override JsonObject Describe(RottenOrangesTruth truth) => new()
    {
        ["source_dataset"] = "rotten_oranges",
        ["matrix"] = Listed.Json(truth.Matrix),
        ["solution"] = truth.Minutes,
        ["n"] = truth.Matrix.Length,
    };

    protected override RottenOrangesTruth Read(string? answer, MetadataReader metadata)
    {
        var matrix = Listed.Table(metadata["matrix"], MaxSide);
        return matrix.All(row => row.All(cell => cell is >= 0 and <= 2))
            ? new RottenOrangesTruth(matrix, Spread(matrix))
            : throw metadata["matrix"].Wrong("rows of the numbers 0, 1 and 2");
    }

    private static long[][] Draw(RottenOrangesConfig c, Rng rng)
    {
        var side = rng.Int(c.MinN, c.MaxN);
        var matrix = new long[side][];
        for (var row = 0; row < side; row++)
        {
            matrix[row] = new long[side];
            for (var column = 0; column < side; column++)
                matrix[row][column] = !rng.Chance(c.POranges) ? 0 : rng.Chance(c.PRotten) ? 2 : 1;
        }

        return matrix;
    }

    // In a frame of empty cells, wave by wave.
    private static int Spread(long[][] matrix)
    {
        var width = matrix[0].Length + 2;
        var cells = new byte[width * (matrix.Length + 2)];
        var queue = new int[matrix.Length * matrix[0].Length];
        var (fresh, end) = (0, 0);
        for (var row = 0; row < matrix.Length; row++)
        {
            for (var column = 0; column < width - 2; column++)
            {
                var at = (row + 1) * width + column + 1;
                cells[at] = (byte)matrix[row][column];
                if (cells[at] == 1)
                    fresh++;
                else if (cells[at] == 2)
                    queue[end++] = at;
            }
        }

        ReadOnlySpan<int> beside = [1, -1, width, -width];
        var minutes = 0;
        for (var start = 0; fresh > 0 && start < end; minutes++)
        {
            for (var wave = end; start < wave; start++)
            {
                foreach (var step in beside)
                {
                    var at = queue[start] + step;
                    if (cells[at] != 1)
                        continue;
                    cells[at] = 2;
                    queue[end++] = at;
                    fresh--;
                }
            }
        }

        return fresh > 0 ? -1 : minutes;
    }
}
