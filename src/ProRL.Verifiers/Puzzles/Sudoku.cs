using System.Numerics;

namespace ProRL.Verifiers.Puzzles;

/// <summary>
/// Sudoku of any box size: a square of size <c>box²</c>, whose rows, columns and boxes each hold every number once. Cells
/// stand row by row, 0 is an empty one.
/// </summary>
public sealed class Sudoku
{
    private readonly int _box;
    private readonly int _size;
    private readonly int[] _cells;
    private readonly int[] _rows;
    private readonly int[] _columns;
    private readonly int[] _boxes;
    private readonly Budget _budget;

    private Sudoku(ReadOnlySpan<int> cells, int box, Budget budget)
    {
        _box = box;
        _size = box * box;
        _cells = cells.ToArray();
        _budget = budget;
        _rows = new int[_size];
        _columns = new int[_size];
        _boxes = new int[_size];
    }

    /// <summary>Whether <paramref name="cells"/> is a full and right square.</summary>
    public static bool IsSolved(ReadOnlySpan<int> cells, int box)
    {
        var sudoku = new Sudoku(cells, box, new Budget(1));
        return !cells.Contains(0) && sudoku.PlaceGiven();
    }

    /// <summary>
    /// The solutions of a puzzle, at most <paramref name="limit"/> of them: none where the given numbers clash. The first
    /// is found with the numbers tried in the order of <paramref name="preference"/>.
    /// </summary>
    /// <param name="cells">The puzzle.</param>
    /// <param name="box">Side of a box, 2 for a square of 4, 3 for one of 9.</param>
    /// <param name="limit">How many are wanted; two tell whether there is exactly one.</param>
    /// <param name="budget">One step for each number placed.</param>
    /// <param name="preference">The numbers 1 to box² in the order of trial; empty for their natural order.</param>
    public static IReadOnlyList<int[]> Solve(ReadOnlySpan<int> cells, int box, int limit, Budget budget, int[]? preference = null)
    {
        var sudoku = new Sudoku(cells, box, budget);
        var found = new List<int[]>();
        if (sudoku.PlaceGiven())
            sudoku.Search(found, limit, preference ?? [.. Enumerable.Range(1, sudoku._size)]);
        return found;
    }

    private bool PlaceGiven()
    {
        for (var i = 0; i < _cells.Length; i++)
        {
            var number = _cells[i];
            if (number == 0)
                continue;
            if (number < 0 || number > _size || (Taken(i) & 1 << number) != 0)
                return false;
            Toggle(i, number);
        }

        return true;
    }

    private void Search(List<int[]> found, int limit, int[] preference)
    {
        // The cell with the fewest numbers left keeps the search narrow; none left in some cell ends this branch.
        var best = -1;
        var fewest = _size + 1;
        for (var i = 0; i < _cells.Length && fewest > 1; i++)
        {
            if (_cells[i] != 0)
                continue;
            var left = _size - BitOperations.PopCount((uint)Taken(i));
            if (left < fewest)
                (best, fewest) = (i, left);
        }

        if (best < 0)
        {
            found.Add([.. _cells]);
            return;
        }

        foreach (var number in preference)
        {
            if ((Taken(best) & 1 << number) != 0)
                continue;
            _budget.Spend();
            _cells[best] = number;
            Toggle(best, number);
            Search(found, limit, preference);
            Toggle(best, number);
            _cells[best] = 0;
            if (found.Count >= limit)
                return;
        }
    }

    private int Taken(int cell) => _rows[cell / _size] | _columns[cell % _size] | _boxes[Box(cell)];

    private void Toggle(int cell, int number)
    {
        var bit = 1 << number;
        _rows[cell / _size] ^= bit;
        _columns[cell % _size] ^= bit;
        _boxes[Box(cell)] ^= bit;
    }

    private int Box(int cell) => cell / _size / _box * _box + cell % _size / _box;
}
