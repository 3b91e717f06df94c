using System.Diagnostics;
using ProRL.Trainer.Rollouts;
using ProRL.Trainer.Runs;
using ProRL.Trainer.Tests.Support;

namespace ProRL.Trainer.Tests.Commands;

/// <summary>SIGKILL at random moments of one run: 3 times, or 20 where PRORL_NIGHTLY is 1.</summary>
public sealed class KilledRunTests : IDisposable
{
    private const ulong Seed = 20;

    // So many steps lie between two kills that a run is never through before its last.
    private const int StepsPerKill = 12;

    private readonly string _folder = Directory.CreateTempSubdirectory("prorl-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_run_killed_again_and_again_ends_with_the_same_numbers_and_leaves_no_server_behind()
    {
        var kills = Environment.GetEnvironmentVariable("PRORL_NIGHTLY") == "1" ? 20 : 3;
        await File.WriteAllTextAsync(Path.Combine(_folder, "tiny.yaml"), TinyRecipe.Yaml(StepsPerKill * (kills + 1)), TestContext.Current.CancellationToken);
        using (var whole = TrainProcess.Start(_folder, "tiny.yaml", "--name", "whole")) whole.Finish();

        var run = new RunFolder(Path.Combine(_folder, "runs", "killed"));
        var servers = new List<int>();
        var progress = new List<int>();
        for (var kill = 0; kill < kills; kill++)
        {
            using var process = Start(run);
            await MomentAsync(process, run, kill);
            progress.Add(Lines(run));
            Assert.False(process.HasExited, "It had ended before the kill.");
            servers.AddRange(process.Kill());
        }
        // Of each process that was killed, the next one removes what it left.
        Assert.Single(Directory.GetDirectories(TrainProcess.Temporary(_folder), "prorl-gym-*"));
        using (var last = Start(run)) last.Finish();
        Assert.Empty(Directory.GetDirectories(TrainProcess.Temporary(_folder), "prorl-gym-*"));

        RunFiles.AssertEqual(Path.Combine(_folder, "runs", "whole"), run.Path);
        Assert.True(progress.Distinct().Count() > kills / 2, $"It was killed at the same places: {string.Join(", ", progress)}.");
        Assert.NotEmpty(servers);
        for (var waited = Stopwatch.StartNew(); servers.Any(TrainProcess.Lives); await Task.Delay(50, TestContext.Current.CancellationToken))
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(20), "A server outlived its parent.");
        TestContext.Current.TestOutputHelper?.WriteLine($"killed after {string.Join(", ", progress)} lines of metrics; {servers.Count} servers ended");
    }

    private TrainProcess Start(RunFolder run) =>
        Directory.Exists(run.Path) ? TrainProcess.Start(_folder, "--resume", "runs/killed") : TrainProcess.Start(_folder, "tiny.yaml", "--name", "killed");

    // Every fourth kill comes at any time after the start, the first moments included; the others a random time after
    // the run came a random number of lines further.
    private static async Task MomentAsync(TrainProcess process, RunFolder run, int kill)
    {
        double Random(ulong n) => Counter.Unit(Counter.Key(Seed, (ulong)kill), n);
        if (kill % 4 == 3)
        {
            await Task.Delay((int)(2500 * Random(0)), TestContext.Current.CancellationToken);
            return;
        }
        var until = Lines(run) + 1 + (int)(StepsPerKill * Random(0));
        while (Lines(run) < until && !process.HasExited) await Task.Delay(2, TestContext.Current.CancellationToken);
        await Task.Delay((int)(60 * Random(1)), TestContext.Current.CancellationToken);
    }

    private static int Lines(RunFolder run) => File.Exists(run.Metrics) ? File.ReadLines(run.Metrics).Count() : 0;
}
