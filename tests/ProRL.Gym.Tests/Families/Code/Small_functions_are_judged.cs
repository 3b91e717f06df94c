using System.Text;
using System.Text.Json.Nodes;
using ProRL.Gym.Checking;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Gym.Tests.Families.Solvers;
using ProRL.Verifiers;

namespace ProRL.Gym.Tests.Families.Code;

public sealed class Small_functions_are_judged
{
    private static readonly ITaskFamily Family = FamilyCatalog.BuiltIn()["code/small_functions-v1"];

    [Fact]
    public async Task The_family_keeps_every_promise()
    {
        // Each of the attacks on an item starts an engine a call: a few items are enough for a sandbox that has tests of its own.
        var checker = new FamilyChecker(Family, Solver.ById[Family.Info.Id].IsRightFor) { TimeLimit = TimeSpan.FromSeconds(30) };
        var violations = await checker.CheckAsync(16, TestContext.Current.CancellationToken);
        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    [Theory]
    [InlineData("function f(a) { return (a + 3) * 2; }")]
    [InlineData("f=a=>(a+3)*2")]
    [InlineData("const f = a => 2 * a + 6;")]
    [InlineData("```js\nvar f = function (a) { return a + a + 6 }\n```")]
    public async Task Every_program_that_does_it_is_right(string program) =>
        Assert.Equal(VerdictStatus.Correct, (await JudgeAsync(["+3", "*2"], "all", program)).Status);

    [Theory]
    [InlineData("f=a=>a+3*2")]
    [InlineData("f=a=>10")]
    [InlineData("f=a=>(a+3*2")]
    [InlineData("f=a=>{while(true);}")]
    [InlineData("g=a=>(a+3)*2")]
    [InlineData("(a + 3) * 2")]
    [InlineData("f=a=>String((a+3)*2)")]
    public async Task Every_other_earns_nothing(string program)
    {
        foreach (var pay in new[] { "all", "share" })
        {
            var verdict = await JudgeAsync(["+3", "*2"], pay, program);
            Assert.Equal((VerdictStatus.Incorrect, 0.0), (verdict.Status, verdict.Score));
        }
    }

    [Theory]
    [InlineData(ScoringProfile.Default)]
    [InlineData(ScoringProfile.ReasoningGym)]
    public async Task Every_profile_runs_the_program(ScoringProfile profile)
    {
        var grader = new Grader(FamilyCatalog.BuiltIn(), TimeProvider.System, profile);
        var handle = new Handle(Family.Info.Id, Split.Train, 1, 0, "");
        var right = Family.Oracle(Family.Make(handle))!;
        Assert.Equal(1, (await grader.ScoreAsync($"{handle}", Answer.Final($"{right}//"), TestContext.Current.CancellationToken)).Score);
        Assert.Equal(0, (await grader.ScoreAsync($"{handle}", Answer.Final($"//{right}"), TestContext.Current.CancellationToken)).Score);
    }

    [Fact]
    public async Task A_program_that_is_right_in_some_calls_earns_their_share_where_the_setting_says_so()
    {
        const string WrongBelow0 = "f=a=>a<0?0:(a+3)*2";
        Assert.Equal(0, (await JudgeAsync(["+3", "*2"], "all", WrongBelow0)).Score);
        var verdict = await JudgeAsync(["+3", "*2"], "share", WrongBelow0);
        Assert.InRange(verdict.Score!.Value, 0.01, 0.99);
        Assert.Equal(verdict.Components!.Values.Average(), verdict.Score);
    }

    [Theory]
    [InlineData(1, "+3 *2", "(a + 3) * 2", "a + 3 * 2")]
    [InlineData(1, "*2 +3", "a * 2 + 3", "a * 2 + 3")]
    [InlineData(2, "-b 9- %4", "(9 - (a - b)) % 4", "9 - a - b % 4")]
    [InlineData(1, "*3 9- -2", "9 - a * 3 - 2", "9 - a * 3 - 2")]
    [InlineData(3, "+b >c *2", "Math.max(a + b, c) * 2", "Math.max(a + b, c) * 2")]
    [InlineData(1, "-5 abs <9 9-", "9 - Math.min(Math.abs(a - 5), 9)", "9 - Math.min(Math.abs(a - 5), 9)")]
    public async Task Brackets_stand_where_the_steps_need_them(int arguments, string steps, string careful, string hasty)
    {
        var item = Item(arguments, steps.Split(' '));
        Assert.Contains($"return {careful};", Family.Oracle(item), StringComparison.Ordinal);
        var demonstrations = Enumerable.Range(0, 40).Select(i => Family.Demonstrate(item, new Rng($"{i}"))!).ToHashSet();
        Assert.Equal(
            new[] { careful, hasty }.Select(e => e.Replace(" ", "", StringComparison.Ordinal)).ToHashSet(),
            [.. demonstrations.Select(d => d[(d.IndexOf("=>", StringComparison.Ordinal) + 2)..^"</answer>".Length])]);
        foreach (var demonstration in demonstrations)
        {
            var verdict = await Family.JudgeAsync(item, Answer.Response(demonstration), TestContext.Current.CancellationToken);
            Assert.Equal(demonstration.Contains(careful.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal), verdict.Status == VerdictStatus.Correct);
        }
    }

    [Theory]
    [InlineData(0, "+3", "from 1 to 3")]
    [InlineData(1, "+b", "a step such as")]
    [InlineData(2, "%b", "a step such as")]
    [InlineData(1, "%0", "a step such as")]
    [InlineData(1, "+-3", "a step such as")]
    [InlineData(1, "*999999999 *999999999", "within 15 digits")]
    public void A_row_that_tells_no_function_is_refused(int arguments, string steps, string right) =>
        Assert.Contains(right, Assert.Throws<TaskFormatException>(() => Item(arguments, steps.Split(' '))).Message, StringComparison.Ordinal);

    private static async Task<Verdict> JudgeAsync(string[] steps, string pay, string program) =>
        await Family.JudgeAsync(Item(1, steps, pay), Answer.Final(program), TestContext.Current.CancellationToken);

    private static TaskItem Item(int arguments, string[] steps, string pay = "all")
    {
        var row = new JsonObject
        {
            ["family"] = Family.Info.Id,
            ["metadata"] = new JsonObject { ["arguments"] = arguments, ["steps"] = new JsonArray([.. steps.Select(s => JsonValue.Create(s))]), ["pay"] = pay },
            ["response"] = "x",
        };
        return Family.Read(TaskRow.Parse(Encoding.UTF8.GetBytes(row.ToJsonString())));
    }
}
