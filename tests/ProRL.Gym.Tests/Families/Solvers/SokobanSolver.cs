namespace ProRL.Gym.Tests.Families.Solvers;

/// <summary>Plays the moves with sets of places.</summary>
internal sealed class SokobanSolver : Solver
{
    public override string Id => "games/sokoban-v1";

    public override int MaxLevel => 8;

    public override bool IsRight(string prompt, string answer)
    {
        var rows = Between(prompt, "a free cell.\n\n", "\n\nGive").Split('\n').Select(row => row.Replace(" ", "")).ToArray();
        var (walls, boxes, goals) = (Places(rows, "+"), Places(rows, "@$"), Places(rows, "X%$"));
        var player = Places(rows, "*%").Single();
        if (boxes.Count == 0 || goals.Count < boxes.Count)
            return false;
        foreach (var letter in answer.TrimEnd('.').Trim('[', ']', '(', ')', '"').ToUpperInvariant())
        {
            if (" ,\n\r\t".Contains(letter))
                continue;
            if (!"UDLR".Contains(letter))
                return false;
            var next = Next(player, letter);
            var beyond = Next(next, letter);
            if (walls.Contains(next) || boxes.Contains(next) && (walls.Contains(beyond) || boxes.Contains(beyond)))
                return false;
            if (boxes.Remove(next))
                boxes.Add(beyond);
            player = next;
        }

        return boxes.IsSubsetOf(goals);
    }

    private static (int Row, int Column) Next((int Row, int Column) at, char letter) => letter switch
    {
        'U' => (at.Row - 1, at.Column),
        'D' => (at.Row + 1, at.Column),
        'L' => (at.Row, at.Column - 1),
        _ => (at.Row, at.Column + 1),
    };

    private static HashSet<(int Row, int Column)> Places(string[] rows, string of) =>
        [.. rows.SelectMany((row, r) => row.Select((c, k) => (c, r, k))).Where(p => of.Contains(p.c)).Select(p => (p.r, p.k))];
}
