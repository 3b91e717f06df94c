using ProRL.Gym.Tasks;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Rewards;

namespace ProRL.Trainer.Tests.Rewards;

public sealed class RowTasksTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("prorl-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_training_row_comes_once_a_round_in_an_order_of_the_seed_and_the_round()
    {
        var rows = RowTasks.Read(Rows(40), Rows(3, "held.jsonl"));
        string[] Handles(ulong seed, long start) => [.. rows.Take("math/mine", Split.Train, seed, start, 40).Select(t => t.Handle)];
        Assert.Equal(40, Handles(1, 0).Distinct().Count());
        Assert.Equal(Handles(1, 0).Order(), Handles(1, 40).Order());
        Assert.NotEqual(Handles(1, 0), Handles(1, 40));
        Assert.NotEqual(Handles(1, 0), Handles(2, 0));
        Assert.Equal(Handles(1, 0)[7..], Handles(1, 7)[..33]);
    }

    [Fact]
    public void Held_out_rows_come_in_their_order_and_end()
    {
        var rows = RowTasks.Read(Rows(5), Rows(3, "held.jsonl"));
        Assert.Equal(["math/mine|eval|row|0|", "math/mine|eval|row|1|", "math/mine|eval|row|2|"], rows.Take("math/mine", Split.Eval, 1, 0, 200).Select(t => t.Handle));
        Assert.Equal(2, rows.Take("math/mine", Split.Eval, 1, 1, 2).Length);
    }

    [Fact]
    public void Without_a_file_of_held_out_rows_the_prompts_hash_decides_and_nothing_is_on_both_sides()
    {
        var rows = RowTasks.Read(Rows(200), "");
        var train = rows.Take("x/y", Split.Train, 1, 0, 200).Select(t => t.Prompt.Text).ToHashSet();
        var eval = rows.Take("x/y", Split.Eval, 1, 0, 200).Select(t => t.Prompt.Text).ToHashSet();
        Assert.Equal(200, train.Count + eval.Count);
        Assert.Empty(train.Intersect(eval));
        Assert.NotEmpty(eval);
    }

    [Fact]
    public void A_row_keeps_its_truth_and_loses_answers_given_before()
    {
        var task = RowTasks.Read(Rows(5), Rows(1, "held.jsonl")).Take("math/mine", Split.Eval, 1, 0, 1)[0];
        Assert.Equal("0", (string?)task.Row!["answer"]);
        Assert.False(task.Row.ContainsKey("response"));
        Assert.Equal("What is 0+0?", task.Prompt.Text);
    }

    [Theory]
    [InlineData("", "has no rows")]
    [InlineData("{\"family\":\"math/answer-v1\",\"answer\":\"1\"}", "line 1: the row has no \"prompt\"")]
    [InlineData("{\"prompt\":\"x\"}", "line 1: the row has no \"family\"")]
    [InlineData("nonsense", "line 1: the line is not JSON")]
    public void A_file_that_can_not_be_used_is_refused_in_words(string text, string expected)
    {
        var path = Path.Combine(_folder, "bad.jsonl");
        File.WriteAllText(path, text);
        var error = Assert.Throws<RecipeException>(() => RowTasks.Read(path, ""));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("There is no file of rows", Assert.Throws<RecipeException>(() => RowTasks.Read(path + "x", "")).Message, StringComparison.Ordinal);
    }

    private string Rows(int count, string name = "rows.jsonl")
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllLines(path, Enumerable.Range(0, count).Select(i => $$"""{"id":{{i}},"family":"math/answer-v1","prompt":"What is {{i}}+{{i}}?","answer":"{{2 * i}}","response":"old"}"""));
        return path;
    }
}
