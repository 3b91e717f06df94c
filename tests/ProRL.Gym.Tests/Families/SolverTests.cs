using ProRL.Gym.Tasks;
using ProRL.Gym.Tests.Families.Solvers;

namespace ProRL.Gym.Tests.Families;

public sealed class SolverTests
{
    public static TheoryData<string> Ids => [.. Solver.ById.Keys];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_solver_that_reads_the_prompt_agrees_with_the_oracle_on_a_thousand_items(string id)
    {
        var family = FamilyCatalog.BuiltIn()[id];
        for (var i = 0; i < 1000; i++)
        {
            // Levels 0 to 5, where the plain solvers are fast enough.
            var item = family.Make(new Handle(id, i % 10 == 0 ? Split.Eval : Split.Train, 5, i, i % 7 == 6 ? "" : $"{{\"level\":{i % 7}}}"));
            var oracle = family.Oracle(item)!;
            Assert.True(Solver.ById[id].IsRight(item.Prompt.Text, oracle), $"{item.Handle}: '{oracle}' is wrong for: {item.Prompt}");
        }
    }
}
