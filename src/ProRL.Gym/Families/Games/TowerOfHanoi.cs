using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles.Published;

namespace ProRL.Gym.Families.Games;

public sealed record TowerOfHanoiConfig : FamilyConfig
{
    /// <summary>Fewest disks, at least 1.</summary>
    public int MinDisks { get; init; } = 3;

    /// <summary>Most disks, at most 40, and as few as can be moved over min_pegs in 2500 moves: 11 over three pegs.</summary>
    public int MaxDisks { get; init; } = 7;

    /// <summary>Fewest pegs, at least 3.</summary>
    public int MinPegs { get; init; } = 3;

    /// <summary>Most pegs, at most 20.</summary>
    public int MaxPegs { get; init; } = 4;

    /// <summary>Whether the prompt draws the pegs as well.</summary>
    public bool Visualize { get; init; }
}

/// <param name="Disks">How many disks; 1 is the smallest.</param>
/// <param name="Pegs">How many pegs; 1 is the first.</param>
/// <param name="Start">Where all disks are.</param>
/// <param name="Target">Where they are to go.</param>
/// <param name="Length">In how many moves at most.</param>
/// <param name="Moves">A solution; null where it is to be worked out.</param>
/// <param name="Visualize">Whether the prompt draws the pegs.</param>
public sealed record TowerOfHanoiTruth(int Disks, int Pegs, int Start, int Target, int Length, string? Moves, bool Visualize);

/// <summary>Move a tower of disks from peg to peg, in no more moves than the best known way takes.</summary>
public sealed partial class TowerOfHanoi() : TaskFamily<TowerOfHanoiConfig, TowerOfHanoiTruth>(
    "games/tower_of_hanoi-v1", "the moves that bring a tower of disks to another peg", maxLevel: 10)
{
    private const int MaxDisks = 40;
    private const int MaxPegs = 20;
    private const int MaxMoves = 2500;

    private static readonly int[,] Best = BestLengths();

    protected override TowerOfHanoiConfig AtLevel(int level)
    {
        int[] most = [3, 3, 4, 5, 6, 7, 8, 10, 15, 20, 30];
        return level switch
        {
            < 8 => new() { MinDisks = Math.Max(1, most[level] - 2), MaxDisks = most[level], MaxPegs = level < 4 ? 4 : 5 },
            _ => new() { MinDisks = most[level] - 5, MaxDisks = most[level], MinPegs = 4, MaxPegs = level + 2 },
        };
    }

    protected override IEnumerable<string> Validate(TowerOfHanoiConfig c)
    {
        if (c.MinDisks < 1 || c.MaxDisks < c.MinDisks || c.MaxDisks > MaxDisks)
            yield return $"min_disks is {c.MinDisks} and max_disks {c.MaxDisks}; they must satisfy 1 ≤ min_disks ≤ max_disks ≤ {MaxDisks}";
        else if (c.MinPegs is >= 3 and <= MaxPegs && Best[c.MaxDisks, c.MinPegs] > MaxMoves)
            yield return $"max_disks is {c.MaxDisks} with min_pegs {c.MinPegs}, which takes {Best[c.MaxDisks, c.MinPegs]} moves; it must take at most {MaxMoves}";
        if (c.MinPegs < 3 || c.MaxPegs < c.MinPegs || c.MaxPegs > MaxPegs)
            yield return $"min_pegs is {c.MinPegs} and max_pegs {c.MaxPegs}; they must satisfy 3 ≤ min_pegs ≤ max_pegs ≤ {MaxPegs}";
    }

    protected override TowerOfHanoiTruth Generate(TowerOfHanoiConfig c, Rng rng)
    {
        var disks = rng.Int(c.MinDisks, c.MaxDisks);
        var pegs = rng.Int(c.MinPegs, c.MaxPegs);
        var start = rng.Int(1, pegs);
        var target = rng.Int(1, pegs - 1);
        return new TowerOfHanoiTruth(disks, pegs, start, target < start ? target : target + 1, Best[disks, pegs], null, c.Visualize);
    }

    protected override string Content(TowerOfHanoiTruth truth) => $"{truth.Disks},{truth.Pegs},{truth.Start},{truth.Target}";

    protected override double Difficulty(TowerOfHanoiTruth truth) => truth.Length;

    protected override string Ask(TowerOfHanoiTruth truth) =>
        $"There are {truth.Pegs} pegs, 1 to {truth.Pegs}, and {truth.Disks} disks, 1 to {truth.Disks} from the smallest to the largest. All disks are on peg {truth.Start}, the largest at the bottom and the smallest on top.{(truth.Visualize ? Drawing(truth) : "")} Move all of them to peg {truth.Target} in at most {truth.Length} moves. A move takes the topmost disk of one peg to another peg, which must be empty or have a larger disk on top. Give the moves in order, each on a line of its own in the form \"Move disk D from Peg A to Peg B\", between <answer> and </answer>.";

    protected override string AskTersely(TowerOfHanoiTruth truth) => $"hanoi {truth.Disks} {truth.Pegs} {truth.Start}>{truth.Target}=";

    protected override string Solve(TowerOfHanoiTruth truth)
    {
        if (truth.Moves is not null)
            return truth.Moves;
        var moves = new List<string>(truth.Length);
        Move(truth.Disks, 1, truth.Start, truth.Target, [.. Enumerable.Range(1, truth.Pegs).Where(p => p != truth.Start && p != truth.Target)], moves);
        return string.Join('\n', moves);
    }

    protected override Verdict Judge(TowerOfHanoiTruth truth, string answer, Budget budget)
    {
        budget.Spend(answer.Length);
        var shown = TaskRow.Shorten(answer);
        var pegs = new Position(truth);
        var count = 0;
        foreach (var part in answer.AsSpan().SplitAny('\n', '\r', ';'))
        {
            var line = answer.AsSpan(part).Trim();
            if (line.IsEmpty || line.StartsWith("```"))
                continue;
            if (ReadMove(line) is not var (disk, from, to))
                return Verdict.Incorrect(shown, $"'{TaskRow.Shorten(line.ToString())}' is not a move like \"Move disk 1 from Peg 1 to Peg 2\".");
            count++;
            if (from == to || !pegs.TryMove(disk, from, to))
                return Verdict.Incorrect(shown, $"Move {count} is against the rules.");
        }

        if (!pegs.IsSolved)
            return Verdict.Incorrect(shown, $"The moves don't bring all disks to peg {truth.Target}.");
        return count <= truth.Length
            ? Verdict.Correct(shown)
            : Verdict.Incorrect(shown, $"The answer takes {count} moves; {truth.Length} are allowed.");
    }

    protected override double ScoreAsPublished(TowerOfHanoiTruth truth, string? answer, Budget budget)
    {
        if (string.IsNullOrEmpty(answer))
            return 0;
        budget.Spend(answer.Length);
        var pegs = new Position(truth);
        var count = 0;
        foreach (var raw in PythonText.SplitLines(answer))
        {
            var line = PythonText.Strip(raw);
            if (line.Length == 0)
                continue;
            count++;
            var words = PythonText.Split(line);
            if (!PublishedMove().IsMatch(line) || words.Length != 9
                || PythonText.Int(words[2]) is not { } disk || PythonText.Int(words[5]) is not { } from || PythonText.Int(words[8]) is not { } to
                || !(disk > 0 && disk <= truth.Disks && from > 0 && from <= truth.Pegs && to > 0 && to <= truth.Pegs) || !pegs.TryMove((int)disk, (int)from, (int)to))
                return 0;
        }

        if (!pegs.IsSolved)
            return 0.05;
        return count <= truth.Length ? 1 : (double)truth.Length / count;
    }

    protected override JsonObject Describe(TowerOfHanoiTruth truth) => new()
    {
        ["source_dataset"] = "tower_of_hanoi",
        ["num_disks"] = truth.Disks,
        ["num_pegs"] = truth.Pegs,
        ["start_peg"] = truth.Start,
        ["target_peg"] = truth.Target,
        ["auxiliary_pegs"] = new JsonArray([.. Enumerable.Range(1, truth.Pegs).Where(p => p != truth.Start && p != truth.Target).Select(p => JsonValue.Create(p))]),
        ["solution_length"] = truth.Length,
    };

    protected override TowerOfHanoiTruth Read(string? answer, MetadataReader metadata)
    {
        var disks = Between(metadata["num_disks"], 1, MaxDisks);
        var pegs = Between(metadata["num_pegs"], 3, MaxPegs);
        var start = Between(metadata["start_peg"], 1, pegs);
        var target = Between(metadata["target_peg"], 1, pegs);
        if (target == start)
            throw metadata["target_peg"].Wrong("another peg than start_peg");
        if (Best[disks, pegs] > MaxMoves && answer is null)
            throw metadata["num_disks"].Wrong($"so few disks that {MaxMoves} moves are enough");
        return new TowerOfHanoiTruth(disks, pegs, start, target, Between(metadata["solution_length"], 1, int.MaxValue), answer, false);
    }

    private static int Between(MetadataReader metadata, int min, int max) =>
        metadata.Int is var n && n >= min && n <= max ? n : throw metadata.Wrong($"from {min} to {max}");

    private static (int Disk, int From, int To)? ReadMove(ReadOnlySpan<char> line)
    {
        // As the prompt writes it; all else word by word.
        var rest = line;
        if (Skip(ref rest, "Move disk ") && Digits(ref rest, out var disk) && Skip(ref rest, " from Peg ") && Digits(ref rest, out var from) && Skip(ref rest, " to Peg ")
            && Digits(ref rest, out var to) && rest.IsEmpty)
            return (disk, from, to);
        rest = line.TrimEnd(".,");
        return Word(ref rest, "move") && Word(ref rest, "disk") && Number(ref rest, out disk) && Word(ref rest, "from") && Word(ref rest, "peg")
            && Number(ref rest, out from) && Word(ref rest, "to") && Word(ref rest, "peg") && Number(ref rest, out to) && rest.IsEmpty ? (disk, from, to) : null;

        static bool Skip(ref ReadOnlySpan<char> rest, string text)
        {
            if (!rest.StartsWith(text))
                return false;
            rest = rest[text.Length..];
            return true;
        }

        // No peg or disk has more than two digits.
        static bool Digits(ref ReadOnlySpan<char> rest, out int number)
        {
            number = 0;
            var count = 0;
            for (; count < rest.Length && count < 3 && char.IsAsciiDigit(rest[count]); count++)
                number = number * 10 + (rest[count] - '0');
            rest = rest[count..];
            return count is 1 or 2;
        }

        static bool Word(ref ReadOnlySpan<char> rest, string word) => Next(ref rest).Equals(word, StringComparison.OrdinalIgnoreCase);

        // A number is read with any \0 behind it too.
        static bool Number(ref ReadOnlySpan<char> rest, out int number) =>
            Next(ref rest) is var text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) & !text.Contains('\0');

        static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> rest)
        {
            var end = rest.IndexOfAny(' ', '\t');
            var word = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[end..].TrimStart(" \t");
            return word;
        }
    }

    private static string Drawing(TowerOfHanoiTruth truth) =>
        $"\n\n{string.Join('\n', Enumerable.Range(1, truth.Pegs).Select(p => $"Peg {p}:{(p == truth.Start ? string.Concat(Enumerable.Range(1, truth.Disks).Reverse().Select(d => $" {d}")) : "")}"))}\n\n";

    // Frame and Stewart (1941): some small disks go aside over all pegs, the others over one peg less, the small ones after.
    private static void Move(int disks, int smallest, int from, int to, int[] others, List<string> moves)
    {
        if (disks == 0)
            return;
        if (disks == 1)
        {
            moves.Add(string.Create(CultureInfo.InvariantCulture, $"Move disk {smallest} from Peg {from} to Peg {to}"));
            return;
        }

        var pegs = others.Length + 2;
        var aside = pegs == 3 ? disks - 1 : Enumerable.Range(1, disks - 1).First(k => 2 * Best[k, pegs] + Best[disks - k, pegs - 1] == Best[disks, pegs]);
        var rest = others[1..];
        Move(aside, smallest, from, others[0], [to, .. rest], moves);
        Move(disks - aside, smallest + aside, from, to, rest, moves);
        Move(aside, smallest, others[0], to, [from, .. rest], moves);
    }

    private static int[,] BestLengths()
    {
        var best = new int[MaxDisks + 1, MaxPegs + 1];
        for (var pegs = 3; pegs <= MaxPegs; pegs++)
        {
            for (var disks = 1; disks <= MaxDisks; disks++)
            {
                // No more than can be counted; such towers are refused.
                best[disks, pegs] = disks == 1 ? 1 : pegs == 3
                    ? (int)Math.Min(2L * best[disks - 1, 3] + 1, int.MaxValue / 8)
                    : Enumerable.Range(1, disks - 1).Min(k => 2 * best[k, pegs] + best[disks - k, pegs - 1]);
            }
        }

        return best;
    }

    [GeneratedRegex(@"Move disk (\d+) from Peg (\d+) to Peg (\d+)")]
    private static partial Regex PublishedMove();

    // The disks on each peg: bit d for disk d.
    private sealed class Position
    {
        private readonly ulong[] _pegs;
        private readonly TowerOfHanoiTruth _truth;

        public Position(TowerOfHanoiTruth truth)
        {
            _truth = truth;
            _pegs = new ulong[truth.Pegs + 1];
            _pegs[truth.Start] = All;
        }

        public bool IsSolved => _pegs[_truth.Target] == All;

        private ulong All => (1UL << (_truth.Disks + 1)) - 2;

        public bool TryMove(int disk, int from, int to)
        {
            if (disk < 1 || disk > _truth.Disks || from < 1 || from > _truth.Pegs || to < 1 || to > _truth.Pegs)
                return false;
            var moved = 1UL << disk;

            // No smaller disk on either peg.
            if ((_pegs[from] & ((moved << 1) - 1)) != moved || (_pegs[to] & (moved - 1)) != 0)
                return false;
            _pegs[from] ^= moved;
            _pegs[to] |= moved;
            return true;
        }
    }
}
