using ProRL.Gym.Checking;
using ProRL.Gym.Tasks;
using ProRL.Gym.Tests.Families.Solvers;

namespace ProRL.Gym.Tests.Contracts;

public sealed class FamilyContractTests
{
    // Families of rows make no items of their own and have no settings; their folders hold their tests.
    public static TheoryData<string> Ids => [.. FamilyCatalog.BuiltIn().All.Where(f => f.Info.Defaults.Count > 0).Select(f => f.Info.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_family_keeps_every_promise(string id)
    {
        var solver = Solver.ById.GetValueOrDefault(id);
        var checker = new FamilyChecker(FamilyCatalog.BuiltIn()[id], (item, answer) => solver?.IsRight(item.Prompt.Text, answer) == true)
        {
            TimeLimit = TimeSpan.FromSeconds(30), // The tests of all families share two cores.
        };
        var violations = await checker.CheckAsync(200, TestContext.Current.CancellationToken);
        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }
}
