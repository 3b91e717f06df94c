using System.Text.Json;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Tests.Families.Games;

/// <summary>Answers in the spelling of the prompt are read in a shorter way than others; both ways must say the same.</summary>
public sealed class Moves_are_judged_in_any_spelling
{
    private const string Signs = "{}[]\",:. 019ABPabdgnoqrt()_\\\n5";

    [Fact]
    public async Task A_plan_is_judged_alike_in_a_code_fence_and_without_it()
    {
        var (paid, tried) = (0, 0);
        await foreach (var (item, plan) in Spoilt("games/boxnet-v1"))
        {
            var plain = await ScoreAsync(item, plan);
            Assert.True(plain == await ScoreAsync(item, $"```json\n{plan}\n```"), $"{item.Handle}: {plan}");
            paid += plain == 1 ? 1 : 0;
            tried++;
        }

        Assert.InRange(paid, tried / 50, tried / 2);
    }

    [Fact]
    public async Task Moves_of_disks_are_judged_alike_in_capitals()
    {
        var (paid, tried) = (0, 0);
        await foreach (var (item, moves) in Spoilt("games/tower_of_hanoi-v1"))
        {
            var plain = await ScoreAsync(item, moves);
            Assert.True(plain == await ScoreAsync(item, moves.ToUpperInvariant()), $"{item.Handle}: {moves}");
            paid += plain == 1 ? 1 : 0;
            tried++;
        }

        Assert.InRange(paid, tried / 50, tried / 2);
    }

    [Theory]
    [InlineData("[{\"Agent[0.5, 0.5]\": \"move(box_red, square[0.5, 1.5])\"}, {\"Agent[0.5, 1.5]\": \"move(box_red, target_red)\"}]", 1)]
    [InlineData("[{\"agent[0.5,0.5]\":\"MOVE(box_red,square[.5,1.50])\"},{},{\"Agent[0.5, 1.5]\": \"move(box_red, target_red)\"}]", 1)]
    [InlineData("[{\"Agent[0.5, 0.5]\": \"move(box_red, square[0.5, 1.5])\", \"Agent[0.5, 1.5]\": \"move(box_red, target_red)\"}]", 1)]
    [InlineData("[{\"Agent[0.5, 0.5]\": \"move(box_red, square[0.5, 1.5])\", \"Agent[0.5, 0.5]\": \"move(box_red, target_red)\"}]", 0)]
    [InlineData("[{\"Agent[0.5, 0.5]\": \"move(box_red, square[0.5, 2.5])\"}, {\"Agent[0.5, 2.5]\": \"move(box_red, target_red)\"}]", 0)]
    [InlineData("[{\"Agent[0.5, 0.5]\": \"move(box_red, target_red)\"}]", 0)]
    [InlineData("[{\"Agent[0.5, 0.5]\": \"move(box_red, square[0.5, 1.5])\"}, {\"Agent[0.5, 1.5]\": \"move(box_red, target_red)\"},]", 0)]
    [InlineData("[{\"Agent[0.5, 0.5]\": \"move(box_red, square[0.5, 1.5])\"}, {\"Agent[0.5, 1.5]\": \"move(box_red, target_red)\"}] x", 0)]
    public async Task Boxes_move_by_a_square_at_a_time(string plan, double score)
    {
        var family = FamilyCatalog.BuiltIn()["games/boxnet-v1"];
        var item = family.Read(TaskRow.From(JsonSerializer.SerializeToElement(new
        {
            family = family.Info.Id,
            metadata = new { row_num = 1, column_num = 3, initial_state = new Dictionary<string, string[]> { ["0.5_0.5"] = ["box_red"], ["0.5_1.5"] = ["target_red"], ["0.5_2.5"] = [] } },
        })));
        Assert.Equal(score, await ScoreAsync(item, plan));
    }

    // Right answers, most of them with some sign lost, doubled or changed.
    private static async IAsyncEnumerable<(TaskItem Item, string Answer)> Spoilt(string id)
    {
        await Task.Yield();
        var family = FamilyCatalog.BuiltIn()[id];
        var rng = new Rng("spoilt");
        for (var i = 0; i < 3000; i++)
        {
            var item = family.Make(new Handle(id, Split.Train, 6, i % 100, "{\"level\":1}"));
            var text = family.Oracle(item)!;
            for (var changes = rng.Int(0, 2); changes >= 0 && i % 20 != 0; changes--)
            {
                var at = rng.Int(0, text.Length - 1);
                text = rng.Int(0, 3) switch
                {
                    0 => text.Remove(at, 1),
                    1 => text.Insert(at, text[at..(at + 1)]),
                    2 => text.Insert(at, $"{Signs[rng.Int(0, Signs.Length - 1)]}"),
                    _ => text.Remove(at, 1).Insert(at, $"{Signs[rng.Int(0, Signs.Length - 1)]}"),
                };
            }

            yield return (item, text);
        }
    }

    private static async Task<double?> ScoreAsync(TaskItem item, string answer) =>
        (await FamilyCatalog.BuiltIn()[item.Family].JudgeAsync(item, Answer.Final(answer), TestContext.Current.CancellationToken)).Score;
}
