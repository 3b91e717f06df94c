using System.Globalization;

namespace ProRL.Gym.Tests.Families.Solvers;

/// <summary>
/// Works out each story from the numbers as they are told, in their order; the family draws many of its answers first and
/// tells what leads there. A story is known by words that no other has.
/// </summary>
internal sealed class GsmSymbolicSolver : Solver
{
    private static readonly (string Words, Func<long[], long> Answer)[] Stories =
    [
        ("shape a bread roll", n => n[0] * n[2] + n[1] * n[3]),
        ("at one price each", n => Whole(n[1], n[0]) * n[2]),
        ("apples in a crate", n => n[0] - n[1] - (n[1] + n[2]) - n[3]),
        ("seats in", n => Whole(n[0], n[1]) * (n[1] - n[2]) - n[3]),
        ("A lamp costs", n => n[0] - Whole(n[0] * n[1], 100) + n[2]),
        ("in a collection", n => n[0] - Whole(n[0] * n[1], 100)),
        ("set out towards each other", n => n[0] * n[2] + n[1] * n[2]),
        ("ahead of", n => Whole(n[1], n[2] - n[0])),
        ("times as old", n => n[1] * (n[2] + n[0]) - n[0]),
        ("years older than", n => Whole(n[1] - n[0], 2)),
        ("A pump pours", n => Whole(n[2], n[0] - n[1])),
        ("A skateboard costs", n => Whole(n[3] - n[0] - n[1], n[2])),
        ("fit into a box", n => (n[1] + n[0] - 1) / n[0]),
        ("ties flowers", n => n[1] % n[0]),
        ("A meadow is", n => (n[0] + n[1] + n[0] + n[1] - n[3]) * n[2]),
        ("square tiles", n => Whole(n[0], n[2]) * Whole(n[1], n[2]) + n[3]),
        ("half as much again", n => n[0] * n[2] + Whole(n[0] * (n[2] - n[1]), 2)),
        ("A stall buys", n => Math.Abs((n[0] - n[2]) * n[3] - n[0] * n[1])),
        ("in the fourth round", n => 4 * n[3] - n[0] - n[1] - n[2]),
        ("A dye is mixed", n => Whole(n[2] * n[1], n[0] + n[1]) - Whole(n[2] * n[0], n[0] + n[1])),
        ("A recipe for", n => Whole(n[1] * n[2], n[0])),
        ("marbles", n => n[0] + 2 * n[1] * n[0] - n[2]),
        ("sells half of the pumpkins", n => Enumerable.Range(0, (int)n[0]).Aggregate(n[1], (left, _) => 2 * left)),
        ("minutes in the first week", n => Enumerable.Range(0, (int)n[2]).Sum(week => n[0] + week * n[1])),
        ("A ticket for a child", n => Whole(n[3] - n[2] * n[0], n[1])),
        ("hens and rabbits", n => Whole(n[1] - 2 * n[0], 2)),
        ("starts to paint", n => n[1] + n[2] + n[3]),
        ("A book has", n => n[2] + Whole(n[0] - n[1] * n[2], n[3])),
        ("A van uses", n => n[2] - Whole(n[0] * n[3], n[1])),
        ("At a fair", n => n[4] * n[2] * n[0] + n[5] * n[0]),
        ("stickers", n => n[0] - Whole(n[0], 4) - Whole(n[0] - Whole(n[0], 4), 4)),
        ("dollars to the debt", n => Whole(n[0] + n[1] * n[2], n[2])),
        ("Lamps stand", n => n[0] * n[1] - n[0]),
        ("gardeners need", n => Whole(n[0] * n[1], n[2])),
        ("A carrier has", n => n[0] * n[1] - n[0] * n[2]),
        ("At dawn", n => n[0] + n[1] - (n[0] + n[1] - n[2] * n[3])),
    ];

    public override string Id => "arithmetic/gsm_symbolic-v1";

    public override int MaxLevel => 6;

    public override bool IsRight(string prompt, string answer)
    {
        var (_, solve) = Stories.Single(story => prompt.Contains(story.Words, StringComparison.Ordinal));
        return decimal.TryParse(answer, NumberStyles.Float, CultureInfo.InvariantCulture, out var given) && given == solve(Numbers(prompt));
    }

    private static long Whole(long dividend, long divisor) =>
        dividend % divisor == 0 ? dividend / divisor : throw new InvalidOperationException($"{dividend} is no multiple of {divisor}: the story is not what it is taken for.");
}
