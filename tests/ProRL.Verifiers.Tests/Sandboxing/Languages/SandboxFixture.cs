using System.Collections.Concurrent;
using System.Text.Json;
using ProRL.Tests.Support;
using ProRL.Verifiers.Programs;
using ProRL.Verifiers.Sandboxing;
using ProRL.Verifiers.Sandboxing.Boxes;

namespace ProRL.Verifiers.Tests.Sandboxing.Languages;

/// <summary>The sandbox of containers, as the server has it.</summary>
public sealed class SandboxFixture : IAsyncDisposable
{
    private readonly Lazy<BoxSandbox> _sandbox = new(() => BoxSandbox.InContainers(Containers.Images(), TimeProvider.System));

    public static RunLimits Limits { get; } = new()
    {
        Steps = 1,
        SubmissionSteps = 1,
        CpuTime = TimeSpan.FromSeconds(4),
        SubmissionCpuTime = TimeSpan.FromMinutes(1),
        Time = TimeSpan.FromSeconds(60),
        SubmissionTime = TimeSpan.FromMinutes(2),
        MemoryBytes = 512L << 20,
        OutputCharacters = 1 << 20,
    };

    public ISandbox Sandbox => _sandbox.Value;

    /// <summary>Judges each row of a file beside this one, and says which have not the score that they should have.</summary>
    /// <param name="file">Lines with <c>id</c>, <c>solution</c> and <c>tests</c>.</param>
    /// <param name="language">Of the solutions.</param>
    /// <param name="tests">The tests of a row.</param>
    /// <param name="score">The score that it should have.</param>
    /// <param name="limits">Of each run.</param>
    public async Task<string> DisagreementsAsync(string file, string language, Func<JsonElement, TestCode> tests, Func<JsonElement, double> score, RunLimits limits)
    {
        var wrong = new ConcurrentBag<string>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Sandboxing", "Languages", file)), options, async (line, cancellation) =>
        {
            var row = JsonElement.Parse(line);
            try
            {
                var verdict = await new ProgramJudge(Sandbox).JudgeAsync(new SourceProgram(language, row.GetProperty("solution").GetString()!), new ProgramTests.Code(tests(row)), limits, cancellation);
                if (verdict.Score != score(row))
                    wrong.Add($"{row.GetProperty("id")} should have {score(row)} and has {verdict.Score}: {verdict.Reason}");
            }
            catch (ArgumentException e)
            {
                wrong.Add($"{row.GetProperty("id")}: {e.Message}");
            }
        });
        return string.Join('\n', wrong.Order(StringComparer.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        if (_sandbox.IsValueCreated)
            await _sandbox.Value.DisposeAsync();
    }
}
