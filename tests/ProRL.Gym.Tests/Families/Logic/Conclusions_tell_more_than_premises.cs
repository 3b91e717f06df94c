using System.Text.Json;
using ProRL.Gym.Datasets;
using ProRL.Gym.Families.Logic;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Tests.Families.Logic;

public sealed class Conclusions_tell_more_than_premises
{
    private static readonly string[] Variables = ["P", "Q", "R"];
    private static readonly string[] Premises = ["(P → Q)", "(Q → R)"];

    [Theory]
    [InlineData("P → R", 1, 1)]
    [InlineData("¬P ∨ R", 1, 1)]
    [InlineData("¬(P ∧ ¬R)", 1, 1)]
    [InlineData("(P → R) ∨ (P → R)", 0, 1)]
    [InlineData("(P → Q) ↔ (Q → R)", 0, 1)]
    [InlineData("((P → Q) ∧ (Q → R)) ∨ P", 0, 1)]
    [InlineData("P → Q", 0, 1)]
    [InlineData("¬Q → ¬P", 0, 1)]
    [InlineData("(P → Q) ∨ R", 0, 1)]
    [InlineData("(P → Q) ∧ (Q → R)", 0, 1)]
    [InlineData("¬(¬(P → Q) ∨ ¬(Q → R))", 0, 1)]
    [InlineData("R → P", 0, 0)]
    [InlineData("P ∨ ¬P", 0, 0)]
    [InlineData("P", 0, 0)]
    public async Task What_copies_premises_is_paid_only_where_the_item_allows_it(string conclusion, double score, double otherwise)
    {
        Assert.Equal(score, await ScoreAsync(Row(true), conclusion));
        Assert.Equal(otherwise, await ScoreAsync(Row(false), conclusion));
    }

    [Fact]
    public async Task Premises_copied_joined_or_weakened_are_no_answer_by_default()
    {
        var family = FamilyCatalog.BuiltIn()["logic/propositional_logic-v1"];
        for (var i = 0; i < 300; i++)
        {
            var item = family.Make(new Handle(family.Info.Id, Split.Train, 8, i, ""));
            var truth = (PropositionalLogicTruth)item.Truth;
            Assert.True(truth.Joint, $"{item.Handle}");
            Assert.Contains("tell more than the statements", item.Prompt.Text, StringComparison.Ordinal);
            string[] said = [.. truth.Written.Select(p => $"({p})")];
            string[] joined = [.. " ∧ , ∨ , → , ↔ ".Split(',').Select(sign => string.Join(sign, said))];
            foreach (var copied in said.Concat(joined).Concat(truth.Names.SelectMany(n => new[] { $"({joined[0]}) ∨ {n}", $"({joined[3]}) ∨ ¬{n}" })))
                Assert.Equal(0, await ScoreAsync(item, copied));
        }
    }

    private static TaskItem Row(bool joint) => FamilyCatalog.BuiltIn()["logic/propositional_logic-v1"].Read(TaskRow.From(JsonSerializer.SerializeToElement(new
    {
        family = "logic/propositional_logic-v1",
        metadata = new { variables = Variables, premises = Premises, joint },
    })));

    private static async Task<double?> ScoreAsync(TaskItem item, string answer) =>
        (await FamilyCatalog.BuiltIn()[item.Family].JudgeAsync(item, Answer.Final(answer), TestContext.Current.CancellationToken)).Score;
}
