using ProRL.Gym.Checking;
using ProRL.Gym.Families.Arithmetic;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Extraction;

namespace ProRL.Gym.Tests.Contracts;

public sealed class AuditTests
{
    private static readonly ChainSum Sum = new();

    // The attack that must earn something, and the mistake.
    private static readonly (string Attack, Func<TaskItem, Answer, bool> Pays)[] Mistakes =
    [
        ("junk", (_, answer) => answer.Text is { Length: 0 }),
        ("prose", (item, answer) => Bare(answer).Contains(Right(item), StringComparison.Ordinal)),
        ("all options", (item, answer) => Bare(answer).StartsWith(Right(item), StringComparison.Ordinal)),
        ("hedging", (item, answer) => !answer.IsFinal && AnswerTags.Last(answer.Text!) == Right(item)),
        ("no tags", (item, answer) => !answer.IsFinal && answer.Text!.Contains(Right(item), StringComparison.Ordinal)),
        ("tricks", (item, answer) => Bare(answer) == $"{Right(item)}%"),
        ("near misses", (item, answer) => Bare(answer).Contains(Right(item), StringComparison.Ordinal) && !Bare(answer).Contains(' ', StringComparison.Ordinal)),
        ("digits", (item, answer) => Bare(answer).Any(c => c > 127) && Bare(answer).All(char.IsDigit)),
        ("nesting", (_, answer) => answer.Text is { Length: > 10_000 and < 20_000 }),
        ("huge", (_, answer) => answer.Text is { Length: > 900_000 }),
    ];

    // The largest share of items that one answer may be right for, and what asks for so much; a tenth elsewhere.
    private static readonly Dictionary<string, double> Constants = new(StringComparer.Ordinal)
    {
        ["logic/syllogism-v1"] = 0.78, // The published invalid_ratio of 0.3.
        ["logic/circuit_logic-v1"] = 0.6, // Two answers.
        ["algorithmic/game_of_life_halting-v1"] = 0.6,
        ["algorithmic/isomorphic_strings-v1"] = 0.6,
        ["algorithmic/ransom_note-v1"] = 0.6,
        ["graphs/course_schedule-v1"] = 0.6,
        ["induction/acre-v1"] = 0.43, // Three.
        ["games/mahjong_puzzle-v1"] = 0.43,
        ["stem/choice-v1"] = 0.35, // Four.
        ["logic/self_reference-v1"] = 0.43, // Small numbers.
        ["algorithmic/rotten_oranges-v1"] = 0.3,
        ["algorithmic/letter_counting-v1"] = 0.25,
        ["games/maze-v1"] = 0.25,
        ["logic/aiw-v1"] = 0.22,
        ["arithmetic/count_bits-v1"] = 0.2,
        ["cognition/rectangle_count-v1"] = 0.18,
        ["arithmetic/gcd-v1"] = 0.36, // Random numbers are coprime six times in ten; half of the items have a common factor.
        ["graphs/family_relationships-v1"] = 0.2, // Two dozen words.
        ["graphs/shortest_path-v1"] = 0.16, // A tenth have no path.
        ["algorithmic/graph_color-v1"] = 0.36, // The published share of edges leaves many colourings right.
        ["algorithmic/binary_alternation-v1"] = 0.26, // The published p_solvable of 0.8.
        ["games/knight_swap-v1"] = 0.26, // The published impossible_ratio of 0.2.
        ["graphs/largest_island-v1"] = 0.24, // The published numbers of islands begin with 0.
        ["arithmetic/power_function-v1"] = 0.15, // The published exponents begin with 0.
        ["algebra/polynomial_equations-v1"] = 0.14, // No real root.
        ["logic/propositional_logic-v1"] = 0.22, // Of two variables a statement tells everything.
    };

    public static TheoryData<string> Attacks => [.. Mistakes.Select(m => m.Attack)];

    public static TheoryData<string> Ids => [.. FamilyCatalog.BuiltIn().All.Select(f => f.Info.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task No_family_pays_a_cheater(string id)
    {
        var family = FamilyCatalog.BuiltIn()[id];
        var many = family.Info.Domain == "code" ? 20 : 600; // Each answer of theirs is a program that runs.
        var result = await new FamilyAudit(family, ScoringProfile.Default) { ConstantItems = many }.RunAsync(12, TestContext.Current.CancellationToken);
        Assert.Empty(result.Holes);
        var constant = result.Classes.Single(c => c.Name == "constant");
        Assert.True(constant.Earned <= Constants.GetValueOrDefault(id, 0.1), $"One answer earns {constant.Earned} on average: {constant.Example}");
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task The_audit_finds_a_judge_that_falls_for(string attack)
    {
        var pays = Mistakes.Single(m => m.Attack == attack).Pays;
        var family = new Mutant(Sum) { OnJudge = (item, answer) => answer.Text is not null && pays(item, answer) ? Verdict.Correct("x") : null };
        var result = await new FamilyAudit(family, ScoringProfile.Default) { ConstantItems = 12 }.RunAsync(12, TestContext.Current.CancellationToken);
        Assert.Contains(result.Holes, hole => hole.StartsWith($"{attack} earns", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_family_that_fails_is_reported()
    {
        var family = new Mutant(Sum) { OnOracle = _ => throw new InvalidOperationException("no answer") };
        var result = await new FamilyAudit(family, ScoringProfile.Default) { ConstantItems = 12 }.RunAsync(5, TestContext.Current.CancellationToken);
        Assert.Contains("no answer", Assert.Single(result.Holes), StringComparison.Ordinal);
    }

    private static string Right(TaskItem item) => Sum.Oracle(item)!;

    private static string Bare(Answer answer) => answer.IsFinal ? answer.Text! : AnswerTags.Extract(answer.Text!).Text ?? "";
}
