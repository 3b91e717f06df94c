using ProRL.Trainer.Rewards;
using ProRL.Trainer.Rollouts;
using ProRL.Trainer.Runs;
using ProRL.Trainer.Tests.Support;
using ProRL.Verifiers;

namespace ProRL.Trainer.Tests.Runs;

public sealed class ReportTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("prorl-test-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private static FamilyScore Score(string family, double rate) => new(family, "math", 4, rate, rate, new Dictionary<int, double>());

    [Fact]
    public void The_page_has_the_curves_and_shows_model_text_as_text()
    {
        var folder = new RunFolder(_path);
        var state = new RunState { PolicySteps = 2, Resets = [1], Evaluations = [new EvaluationResult(TrainLoop.AfterWarmUp, 0, [Score("a/x-v1", 0.25), Score("b/y-v1", 0.5)]), new EvaluationResult(TrainLoop.AfterPolicy, 2, [Score("a/x-v1", 0.75), Score("b/y-v1", 0.5)])] };
        using (var recorder = new RunRecorder(folder, new RunState()))
        {
            for (var step = 1; step <= 2; step++)
                recorder.Metrics("policy", step, step, new Dictionary<string, double> { ["policy/kl"] = 0.1 * step, ["reward/mean"] = 0.5 });
            recorder.Metrics("reset", 1, 1, new Dictionary<string, double>(), "1 steps");
            var task = new TrainingTask("test/sum-v1", "test/sum-v1|train|1|0|{}", "<b>1+1</b>=", null);
            recorder.Rollouts(2, 0, [new ScoredRollout(task, new Rollout(0, 0, [1], [1], [0], false), "<script>alert(1)</script>", Verdict.Incorrect("x", "No & no."))]);
        }

        Report.Write(folder, Samples.Recipe(), state);

        var html = File.ReadAllText(folder.Report);
        Assert.Contains("<svg", html, StringComparison.Ordinal);
        Assert.Contains("+50.0", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv", html, StringComparison.Ordinal);
        Report.Write(folder, Samples.Recipe(), state, live: true);
        Assert.Contains("<meta http-equiv=\"refresh\" content=\"10\">", File.ReadAllText(folder.Report), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_is_there_from_the_first_step_on_before_there_is_anything_to_draw()
    {
        var folder = new RunFolder(_path);
        using var recorder = new RunRecorder(folder, new RunState());
        Report.Write(folder, Samples.Recipe(), new RunState(), live: true);
        Assert.Contains("The run goes on", File.ReadAllText(folder.Report), StringComparison.Ordinal);
    }

    [Fact]
    public void A_live_page_is_written_every_ten_seconds_at_most_and_for_a_twentieth_of_the_time()
    {
        var clock = new HandClock();
        var written = 0;
        var takes = TimeSpan.Zero;
        var live = new LiveReport(new QuietProgress(), () =>
        {
            written++;
            clock.Now += takes;
        }, clock);
        void After(double seconds)
        {
            clock.Now += TimeSpan.FromSeconds(seconds);
            live.Step(1, "");
        }

        After(0);
        Assert.Equal(1, written);
        After(9);
        Assert.Equal(1, written);
        takes = TimeSpan.FromSeconds(3);
        After(1);
        Assert.Equal(2, written);
        After(59);
        Assert.Equal(2, written);
        After(1);
        Assert.Equal(3, written);
    }

    private sealed class HandClock : TimeProvider
    {
        public TimeSpan Now { get; set; } = TimeSpan.FromHours(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
