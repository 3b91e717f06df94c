using System.Text.Json;
using ProRL.Verifiers.Programs;
using ProRL.Verifiers.Sandboxing;

namespace ProRL.Verifiers.Tests.Sandboxing.Languages;

/// <summary>
/// What crosses between a Python solution and its tests: python-attacks.jsonl has solutions that must earn nothing,
/// python-habits.jsonl has right ones with tests that need much of a language.
/// </summary>
public sealed class Python_bridge_holds(SandboxFixture sandboxes) : IClassFixture<SandboxFixture>
{
    private static readonly RunLimits Brief = SandboxFixture.Limits with { CpuTime = TimeSpan.FromSeconds(3), Time = TimeSpan.FromSeconds(15) };

    [Theory]
    [InlineData("python-attacks.jsonl", 0.0)]
    [InlineData("python-habits.jsonl", 1.0)]
    public async Task By_file(string file, double score) =>
        Assert.Empty(await sandboxes.DisagreementsAsync(file, "python", TestsOf, _ => score, Brief));

    [Fact]
    public async Task Calls_return_plain_values()
    {
        const string Source = """
            from collections import Counter
            class Solution:
                def describe(self, n, more):
                    if n < 0:
                        raise ValueError(f"{n} is negative")
                    return (n, {n: [more]}, Counter({"half": n / 2}), {1}, float("nan"), 10 ** 30, b"x", more is None)
            """;
        using var arguments = JsonDocument.Parse("""[[1, null], [2.0, {"a": ["é"]}], [-1, 0]]""");
        var calls = arguments.RootElement.EnumerateArray().Select(c => new FunctionCall("describe", [.. c.EnumerateArray().Select(PlainJson.Read)])).ToArray();
        var shown = new List<string>();
        await foreach (var result in sandboxes.Sandbox.CallAsync(new SourceProgram("python", Source), calls, Brief, TestContext.Current.CancellationToken))
            shown.Add(result.Value is null ? result.Run.Error! : PlainJson.Show(result.Value));
        Assert.Equal(
            [
                "[1, {1: [null]}, {half: 0.5}, {1}, NaN, 1000000000000000000000000000000, b \"78\", true]",
                "[2, {2: [{a: [\"é\"]}]}, {half: 1}, {1}, NaN, 1000000000000000000000000000000, b \"78\", false]",
                "ValueError: -1 is negative",
            ],
            shown);
    }

    [Theory]
    [InlineData("print(3, 4)", 1.0, "2 of 2")]
    [InlineData("print(4, 3)", 1.0, "2 of 2")]
    [InlineData("print(3, 5)", 0.0, "the judge says: 8")]
    [InlineData("print('many words')", 0.0, "the judge says no")]
    public async Task A_special_judge_decides_where_many_outputs_are_right(string program, double score, string reason)
    {
        const string Judge = """
            import sys
            try:
                given = [int(n) for n in open(sys.argv[2]).read().split()]
            except ValueError:
                sys.exit(43)
            print(sum(given))
            sys.exit(42 if sum(given) == int(open(sys.argv[1]).read()) else 43)
            """;
        var tests = new ProgramTests.Stdio([new StdioCase("7", "3 4"), new StdioCase("7", "2 5")], new Checker(CheckerKind.Tokens)) { SpecialJudge = new SourceProgram("python", Judge) };
        var judge = new ProgramJudge(sandboxes.Sandbox, sandboxes.Sandbox);
        var verdict = await judge.JudgeAsync(new SourceProgram("python", program), tests, Brief, TestContext.Current.CancellationToken);
        Assert.Equal(score, verdict.Score);
        Assert.Contains(reason, verdict.Reason, StringComparison.Ordinal);

        // A judge that fails decides nothing.
        var broken = tests with { SpecialJudge = new SourceProgram("python", "raise ValueError()") };
        await Assert.ThrowsAsync<ArgumentException>(() => judge.JudgeAsync(new SourceProgram("python", program), broken, Brief, TestContext.Current.CancellationToken));
    }

    private static TestCode TestsOf(JsonElement row) => new(Text(row, "tests")!, Text(row, "entry_point"))
    {
        Style = Text(row, "style") switch
        {
            "check" => TestStyle.Check,
            "unittest" or "pytest" => TestStyle.Framework,
            _ => TestStyle.Statements,
        },
        SolutionFile = Text(row, "solution_file"),
        TestFile = Text(row, "test_file"),
        Given = Text(row, "given"),
    };

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() : null;
}
