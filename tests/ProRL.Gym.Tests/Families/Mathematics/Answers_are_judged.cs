using System.Text;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;

namespace ProRL.Gym.Tests.Families.Mathematics;

public sealed class Answers_are_judged
{
    private static readonly Gym.Families.Mathematics.Answer Family = new();

    [Theory]
    [InlineData("""{"family":"math/answer-v1","answer":"3/4","response":"So it is \\boxed{0.75}."}""", VerdictStatus.Correct)]
    [InlineData("""{"family":"math/answer-v1","answer":["1/2","2/4"],"final":"0.5"}""", VerdictStatus.Correct)]
    [InlineData("""{"family":"math/answer-v1","answer":5,"response":"The answer is 5."}""", VerdictStatus.Correct)]
    [InlineData("""{"family":"math/answer-v1","answer":5,"response":"The answer is 6."}""", VerdictStatus.Incorrect)]
    [InlineData("""{"family":"math/answer-v1","answer":5,"response":"$7$ $6$ $5$"}""", VerdictStatus.Hedged)]
    [InlineData("""{"family":"math/answer-v1","answer":5,"response":"Answer: 5 or 6 or 7"}""", VerdictStatus.Incorrect)]
    [InlineData("""{"family":"math/answer-v1","answer":5,"response":""}""", VerdictStatus.Unanswered)]
    [InlineData("""{"family":"math/answer-v1","answer":5,"final":null}""", VerdictStatus.Unanswered)]
    [InlineData("""{"family":"math/answer-v1","answer":5,"response":"It is 5.","metadata":{"extraction":"boxed"}}""", VerdictStatus.Unanswered)]
    [InlineData("""{"family":"math/answer-v1","answer":"1/3","response":"0.33","metadata":{"rounding":2}}""", VerdictStatus.Correct)]
    [InlineData("""{"family":"math/answer-v1","answer":100,"response":"100.5","metadata":{"tolerance":0.01}}""", VerdictStatus.Correct)]
    public async Task By_row(string json, VerdictStatus expected)
    {
        var row = TaskRow.Parse(Encoding.UTF8.GetBytes(json));
        var verdict = await Family.JudgeAsync(Family.Read(row), row.Submission!.Value, TestContext.Current.CancellationToken);
        Assert.Equal(expected, verdict.Status);
        Assert.NotEmpty(verdict.Reason);
    }

    [Theory]
    [InlineData("""{"family":"math/answer-v1","response":"5"}""", "the row has no \"answer\"")]
    [InlineData("""{"family":"math/answer-v1","answer":1,"metadata":{"extraction":"last"}}""", "metadata.extraction")]
    [InlineData("""{"family":"math/answer-v1","answer":1,"metadata":{"tolerance":-1}}""", "metadata.tolerance")]
    [InlineData("""{"family":"math/answer-v1","answer":1,"metadata":{"domain":"rational"}}""", "metadata.domain")]
    public void A_row_that_can_not_be_judged_says_why(string json, string expected)
    {
        var row = TaskRow.Parse(Encoding.UTF8.GetBytes(json));
        Assert.Contains(expected, Assert.Throws<TaskFormatException>(() => Family.Read(row)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_bundled_row_accepts_its_own_answer_in_a_box()
    {
        foreach (var split in (Split[])[Split.Train, Split.Eval])
        {
            for (var i = 0; i < 70; i++)
            {
                var item = Family.Make(new Handle("math/answer-v1", split, 1, i, ""));
                var oracle = Family.Oracle(item)!;
                var verdict = await Family.JudgeAsync(item, Gym.Tasks.Answer.Response($"I think it is \\boxed{{{oracle}}}."), TestContext.Current.CancellationToken);
                Assert.Equal(VerdictStatus.Correct, verdict.Status);
                verdict = await Family.JudgeAsync(item, Gym.Tasks.Answer.Final(oracle + "1"), TestContext.Current.CancellationToken);
                Assert.Equal(VerdictStatus.Incorrect, verdict.Status);
            }
        }
    }

    [Fact]
    public void Train_and_eval_share_no_question()
    {
        var sides = ((Split[])[Split.Train, Split.Eval]).Select(split => Enumerable.Range(0, 200)
            .Select(i => Family.Make(new Handle("math/answer-v1", split, 3, i, "")).Prompt.Text).ToHashSet()).ToArray();
        Assert.NotEmpty(sides[1]);
        Assert.Empty(sides[0].Intersect(sides[1]));
    }
}
