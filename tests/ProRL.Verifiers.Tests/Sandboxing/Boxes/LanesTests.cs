using System.Globalization;
using ProRL.Verifiers.Sandboxing;
using ProRL.Verifiers.Sandboxing.Boxes;
using ProRL.Verifiers.Sandboxing.Languages;

namespace ProRL.Verifiers.Tests.Sandboxing.Boxes;

public sealed class LanesTests
{
    private const int Runs = 12;
    private const string Source = "#include <cstdio>\n#include <unistd.h>\nint main() { int n; scanf(\"%d\", &n); usleep(300000); printf(\"%d\\n\", n); }\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static ProgramInput[] Inputs => [.. Enumerable.Range(0, Runs).Select(i => new ProgramInput(i.ToString(CultureInfo.InvariantCulture), []))];

    private static DockerBoxes Pool(int boxes)
    {
        Engine.Require();
        return new DockerBoxes(Engine.Options with { BoxesPerImage = boxes, MemoryBytes = 4L << 30, Processes = 512 }, TimeProvider.System);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Long_runs_take_the_boxes_that_are_free_and_are_compiled_once(int boxes)
    {
        await using var pool = Pool(boxes);
        var language = new Counting(new CppLanguage());
        await using var sandbox = new BoxSandbox(() => pool, language);
        var results = await sandbox.RunAsync(new SourceProgram("cpp", Source), Inputs, Engine.Submission, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(Enumerable.Range(0, Runs).Select(i => $"{i}\n"), results.Select(r => r.Stdout));
        Assert.All(results, r => Assert.Equal(RunOutcome.Finished, r.Outcome));
        Assert.Equal(boxes, pool.Containers.Count());
        Assert.Equal(1, language.Builds);
    }

    [Fact]
    public async Task What_is_left_out_of_a_submission_does_not_depend_on_how_many_boxes_it_had()
    {
        foreach (var boxes in new[] { 1, 3 })
        {
            await using var pool = Pool(boxes);
            await using var sandbox = new BoxSandbox(() => pool, new CppLanguage());
            var results = await sandbox.RunAsync(
                new SourceProgram("cpp", Source.Replace("usleep(300000)", "usleep(550000)", StringComparison.Ordinal)),
                Inputs,
                Engine.Submission with { SubmissionCpuTime = TimeSpan.FromSeconds(2) },
                Cancellation).ToListAsync(Cancellation);
            Assert.Equal(Runs, results.Count);
            Assert.InRange(results.TakeWhile(r => r.Outcome == RunOutcome.Finished).Count(), 4, 6);
            Assert.All(results.SkipWhile(r => r.Outcome == RunOutcome.Finished), r => Assert.Equal(RunOutcome.NotRun, r.Outcome));
        }
    }

    [Fact]
    public async Task A_box_that_somebody_waits_for_is_given_back()
    {
        await using var pool = Pool(2);
        await using var sandbox = new BoxSandbox(() => pool, new CppLanguage());
        var done = 0;
        await foreach (var run in sandbox.RunAsync(new SourceProgram("cpp", Source), [.. Inputs, .. Inputs], Engine.Submission, Cancellation))
        {
            Assert.Equal(RunOutcome.Finished, run.Outcome);
            if (++done < 4)
                continue;

            // Both boxes are at work for this submission by now; it has twenty runs left.
            Assert.Null(await pool.TryLeaseAsync("cpp", Cancellation));
            await (await pool.LeaseAsync("cpp", Cancellation)).DisposeAsync();
            break;
        }

        Assert.Equal(4, done);
    }

    [Fact]
    public async Task Whoever_stops_reading_gets_the_boxes_back()
    {
        await using var pool = Pool(2);
        await using var sandbox = new BoxSandbox(() => pool, new CppLanguage());
        Assert.Equal("0\n", (await sandbox.RunAsync(new SourceProgram("cpp", Source), Inputs, Engine.Submission, Cancellation).FirstAsync(Cancellation)).Stdout);
        await using var one = await pool.LeaseAsync("cpp", Cancellation);
        await using var two = await pool.LeaseAsync("cpp", Cancellation);
    }

    private sealed class Counting(ILanguage inner) : ILanguage
    {
        private int _builds;

        public int Builds => _builds;

        public string Name => inner.Name;

        public string Image => inner.Image;

        public Task<Built> BuildProgramAsync(IBox box, string source, BoxLimits limits, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _builds);
            return inner.BuildProgramAsync(box, source, limits, cancellation);
        }

        public Task<Built> BuildTestsAsync(IBox box, string source, TestCode tests, BoxLimits limits, CancellationToken cancellation) =>
            inner.BuildTestsAsync(box, source, tests, limits, cancellation);
    }
}
