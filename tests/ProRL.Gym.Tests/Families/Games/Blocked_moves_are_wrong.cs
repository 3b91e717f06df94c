using System.Text.Json;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Tests.Families.Games;

public sealed class Blocked_moves_are_wrong
{
    private const string Room = "+ + + + + +  \n+ * - @ X +  \n+ + + + + +  \n";

    [Theory]
    [InlineData("RR", 1, 1)]
    [InlineData("r, r", 1, 0)]
    [InlineData("RLRR", 1, 1)]
    [InlineData("URR", 0, 1)]
    [InlineData("RRR", 0, 1)]
    [InlineData("RRU", 0, 1)]
    [InlineData("R", 0, 0)]
    public async Task A_blocked_move_is_paid_only_as_published(string moves, double score, double published)
    {
        var family = FamilyCatalog.BuiltIn()["games/sokoban-v1"];
        var item = family.Read(TaskRow.From(JsonSerializer.SerializeToElement(new { family = family.Info.Id, metadata = new { gamestr = Room } })));
        Assert.Equal(score, (await family.JudgeAsync(item, Answer.Final(moves), TestContext.Current.CancellationToken)).Score);
        Assert.Equal(published, family.JudgeAsPublished(item, Answer.Final(moves))!.Score);
    }

    [Fact]
    public async Task No_short_answer_solves_a_default_puzzle()
    {
        var family = FamilyCatalog.BuiltIn()["games/sokoban-v1"];
        string[] walks = [""];
        for (var length = 1; length <= 6; length++)
        {
            walks = [.. walks.SelectMany(walk => "UDLR".Select(step => walk + step))];
            for (var i = 0; i < 40; i++)
            {
                var item = family.Make(new Handle(family.Info.Id, Split.Train, 8, i, ""));
                foreach (var walk in walks)
                    Assert.Equal(0, (await family.JudgeAsync(item, Answer.Final(walk), TestContext.Current.CancellationToken)).Score);
            }
        }
    }

    [Fact]
    public void A_room_is_never_solved_by_fewer_moves_than_asked_for()
    {
        var family = FamilyCatalog.BuiltIn()["games/sokoban-v1"];
        for (var i = 0; i < 300; i++)
        {
            var item = family.Make(new Handle(family.Info.Id, Split.Train, 8, i, $"{{\"level\":{2 + i % 3},\"min_moves\":{i % 10 + 1}}}"));
            Assert.True(family.Oracle(item)!.Length >= i % 10 + 1, $"{item.Handle}");
        }
    }

    [Fact]
    public async Task A_long_wander_solves_no_default_puzzle()
    {
        var family = FamilyCatalog.BuiltIn()["games/sokoban-v1"];
        var rng = new Rng("wander");
        var wander = string.Concat(Enumerable.Range(0, 2000).Select(_ => "UDLR"[rng.Int(0, 3)]));
        for (var i = 0; i < 200; i++)
            Assert.Equal(0, (await family.JudgeAsync(family.Make(new Handle(family.Info.Id, Split.Train, 8, i, "")), Answer.Final(wander), TestContext.Current.CancellationToken)).Score);
    }
}
