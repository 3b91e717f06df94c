using System.Globalization;

namespace ProRL.Gym.Families.Games;

/// <summary>A square of a field, named by its centre.</summary>
/// <param name="X">Its row, from 0.5.</param>
/// <param name="Y">Its column, from 0.5.</param>
public readonly record struct BoxSquare(double X, double Y)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"[{X:0.0}, {Y:0.0}]");

    /// <summary>Whether the two touch along a side.</summary>
    public bool Touches(BoxSquare other) => Math.Abs(X - other.X) + Math.Abs(Y - other.Y) == 1 && (X == other.X || Y == other.Y);
}

/// <summary>What lies on the squares of a field: <c>box_red</c>, <c>target_red</c> and so on, several on one square if need be.</summary>
internal sealed class BoxField
{
    /// <summary>The most rows and columns; each row is a number with a bit for each column.</summary>
    public const int MaxSide = 50;

    private readonly ulong[] _squares;
    private readonly ulong[] _busy;
    private readonly (string Name, BoxSquare Square)[] _items;
    private int _left;

    public BoxField(KeyValuePair<BoxSquare, string[]>[] squares)
    {
        var (rows, items) = (0, 0);
        foreach (var (square, names) in squares)
        {
            rows = Math.Max(rows, (int)square.X + 1);
            items += names.Length;
        }

        (_squares, _busy, _items) = (new ulong[rows], new ulong[rows], new (string, BoxSquare)[items]);
        foreach (var (square, names) in squares)
        {
            _squares[(int)square.X] |= 1UL << (int)square.Y;
            foreach (var name in names)
            {
                _items[_left++] = (name, square);
                Boxes += name.StartsWith("box", StringComparison.Ordinal) ? 1 : 0;
            }
        }
    }

    /// <summary>Boxes on all squares.</summary>
    public int Boxes { get; private set; }

    public bool Has(BoxSquare square) => square.X >= 0 && square.X < _squares.Length && square.Y is >= 0 and < MaxSide && (int)square.X is var row && (int)square.Y is var column
        && square == new BoxSquare(row + 0.5, column + 0.5) && (_squares[row] >> column & 1) != 0;

    public bool Has(BoxSquare square, ReadOnlySpan<char> item) => Find(square, item) >= 0;

    /// <summary>All agents may move again.</summary>
    public void BeginStep() => Array.Clear(_busy);

    /// <summary>The agent of a square of the field uses up its move of the step; false where it has done so before.</summary>
    public bool TryUse(BoxSquare agent)
    {
        ref var row = ref _busy[(int)agent.X];
        var before = row;
        row |= 1UL << (int)agent.Y;
        return row != before;
    }

    /// <summary>Moves an item that is there.</summary>
    public void Move(BoxSquare from, ReadOnlySpan<char> item, BoxSquare to) => _items[Find(from, item)].Square = to;

    /// <summary>Takes a box and a target of its colour away; false where they are not both on the square.</summary>
    public bool TryMatch(BoxSquare square, ReadOnlySpan<char> box, ReadOnlySpan<char> target)
    {
        if (!box.StartsWith("box_") || !target.StartsWith("target_") || !box[4..].SequenceEqual(target[7..]) || !Has(square, box) || !Has(square, target))
            return false;
        Remove(Find(square, box));
        Remove(Find(square, target));
        Boxes--;
        return true;
    }

    private int Find(BoxSquare square, ReadOnlySpan<char> item)
    {
        for (var i = 0; i < _left; i++)
        {
            if (_items[i].Square == square && item.SequenceEqual(_items[i].Name))
                return i;
        }

        return -1;
    }

    private void Remove(int index) => _items[index] = _items[--_left];
}
