using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;

namespace ProRL.Gym.Families.Games;

public sealed record SokobanConfig : FamilyConfig
{
    /// <summary>Smallest width with the walls around, at least 5.</summary>
    public int MinW { get; init; } = 6;

    /// <summary>Smallest height with the walls around, at least 5.</summary>
    public int MinH { get; init; } = 6;

    /// <summary>Largest width, at most 40.</summary>
    public int MaxW { get; init; } = 10;

    /// <summary>Largest height, at most 40.</summary>
    public int MaxH { get; init; } = 10;

    /// <summary>Fewest boxes, at least 1, as far as the room has three cells for each.</summary>
    public int MinBoxes { get; init; } = 4;

    /// <summary>Most boxes, at most 50.</summary>
    public int MaxBoxes { get; init; } = 10;

    /// <summary>Most pushes of the known solution, from 1 to 1000.</summary>
    public int MaxDepth { get; init; } = 80;

    /// <summary>Fewest moves that solve the room, from 1 to 10: no shorter solution exists.</summary>
    public int MinMoves { get; init; } = 8;
}

/// <param name="Rows">The room: <c>*</c> player, <c>%</c> player on a goal, <c>@</c> box, <c>X</c> goal, <c>$</c> box on a goal, <c>+</c> wall, <c>-</c> floor.</param>
/// <param name="Moves">A solution; null where a row tells none.</param>
public sealed record SokobanTruth(string[] Rows, string? Moves);

/// <summary>Push boxes onto goals; any solution will do.</summary>
public sealed class Sokoban() : TaskFamily<SokobanConfig, SokobanTruth>(
    "games/sokoban-v1", "moves that push all boxes of a room onto goals", maxLevel: 8)
{
    private const int MaxSide = 100;
    private const int MaxAttempts = 1000;

    protected override SokobanConfig AtLevel(int level)
    {
        int[] side = [6, 6, 7, 8, 10, 12, 15, 18, 22];
        int[] boxes = [1, 2, 3, 4, 6, 8, 11, 15, 20];
        int[] depth = [3, 5, 10, 20, 50, 90, 150, 250, 400];
        int[] moves = [5, 7, 8, 8, 8, 8, 8, 8, 8];
        return new() { MinMoves = moves[level], MinW = Math.Max(5, side[level] - 2), MinH = Math.Max(5, side[level] - 2), MaxW = side[level], MaxH = side[level], MinBoxes = (boxes[level] + 1) / 2, MaxBoxes = boxes[level], MaxDepth = depth[level] };
    }

    protected override IEnumerable<string> Validate(SokobanConfig c)
    {
        if (c.MinW < 5 || c.MaxW < c.MinW || c.MaxW > 40)
            yield return $"min_w is {c.MinW} and max_w {c.MaxW}; they must satisfy 5 ≤ min_w ≤ max_w ≤ 40";
        if (c.MinH < 5 || c.MaxH < c.MinH || c.MaxH > 40)
            yield return $"min_h is {c.MinH} and max_h {c.MaxH}; they must satisfy 5 ≤ min_h ≤ max_h ≤ 40";
        if (c.MinBoxes < 1 || c.MaxBoxes < c.MinBoxes || c.MaxBoxes > 50)
            yield return $"min_boxes is {c.MinBoxes} and max_boxes {c.MaxBoxes}; they must satisfy 1 ≤ min_boxes ≤ max_boxes ≤ 50";
        if (c.MaxDepth is < 1 or > 1000)
            yield return $"max_depth is {c.MaxDepth}; it must be from 1 to 1000";
        if (c.MinMoves is < 1 or > 10)
            yield return $"min_moves is {c.MinMoves}; it must be from 1 to 10";
    }

    protected override SokobanTruth Generate(SokobanConfig c, Rng rng)
    {
        var undo = new List<int>();
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var room = new SokobanRoom(rng.Int(c.MinW, c.MaxW), rng.Int(c.MinH, c.MaxH));
            var boxes = rng.Int(c.MinBoxes, c.MaxBoxes);
            var walls = 0.3 * rng.Unit();
            if (room.Build(walls, boxes, rng) < Math.Max(8, 2 * (room.Width - 2) * (room.Height - 2) / 5))
                continue;
            undo.Clear();
            room.PlayBack(rng.Int((c.MaxDepth + 1) / 2, c.MaxDepth), undo, rng);
            if (room.IsSolvableWithin(c.MinMoves - 1))
                continue;
            return new SokobanTruth(room.Rows(), string.Create(undo.Count, undo, static (moves, undo) =>
            {
                for (var i = 0; i < moves.Length; i++)
                    moves[i] = SokobanRoom.Letters[undo[^(i + 1)]];
            }));
        }

        throw new TaskFormatException($"{Info.Id}: {MaxAttempts} rooms of min_w {c.MinW}, min_h {c.MinH}, max_w {c.MaxW}, max_h {c.MaxH}, min_boxes {c.MinBoxes}, max_boxes {c.MaxBoxes} and max_depth {c.MaxDepth} were all solved in fewer moves than min_moves {c.MinMoves}; make the rooms larger or min_moves smaller.");
    }

    protected override string Content(SokobanTruth truth) => string.Join('/', truth.Rows);

    protected override double Difficulty(SokobanTruth truth) => truth.Moves?.Length ?? truth.Rows.Length;

    protected override string Ask(SokobanTruth truth) =>
        $"Push all boxes of this room onto goals. You move one cell up, down, left or right; you push a box by moving into its cell, and it goes on to the next cell, which must hold neither a wall nor a box. Every move must be possible when its turn comes. The signs are * you, % you on a goal, @ a box, X a goal, $ a box on a goal, + a wall and - a free cell.\n\n{string.Join('\n', truth.Rows.Select(row => string.Join(' ', row.ToCharArray())))}\n\nGive the moves in order as letters U, D, L and R, such as LLUR, between <answer> and </answer>.";

    protected override string AskTersely(SokobanTruth truth) => $"{string.Join('/', truth.Rows)}=";

    protected override string? Solve(SokobanTruth truth) => truth.Moves;

    protected override Verdict Judge(SokobanTruth truth, string answer, Budget budget)
    {
        var shown = TaskRow.Shorten(answer);
        var room = SokobanRoom.Read(truth.Rows)!;
        budget.Spend(truth.Rows.Length * truth.Rows[0].Length + answer.Length);
        var text = (answer.EndsWith('.') ? answer.AsSpan(0, answer.Length - 1) : answer).Trim();
        if (text is ['[', .., ']'] or ['(', .., ')'] or ['"', .., '"'])
            text = text[1..^1];
        foreach (var c in text)
        {
            if (c is ' ' or ',' or '\n' or '\r' or '\t')
                continue;
            var direction = SokobanRoom.Letters.IndexOf(char.ToUpperInvariant(c), StringComparison.Ordinal);
            if (direction < 0)
                return Verdict.Incorrect(shown, "The answer holds something other than moves U, D, L and R.");
            if (!room.TryMove(direction))
                return Verdict.Incorrect(shown, "A move runs into a wall, or into a box that can't be pushed.");
        }

        return room.Astray == 0
            ? Verdict.Correct(shown)
            : Verdict.Incorrect(shown, $"The moves leave {room.Astray} boxes off the goals.");
    }

    protected override double ScoreAsPublished(SokobanTruth truth, string? answer, Budget budget)
    {
        if (answer is null)
            return 0;
        budget.Spend(truth.Rows.Length * truth.Rows[0].Length + answer.Length);
        var room = SokobanRoom.Read(truth.Rows)!;
        foreach (var c in answer)
        {
            // What is not possible is passed over there.
            if (SokobanRoom.Letters.IndexOf(c, StringComparison.Ordinal) is >= 0 and var direction)
                room.TryMove(direction);
        }

        return room.Astray == 0 ? 1 : 0;
    }

    protected override JsonObject Describe(SokobanTruth truth) => new()
    {
        ["source_dataset"] = "sokoban",
        ["gamestr"] = $"{string.Concat(truth.Rows.Select(row => $"{string.Join(' ', row.ToCharArray())}  \n"))}\n",
        ["width"] = truth.Rows[0].Length,
        ["height"] = truth.Rows.Length,
    };

    protected override SokobanTruth Read(string? answer, MetadataReader metadata)
    {
        string[] rows = [.. metadata["gamestr"].String.Split('\n').Select(row => row.Replace(" ", "", StringComparison.Ordinal)).Where(row => row.Length > 0)];
        return rows.Length is >= 3 and <= MaxSide && rows.All(row => row.Length == rows[0].Length && row.Length <= MaxSide) && SokobanRoom.Read(rows) is not null
            ? new SokobanTruth(rows, answer)
            : throw metadata["gamestr"].Wrong("equally long rows of + - * % @ X $ with walls around, one player and no more boxes than goals");
    }
}
