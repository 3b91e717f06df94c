using ProRL.Verifiers.Sandboxing;

namespace ProRL.Verifiers.Tests.Sandboxing.Languages;

/// <summary>
/// Functions that tests give to a solution in Go, and that it gives to them: go-functions.jsonl has right solutions, wrong
/// ones, and attacks by way of a function.
/// </summary>
public sealed class Functions_cross_in_Go(SandboxFixture sandboxes) : IClassFixture<SandboxFixture>
{
    private static readonly RunLimits Brief = SandboxFixture.Limits with { CpuTime = TimeSpan.FromSeconds(10) };

    [Fact]
    public async Task By_row() => Assert.Empty(await sandboxes.DisagreementsAsync(
        "go-functions.jsonl",
        "go",
        row => new TestCode(row.GetProperty("tests").GetString()!, null) { Style = TestStyle.Framework },
        row => row.GetProperty("score").GetDouble(),
        Brief));
}
