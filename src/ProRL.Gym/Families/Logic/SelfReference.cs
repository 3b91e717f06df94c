using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;

namespace ProRL.Gym.Families.Logic;

public sealed record SelfReferenceConfig : FamilyConfig
{
    /// <summary>From 1 to 10: there are two statements more than this.</summary>
    public int Difficulty { get; init; } = 5;
}

/// <param name="Statements">What is said, for a prompt; empty for a row, which has its own.</param>
/// <param name="Answer">The right answer as it is given.</param>
/// <param name="Count">How many assignments of truth to the statements are consistent.</param>
public sealed record SelfReferenceTruth(string[] Statements, string Answer, BigInteger Count);

/// <summary>In how many ways statements about each other's truth can be true and false without a contradiction.</summary>
public sealed class SelfReference() : TaskFamily<SelfReferenceConfig, SelfReferenceTruth>(
    "logic/self_reference-v1", "how many ways there are for statements about each other to be true or false", maxLevel: 9)
{
    private const int Kinds = 11;
    private const int MaxDraws = 20;

    protected override SelfReferenceConfig AtLevel(int level) => new() { Difficulty = level + 1 };

    protected override IEnumerable<string> Validate(SelfReferenceConfig c)
    {
        if (c.Difficulty is < 1 or > 10)
            yield return $"difficulty is {c.Difficulty}; it must be from 1 to 10";
    }

    protected override SelfReferenceTruth Generate(SelfReferenceConfig c, Rng rng)
    {
        var statements = new Statement[c.Difficulty + 2];
        // One, and before that none, would be by far the most frequent answer: 3 stands for all that are larger.
        int[] wants = [0, 1, 1, 2, 2, 3];
        var (count, wanted) = (0, rng.Pick(wants));
        for (var draw = 1; ; draw++)
        {
            for (var i = 0; i < statements.Length; i++)
            {
                do
                    statements[i] = Draw(rng, i, statements.Length);
                while (Array.IndexOf(statements, statements[i], 0, i) >= 0);
            }

            count = Consistent(statements);
            if (Math.Min(count, 3) == wanted || draw == MaxDraws)
                return new SelfReferenceTruth(
                    [.. statements.Select(s => s.Say(statements.Length))],
                    count.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    count);
        }
    }

    protected override string Content(SelfReferenceTruth truth) => string.Join('|', truth.Statements);

    protected override double Difficulty(SelfReferenceTruth truth) => truth.Statements.Length;

    protected override string Ask(SelfReferenceTruth truth)
    {
        var text = new StringBuilder("Each of these ").Append(truth.Statements.Length).Append(" statements is either true or false:\n\n");
        for (var i = 0; i < truth.Statements.Length; i++)
            text.Append(i + 1).Append(". ").Append(truth.Statements[i]).Append('\n');
        return text.Append("\nA choice of true or false for every statement is consistent if the true statements say what is so under this choice, and the false ones what is not so. How many of the ")
            .Append(1 << truth.Statements.Length).Append(" choices are consistent? Give the number between <answer> and </answer>.").ToString();
    }

    protected override string Solve(SelfReferenceTruth truth) => truth.Answer;

    protected override Verdict Judge(SelfReferenceTruth truth, string answer, Budget budget) => Numbers.JudgeInteger(truth.Count, answer, budget);

    protected override double ScoreAsPublished(SelfReferenceTruth truth, string? answer, Budget budget) => answer == truth.Answer ? 1 : 0;

    protected override JsonObject Describe(SelfReferenceTruth truth) => new() { ["source_dataset"] = "self_reference" };

    protected override SelfReferenceTruth Read(string? answer, MetadataReader metadata) =>
        new([], GivenAnswer.Text(Info.Id, answer), GivenAnswer.Number(Info.Id, answer));

    private static Statement Draw(Rng rng, int self, int statements)
    {
        var kind = rng.Int(0, Kinds - 1);
        if (kind < 6)
            return new Statement(kind, rng.Int(kind < 2 ? 1 : 0, kind is 2 or 3 ? statements - 1 : statements), 0);
        if (kind is 9 or 10)
            return new Statement(kind, 0, 0);

        // About two others, so that no statement speaks of itself alone.
        var a = rng.Int(0, statements - 2);
        a += a >= self ? 1 : 0;
        var b = rng.Int(0, statements - 3);
        b += b >= Math.Min(a, self) ? 1 : 0;
        b += b >= Math.Max(a, self) ? 1 : 0;
        return new Statement(kind, a, b);
    }

    private static int Consistent(Statement[] statements)
    {
        var count = 0;
        for (var world = 0; world < 1 << statements.Length; world++)
        {
            var fits = true;
            for (var i = 0; i < statements.Length && fits; i++)
                fits = statements[i].Holds(world, statements.Length) == ((world >> i & 1) != 0);
            count += fits ? 1 : 0;
        }

        return count;
    }

    // Kinds 0 to 5 compare how many statements are true (even kinds) or false (odd ones) with A; 6 to 8 join the statements
    // A and B; 9 and 10 ask whether the numbers of true and of false statements are even.
    private readonly record struct Statement(int Kind, int A, int B)
    {
        public bool Holds(int world, int statements)
        {
            var holds = BitOperations.PopCount((uint)world);
            var fails = statements - holds;
            var (a, b) = ((world >> A & 1) != 0, (world >> B & 1) != 0);
            return Kind switch
            {
                0 => holds >= A,
                1 => fails >= A,
                2 => holds <= A,
                3 => fails <= A,
                4 => holds == A,
                5 => fails == A,
                6 => a != b,
                7 => a || b,
                8 => a && b,
                9 => holds % 2 == 0,
                _ => fails % 2 == 1,
            };
        }

        public string Say(int statements) => Kind switch
        {
            0 => $"No fewer than {A} of the {statements} statements are true.",
            1 => $"No fewer than {A} of the {statements} statements are false.",
            2 => $"No more than {A} of the {statements} statements are true.",
            3 => $"No more than {A} of the {statements} statements are false.",
            4 => $"The number of true statements is {A}.",
            5 => $"The number of false statements is {A}.",
            6 => $"One of statements {A + 1} and {B + 1} is true and the other false.",
            7 => $"Statement {A + 1} or statement {B + 1} is true, or both are.",
            8 => $"Statements {A + 1} and {B + 1} are both true.",
            9 => "The number of true statements is even.",
            _ => "The number of false statements is odd.",
        };
    }
}
