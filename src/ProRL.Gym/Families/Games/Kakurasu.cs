using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;
using ProRL.Verifiers.Puzzles.Published;

namespace ProRL.Gym.Families.Games;

public sealed record KakurasuConfig : FamilyConfig
{
    /// <summary>Fewest rows, at least 2.</summary>
    public int MinRows { get; init; } = 4;

    /// <summary>Most rows, at most 30.</summary>
    public int MaxRows { get; init; } = 5;

    /// <summary>Fewest columns, at least 2.</summary>
    public int MinCols { get; init; } = 4;

    /// <summary>Most columns, at most 30.</summary>
    public int MaxCols { get; init; } = 5;

    /// <summary>The share of ones, from 0.05 to 0.95.</summary>
    public double POnes { get; init; } = 0.3;

    /// <summary>How many grids are drawn in search of one with a one in each row and column, from 1 to 10,000; the last is mended.</summary>
    public int MaxRetries { get; init; } = 1000;
}

/// <param name="RowSums">What the column numbers of the ones in each row add up to.</param>
/// <param name="ColSums">What the row numbers of the ones in each column add up to.</param>
/// <param name="Solution">One grid of these sums, row by row.</param>
/// <param name="POnes">The share of ones it was drawn with; null where a row does not tell it.</param>
public sealed record KakurasuTruth(int[] RowSums, int[] ColSums, int[] Solution, double? POnes);

/// <summary>A grid of zeros and ones with given weighted sums of its rows and columns; any will do.</summary>
public sealed class Kakurasu() : TaskFamily<KakurasuConfig, KakurasuTruth>(
    "games/kakurasu-v1", "a grid of zeros and ones with given weighted sums of rows and columns", maxLevel: 8)
{
    private const int MaxSide = 100;

    protected override KakurasuConfig AtLevel(int level)
    {
        int[] side = [3, 4, 5, 6, 7, 9, 11, 14, 18];
        return new() { MinRows = side[level] - (level > 2 ? 1 : 0), MaxRows = side[level], MinCols = side[level] - (level > 2 ? 1 : 0), MaxCols = side[level], POnes = level < 8 ? 0.5 - 0.03 * level : 0.2 };
    }

    protected override IEnumerable<string> Validate(KakurasuConfig c)
    {
        if (c.MinRows < 2 || c.MaxRows < c.MinRows || c.MaxRows > 30)
            yield return $"min_rows is {c.MinRows} and max_rows {c.MaxRows}; they must satisfy 2 ≤ min_rows ≤ max_rows ≤ 30";
        if (c.MinCols < 2 || c.MaxCols < c.MinCols || c.MaxCols > 30)
            yield return $"min_cols is {c.MinCols} and max_cols {c.MaxCols}; they must satisfy 2 ≤ min_cols ≤ max_cols ≤ 30";
        if (!(c.POnes >= 0.05 && c.POnes <= 0.95))
            yield return $"p_ones is {c.POnes}; it must be from 0.05 to 0.95";
        if (c.MaxRetries is < 1 or > 10_000)
            yield return $"max_retries is {c.MaxRetries}; it must be from 1 to 10000";
    }

    protected override KakurasuTruth Generate(KakurasuConfig c, Rng rng)
    {
        var rows = rng.Int(c.MinRows, c.MaxRows);
        var columns = rng.Int(c.MinCols, c.MaxCols);
        var cells = new int[rows * columns];
        var (rowSums, colSums) = (Array.Empty<int>(), Array.Empty<int>());
        for (var attempt = 0; attempt < c.MaxRetries; attempt++)
        {
            for (var i = 0; i < cells.Length; i++)
                cells[i] = rng.Chance(c.POnes) ? 1 : 0;
            (rowSums, colSums) = Sums(cells, rows, columns);
            if (!rowSums.Contains(0) && !colSums.Contains(0))
                return new KakurasuTruth(rowSums, colSums, cells, c.POnes);
        }

        for (var row = 0; row < rows; row++)
        {
            if (rowSums[row] == 0)
                cells[row * columns + rng.Int(0, columns - 1)] = 1;
        }

        for (var column = 0; column < columns; column++)
        {
            if (colSums[column] == 0)
                cells[rng.Int(0, rows - 1) * columns + column] = 1;
        }

        (rowSums, colSums) = Sums(cells, rows, columns);
        return new KakurasuTruth(rowSums, colSums, cells, c.POnes);
    }

    protected override string Content(KakurasuTruth truth) => $"{string.Join(',', truth.RowSums)}|{string.Join(',', truth.ColSums)}";

    protected override double Difficulty(KakurasuTruth truth) => truth.Solution.Length;

    protected override string Ask(KakurasuTruth truth) =>
        $"Fill a grid of {truth.RowSums.Length} rows and {truth.ColSums.Length} columns with 0 and 1. The ones of a row must add up to its sum when each counts as much as the number of its column, from 1 at the left; the sums of the rows, from the top, are {string.Join(", ", truth.RowSums)}. The ones of a column must add up to its sum when each counts as much as the number of its row, from 1 at the top; the sums of the columns, from the left, are {string.Join(", ", truth.ColSums)}. Give the grid, a line for each row and a blank between cells, between <answer> and </answer>.";

    protected override string AskTersely(KakurasuTruth truth) => $"{string.Join(' ', truth.RowSums)}/{string.Join(' ', truth.ColSums)}=";

    protected override string Solve(KakurasuTruth truth) => MatrixText.Write(truth.Solution.Chunk(truth.ColSums.Length).Select(row => row.Select(n => (long)n)));

    protected override Verdict Judge(KakurasuTruth truth, string answer, Budget budget)
    {
        var shown = TaskRow.Shorten(answer);
        var (rows, columns) = (truth.RowSums.Length, truth.ColSums.Length);
        if (SymbolGrid.Read(answer.EndsWith('.') ? answer[..^1] : answer, "01", rows, columns, budget) is not { } cells)
            return Verdict.Incorrect(shown, $"The answer is not a grid of {rows} by {columns} cells 0 and 1.");
        return IsRight(truth, cells)
            ? Verdict.Correct(shown)
            : Verdict.Incorrect(shown, "A row or a column has another sum.");
    }

    protected override double ScoreAsPublished(KakurasuTruth truth, string? answer, Budget budget)
    {
        if (string.IsNullOrEmpty(answer))
            return 0;
        budget.Spend(answer.Length);
        string[] rows = [.. PythonText.Strip(answer).Split('\n').Select(line => string.Concat(line.Where(c => c is '0' or '1')))];
        return rows.Length == truth.RowSums.Length && rows.All(r => r.Length == truth.ColSums.Length) && IsRight(truth, string.Concat(rows)) ? 1 : 0;
    }

    protected override JsonObject Describe(KakurasuTruth truth)
    {
        var described = new JsonObject
        {
            ["source_dataset"] = "kakurasu",
            ["n_rows"] = truth.RowSums.Length,
            ["n_cols"] = truth.ColSums.Length,
        };
        if (truth.POnes is { } share)
            described["p_ones"] = share;
        described["puzzle"] = Rows(new int[truth.Solution.Length], truth.ColSums.Length);
        described["row_sums"] = Numbers(truth.RowSums);
        described["col_sums"] = Numbers(truth.ColSums);
        described["solution"] = Rows(truth.Solution, truth.ColSums.Length);
        return described;
    }

    protected override KakurasuTruth Read(string? answer, MetadataReader metadata)
    {
        var rowSums = metadata["row_sums"].Array(n => n.Int);
        var colSums = metadata["col_sums"].Array(n => n.Int);
        if (rowSums.Length is 0 or > MaxSide || colSums.Length is 0 or > MaxSide)
            throw metadata["row_sums"].Wrong($"1 to {MaxSide} sums of rows, with as few col_sums");
        var rows = metadata["solution"].Array(row => row.Array(cell => cell.Int));
        if (rows.Length != rowSums.Length || rows.Any(row => row.Length != colSums.Length || row.Any(n => n is not (0 or 1))))
            throw metadata["solution"].Wrong($"{rowSums.Length} rows of {colSums.Length} cells 0 and 1");
        double? share = metadata["p_ones"] is { Exists: true } p ? p.Double : null;
        var truth = new KakurasuTruth(rowSums, colSums, [.. rows.SelectMany(row => row)], share);
        return IsRight(truth, string.Concat(truth.Solution))
            ? truth
            : throw metadata["solution"].Wrong("a grid of these row_sums and col_sums");
    }

    private static bool IsRight(KakurasuTruth truth, string cells)
    {
        var (rowSums, colSums) = Sums([.. cells.Select(c => c - '0')], truth.RowSums.Length, truth.ColSums.Length);
        return rowSums.AsSpan().SequenceEqual(truth.RowSums) && colSums.AsSpan().SequenceEqual(truth.ColSums);
    }

    private static (int[] Rows, int[] Columns) Sums(int[] cells, int rows, int columns)
    {
        var (rowSums, colSums) = (new int[rows], new int[columns]);
        for (var i = 0; i < cells.Length; i++)
        {
            rowSums[i / columns] += cells[i] * (i % columns + 1);
            colSums[i % columns] += cells[i] * (i / columns + 1);
        }

        return (rowSums, colSums);
    }

    private static JsonArray Rows(int[] cells, int columns) => new([.. cells.Chunk(columns).Select(Numbers)]);

    private static JsonArray Numbers(int[] numbers) => new([.. numbers.Select(n => JsonValue.Create(n))]);
}
