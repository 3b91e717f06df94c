namespace ProRL.Verifiers.Puzzles;

/// <summary>
/// A rectangle of cells with a start <c>*</c>, a goal <c>#</c>, open cells <c>O</c> and blocked cells <c>X</c>, walked in
/// the directions up, down, left and right.
/// </summary>
public sealed class GridPath
{
    /// <summary>The words for the directions.</summary>
    public static readonly IReadOnlyList<string> Directions = ["up", "down", "left", "right"];

    private static readonly (int Row, int Column)[] Steps = [(-1, 0), (1, 0), (0, -1), (0, 1)];

    private readonly int _start;
    private readonly int _goal;

    /// <exception cref="ArgumentException">The rows are not a rectangle of these cells with one start and one goal.</exception>
    public GridPath(IReadOnlyList<string> rows)
    {
        Rows = rows;
        Width = rows.Count > 0 ? rows[0].Length : 0;
        if (rows.Any(row => row.Length != Width || row.AsSpan().ContainsAnyExcept("*#OX")))
            throw new ArgumentException("The rows must be equally long and hold only *, #, O and X.", nameof(rows));
        var all = string.Concat(rows);
        _start = all.IndexOf('*', StringComparison.Ordinal);
        _goal = all.IndexOf('#', StringComparison.Ordinal);
        if (_start < 0 || _goal < 0 || all.Count(c => c is '*' or '#') != 2)
            throw new ArgumentException("There must be one start * and one goal #.", nameof(rows));
    }

    public IReadOnlyList<string> Rows { get; }

    public int Width { get; }

    /// <summary>The directions of a shortest way from start to goal; null where there is none.</summary>
    public IReadOnlyList<string>? Shortest()
    {
        var from = new int[Rows.Count * Width];
        Array.Fill(from, -1);
        from[_start] = 4;
        var queue = new Queue<int>([_start]);
        while (from[_goal] < 0 && queue.TryDequeue(out var cell))
        {
            for (var d = 0; d < 4; d++)
            {
                var next = Step(cell, d);
                if (next < 0 || from[next] >= 0)
                    continue;
                from[next] = d;
                queue.Enqueue(next);
            }
        }

        return from[_goal] < 0 ? null : Trace(from);
    }

    /// <summary>
    /// Where the moves end: true at the goal, false elsewhere, null where one of them leaves the grid or enters a blocked
    /// cell.
    /// </summary>
    /// <param name="moves">Indices into <see cref="Directions"/>.</param>
    public bool? Walk(IEnumerable<int> moves)
    {
        var cell = _start;
        foreach (var move in moves)
        {
            cell = Step(cell, move);
            if (cell < 0)
                return null;
        }

        return cell == _goal;
    }

    private List<string> Trace(int[] from)
    {
        var path = new List<string>();
        for (var cell = _goal; cell != _start;)
        {
            path.Add(Directions[from[cell]]);
            cell -= Steps[from[cell]].Row * Width + Steps[from[cell]].Column;
        }

        path.Reverse();
        return path;
    }

    private int Step(int cell, int direction)
    {
        var row = cell / Width + Steps[direction].Row;
        var column = cell % Width + Steps[direction].Column;
        return row < 0 || row >= Rows.Count || column < 0 || column >= Width || Rows[row][column] == 'X' ? -1 : row * Width + column;
    }
}
