using System.Numerics;

namespace ProRL.Gym.Families.Games;

/// <param name="White">Whether a white knight moves.</param>
/// <param name="From">Index of the square it leaves.</param>
/// <param name="To">Index of the square it goes to.</param>
public readonly record struct KnightMove(bool White, int From, int To);

/// <summary>
/// Finds a shortest way to swap knights that move in turn, by breadth-first search over sets of squares: a position is the
/// squares of the white ones, those of the black ones and whose turn it is.
/// </summary>
/// <param name="neighbours">For each square, at most 14, those a knight's move away, as a set of bits.</param>
internal sealed class KnightBoard(int[] neighbours)
{
    private readonly int _squares = neighbours.Length;

    // Positions in the order in which they are found, and for each the place of the one it comes from.
    private readonly List<(int Position, int From)> _found = [];

    // The positions again, one more than each, where their hash puts them.
    private int[] _table = new int[4096];
    private int _mask;

    /// <summary>The moves of a shortest way, none where there is no way; null where it takes more than a number of positions to tell.</summary>
    public KnightMove[]? Swap(int white, int black, bool whiteBegins, int maxPositions)
    {
        _found.Clear();
        Array.Clear(_table);
        _mask = _table.Length - 1;
        var goal = Pack(black, white, false) >> 1;
        Add(Pack(white, black, whiteBegins), -1);
        for (var head = 0; head < _found.Count; head++)
        {
            if (_found.Count > maxPositions)
                return null;
            var position = _found[head].Position;
            if (position >> 1 == goal)
                return Trace(head);
            var turn = (position & 1) != 0;
            var all = (1 << _squares) - 1;
            var (w, b) = (position >> 1 + _squares & all, position >> 1 & all);
            var free = ~(w | b);
            for (var movers = turn ? w : b; movers != 0; movers &= movers - 1)
            {
                var from = movers & -movers;
                for (var to = neighbours[BitOperations.TrailingZeroCount(from)] & free; to != 0; to &= to - 1)
                {
                    var change = from | to & -to;
                    Add(turn ? Pack(w ^ change, b, false) : Pack(w, b ^ change, true), head);
                }
            }
        }

        return [];
    }

    private int Pack(int white, int black, bool whiteTurn) => (white << _squares | black) << 1 | (whiteTurn ? 1 : 0);

    private void Add(int position, int from)
    {
        if (_found.Count * 2 > _table.Length)
            Grow();
        var at = Slot(position);
        if (_table[at] != 0)
            return;
        _found.Add((position, from));
        _table[at] = position + 1;
    }

    // Where a position is or would be.
    private int Slot(int position)
    {
        var at = (int)((uint)position * 2654435769u >> 8) & _mask;
        while (_table[at] != 0 && _table[at] != position + 1)
            at = at + 1 & _mask;
        return at;
    }

    private void Grow()
    {
        _table = new int[_table.Length * 4];
        _mask = _table.Length - 1;
        foreach (var (position, _) in _found)
            _table[Slot(position)] = position + 1;
    }

    private KnightMove[] Trace(int at)
    {
        var moves = new List<KnightMove>();
        while (_found[at].From >= 0)
        {
            var (after, before) = (_found[at].Position >> 1, _found[_found[at].From].Position);
            var change = after ^ before >> 1;
            var (from, to) = (change & before >> 1, change & after);
            var white = (before & 1) != 0;
            moves.Add(new KnightMove(white, Square(from), Square(to)));
            at = _found[at].From;
        }

        moves.Reverse();
        return [.. moves];
    }

    private int Square(int bits) => BitOperations.TrailingZeroCount(bits) % _squares;
}
