using ProRL.Gym.Tasks;

namespace ProRL.Gym.Families.Games;

/// <summary>A room with walls, goals, boxes and a player, who pushes boxes or, backwards in time, pulls them.</summary>
internal sealed class SokobanRoom
{
    /// <summary>The moves, by the index that the other members take.</summary>
    public const string Letters = "UDLR";

    private readonly bool[] _wall;
    private readonly bool[] _goal;
    private readonly bool[] _box;
    private readonly int[] _step;
    private readonly int[] _from;
    private readonly int[] _queue;
    private int _player;

    public SokobanRoom(int width, int height)
    {
        (Width, Height) = (width, height);
        var count = width * height;
        (_wall, _goal, _box) = (new bool[count], new bool[count], new bool[count]);
        _from = new int[count];
        _queue = new int[count];
        _step = [-width, width, -1, 1];
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>How many boxes are not on goals.</summary>
    public int Astray
    {
        get
        {
            var astray = 0;
            for (var i = 0; i < _box.Length; i++)
                astray += _box[i] && !_goal[i] ? 1 : 0;
            return astray;
        }
    }

    /// <summary>Reads rows of <c>+ - * % @ X $</c>; null where they are no room with one player, walls all around and as many goals as boxes.</summary>
    public static SokobanRoom? Read(string[] rows)
    {
        var room = new SokobanRoom(rows[0].Length, rows.Length);
        var (players, goals, boxes) = (0, 0, 0);
        for (var i = 0; i < room._wall.Length; i++)
        {
            var c = rows[i / room.Width][i % room.Width];
            room._wall[i] = c == '+';
            room._goal[i] = c is 'X' or '%' or '$';
            room._box[i] = c is '@' or '$';
            goals += room._goal[i] ? 1 : 0;
            boxes += room._box[i] ? 1 : 0;
            if (c is '*' or '%')
            {
                players++;
                room._player = i;
            }

            if (!"+-*%@X$".Contains(c) || c != '+' && room.IsBorder(i))
                return null;
        }

        return players == 1 && goals >= boxes ? room : null;
    }

    public string[] Rows() => [.. Enumerable.Range(0, Height).Select(row => string.Create(Width, (Room: this, First: row * Width), static (text, s) =>
    {
        for (var i = 0; i < text.Length; i++)
            text[i] = s.Room.Symbol(s.First + i);
    }))];

    /// <summary>Walks, pushing what stands in the way; false, and nothing happens, where a wall or a second box does.</summary>
    public bool TryMove(int direction)
    {
        var next = _player + _step[direction];
        if (_wall[next])
            return false;
        if (_box[next])
        {
            var beyond = next + _step[direction];
            if (_wall[beyond] || _box[beyond])
                return false;
            _box[next] = false;
            _box[beyond] = true;
        }

        _player = next;
        return true;
    }

    /// <summary>Whether some walk of at most <paramref name="moves"/> moves brings all boxes onto goals.</summary>
    public bool IsSolvableWithin(int moves, int back = -1)
    {
        var least = LeastMoves();
        if (least == 0 || least > moves)
            return least == 0;
        var from = _player;
        for (var d = 0; d < 4; d++)
        {
            var next = from + _step[d];
            var pushes = _box[next];
            // To step back without having pushed is to lose two moves.
            if (d == back || !TryMove(d))
                continue;
            var solved = IsSolvableWithin(moves - 1, pushes ? -1 : d ^ 1);
            _player = from;
            if (pushes)
                (_box[next], _box[next + _step[d]]) = (true, false);
            if (solved)
                return true;
        }

        return false;
    }

    /// <summary>Draws walls, and boxes on their goals; returns how many cells are no walls.</summary>
    public int Build(double walls, int boxes, Rng rng)
    {
        for (var i = 0; i < _wall.Length; i++)
            _wall[i] = IsBorder(i) || rng.Chance(walls);
        var start = rng.Int(1, Height - 2) * Width + rng.Int(1, Width - 2);
        _wall[start] = false;
        Array.Clear(_goal);
        Array.Clear(_box);
        _player = start;
        var floor = Reach();
        for (var i = 0; i < _wall.Length; i++)
            _wall[i] |= _from[i] == int.MinValue;

        // The cells of the queue are the floor.
        var cells = _queue.AsSpan(0, floor);
        rng.Shuffle(cells);
        foreach (var cell in cells[..Math.Min(boxes, floor / 3)])
            _box[cell] = _goal[cell] = true;
        return floor;
    }

    /// <summary>
    /// Plays backwards from the solved room: pulls boxes away from their goals, up to <paramref name="depth"/> times, and
    /// writes down the moves that undo it, last move first.
    /// </summary>
    public void PlayBack(int depth, List<int> undo, Rng rng)
    {
        Span<int> pulls = stackalloc int[4 * 100];
        var first = true;
        var last = -1;
        for (var i = 0; i < depth; i++)
        {
            // Before its first pull the player may stand anywhere.
            if (first && !TryStand(rng))
                return;
            Reach();
            var count = 0;
            for (var cell = 0; cell < _box.Length && count < pulls.Length - 4; cell++)
            {
                for (var d = 0; _box[cell] && d < 4; d++)
                {
                    var stand = cell + _step[d];
                    var back = stand + _step[d];
                    if (_wall[stand] || _from[stand] == int.MinValue || _wall[back] || _box[back])
                        continue;
                    pulls[count++] = cell * 4 + d;
                }
            }

            if (count == 0)
            {
                if (first)
                    continue;
                return;
            }

            // The box pulled last is likely pulled on, and not straight back.
            var pull = pulls[rng.Int(0, count - 1)];
            for (var again = 0; again < 3 && last >= 0 && pull / 4 != last / 4; again++)
                pull = pulls[rng.Int(0, count - 1)];
            var (from, direction) = (pull / 4, pull % 4);
            Walk(from + _step[direction], first ? null : undo);
            _box[from] = false;
            _box[_player] = true;
            last = _player * 4 + direction;
            _player += _step[direction];
            undo.Add(direction ^ 1);
            first = false;
        }
    }

    private bool IsBorder(int cell) => cell < Width || cell >= Width * (Height - 1) || cell % Width == 0 || cell % Width == Width - 1;

    // No solution takes fewer moves: every box needs its way to a goal, and the player first one to some box.
    private int LeastMoves()
    {
        var (pushes, walk) = (0, int.MaxValue);
        for (var box = 0; box < _box.Length; box++)
        {
            if (!_box[box] || _goal[box])
                continue;
            walk = Math.Min(walk, Distance(_player, box) - 1);
            var way = int.MaxValue;
            for (var goal = 0; goal < _goal.Length; goal++)
                way = _goal[goal] ? Math.Min(way, Distance(box, goal)) : way;
            pushes += way;
        }

        return pushes == 0 ? 0 : pushes + walk;
    }

    private int Distance(int a, int b) => Math.Abs(a / Width - b / Width) + Math.Abs(a % Width - b % Width);

    private char Symbol(int cell) => _wall[cell] ? '+' : cell == _player ? _goal[cell] ? '%' : '*' : _box[cell] ? _goal[cell] ? '$' : '@' : _goal[cell] ? 'X' : '-';

    private bool TryStand(Rng rng)
    {
        const int Attempts = 50;
        for (var i = 0; i < Attempts; i++)
        {
            _player = rng.Int(0, _wall.Length - 1);
            if (!_wall[_player] && !_box[_player])
                return true;
        }

        return false;
    }

    // The cells that the player can walk to, in the queue, and for each the direction of the last step to it.
    private int Reach()
    {
        Array.Fill(_from, int.MinValue);
        var (head, tail) = (0, 1);
        _queue[0] = _player;
        _from[_player] = -1;
        while (head < tail)
        {
            var at = _queue[head++];
            for (var d = 0; d < 4; d++)
            {
                var next = at + _step[d];
                if (_wall[next] || _box[next] || _from[next] != int.MinValue)
                    continue;
                _from[next] = d;
                _queue[tail++] = next;
            }
        }

        return tail;
    }

    // Goes to a reached cell. The way back from there is what undoes it, and its last step comes first.
    private void Walk(int to, List<int>? undo)
    {
        var start = undo?.Count ?? 0;
        for (var at = to; undo is not null && at != _player; at -= _step[_from[at]])
            undo.Add(_from[at] ^ 1);
        undo?.Reverse(start, undo.Count - start);
        _player = to;
    }
}
