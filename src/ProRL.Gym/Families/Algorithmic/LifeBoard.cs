using ProRL.Gym.Tasks;

namespace ProRL.Gym.Families.Algorithmic;

/// <summary>
/// A board of Conway's Game of Life whose edges wrap around, from 3 to 128 cells wide and at least 3 high. A row is one
/// number, so that all of its cells are counted at once, a binary digit of their sums at a time.
/// </summary>
internal sealed class LifeBoard(int rows, int columns)
{
    private readonly UInt128 _full = columns == 128 ? UInt128.MaxValue : (UInt128.One << columns) - 1;
    private UInt128[] _cells = new UInt128[rows];
    private UInt128[] _next = new UInt128[rows];

    public int Rows => rows;

    public int Columns => columns;

    public bool IsDead => !_cells.AsSpan().ContainsAnyExcept(UInt128.Zero);

    public bool this[int row, int column]
    {
        get => (_cells[row] >> column & 1) != 0;
        set => _cells[row] = value ? _cells[row] | UInt128.One << column : _cells[row] & ~(UInt128.One << column);
    }

    /// <summary>Row by row, 1 for a live cell and 0 for a dead one.</summary>
    public long[][] Cells => [.. Enumerable.Range(0, rows).Select(row => Enumerable.Range(0, columns).Select(column => this[row, column] ? 1L : 0).ToArray())];

    public void Clear() => _cells.AsSpan().Clear();

    /// <summary>Brings <paramref name="count"/> cells to life, each equally likely.</summary>
    public void Fill(int count, Rng rng)
    {
        var live = new bool[rows * columns];
        live.AsSpan(0, count).Fill(true);
        rng.Shuffle(live.AsSpan());
        for (var cell = 0; cell < live.Length; cell++)
            this[cell / columns, cell % columns] = live[cell];
    }

    public LifeBoard Copy()
    {
        var copy = new LifeBoard(rows, columns);
        _cells.CopyTo(copy._cells, 0);
        return copy;
    }

    /// <summary>A live cell with two or three live neighbours lives on, a dead one with three comes to life, all others are dead.</summary>
    public void Step()
    {
        for (var row = 0; row < rows; row++)
        {
            var (above, here, below) = (_cells[row == 0 ? rows - 1 : row - 1], _cells[row], _cells[row == rows - 1 ? 0 : row + 1]);

            // Three cells above, three below and two beside each, as ones and twos; then the sums of these.
            var (above1, above2) = Sum(Left(above), above, Right(above));
            var (below1, below2) = Sum(Left(below), below, Right(below));
            var (beside1, beside2) = Sum(Left(here), Right(here), 0);
            var (ones, carry) = Sum(above1, below1, beside1);
            var (twos, more) = Sum(above2, below2, beside2);
            var fours = more | twos & carry;
            _next[row] = (twos ^ carry) & ~fours & (ones | here);
        }

        (_cells, _next) = (_next, _cells);
    }

    /// <summary>Whether all cells are dead after at most <paramref name="steps"/> steps.</summary>
    public bool DiesWithin(int steps)
    {
        for (var step = 0; step < steps && !IsDead; step++)
            Step();
        return IsDead;
    }

    private static (UInt128 Ones, UInt128 Twos) Sum(UInt128 a, UInt128 b, UInt128 c) => (a ^ b ^ c, a & b | c & (a ^ b));

    private UInt128 Left(UInt128 row) => (row << 1 | row >> (columns - 1)) & _full;

    private UInt128 Right(UInt128 row) => row >> 1 | row << (columns - 1) & _full;
}
