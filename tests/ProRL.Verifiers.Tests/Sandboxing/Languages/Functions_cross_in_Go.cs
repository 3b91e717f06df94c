using System.Collections.Concurrent;
using System.Text.Json;
using ProRL.Verifiers.Programs;
using ProRL.Verifiers.Sandboxing;

namespace ProRL.Verifiers.Tests.Sandboxing.Languages;

/// <summary>
/// Functions that tests give to a solution in Go, and that it gives to them: go-functions.jsonl has right solutions, wrong
/// ones, and attacks by way of a function.
/// </summary>
public sealed class Functions_cross_in_Go(SandboxFixture sandboxes) : IClassFixture<SandboxFixture>
{
    private static readonly RunLimits Brief = SandboxFixture.Limits with { CpuTime = TimeSpan.FromSeconds(10), Time = TimeSpan.FromSeconds(60) };

    [Fact]
    public async Task By_row()
    {
        var wrong = new ConcurrentBag<string>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Sandboxing", "Languages", "go-functions.jsonl")), options, async (line, cancellation) =>
        {
            var row = JsonElement.Parse(line);
            var program = new SourceProgram("go", row.GetProperty("solution").GetString()!);
            var tests = new TestCode(row.GetProperty("tests").GetString()!, null) { Style = TestStyle.Framework };
            var verdict = await new ProgramJudge(sandboxes.Sandbox).JudgeAsync(program, new ProgramTests.Code(tests), Brief, cancellation);
            if (verdict.Score != row.GetProperty("score").GetDouble())
                wrong.Add($"{row.GetProperty("id")} has {verdict.Score}: {verdict.Reason}");
        });
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Order(StringComparer.Ordinal)));
    }
}
