using ProRL.Gym.Environments;
using ProRL.Gym.Families.Games;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;

namespace ProRL.Gym.Tests.Environments;

public sealed class EnvironmentTests
{
    private static readonly Grader Grader = new(FamilyCatalog.BuiltIn(), TimeProvider.System);
    private static readonly TaskEnvironmentOptions Gcd = new("arithmetic/gcd-v1", Split.Train, 7);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, int, int?> Kinds => new()
    {
        { "arithmetic/gcd-v1", 1, null },
        { "arithmetic/gcd-v1", 3, null },
        { "games/countdown-v1", 5, 2 },
        { "games/bulls_and_cows-v1", 1, null },
        { "games/bulls_and_cows-v1", 1, 3 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Environments_keep_their_promises(string family, int attempts, int? limit)
    {
        var problems = await EnvironmentCheck.RunAsync(Make, Act, Cancellation);
        Assert.Empty(problems);

        IEnvironment Make()
        {
            var environment = new TaskEnvironment(Grader, new TaskEnvironmentOptions(family, Split.Train, 1) { Level = 0, Attempts = attempts });
            return limit is { } most ? new StepLimit(environment, most) : environment;
        }

        // Right for every other item, by what its handle says.
        string Act(EnvironmentReset reset)
        {
            var handle = Handle.Parse(reset.Handle!);
            return handle.Index % 2 == 0 ? $"<answer>{Oracle(handle)}</answer>" : "<answer>98765</answer>";
        }
    }

    [Fact]
    public async Task The_check_notices_broken_environments()
    {
        async Task<string> FirstAsync(Func<Broken> make) => (await EnvironmentCheck.RunAsync(make, _ => "a", Cancellation))[0];
        var shared = new Counter();
        Assert.Contains("before the first reset", await FirstAsync(() => new Broken { Refuses = false }), StringComparison.Ordinal);
        Assert.Contains("it must be in [0, 1]", await FirstAsync(() => new Broken { Reward = -0.5 }), StringComparison.Ordinal);
        Assert.Contains("A reward is NaN", await FirstAsync(() => new Broken { Reward = double.NaN }), StringComparison.Ordinal);
        Assert.Contains("it may earn 1 at most", await FirstAsync(() => new Broken { Reward = 0.6 }), StringComparison.Ordinal);
        Assert.Contains("terminated and truncated", await FirstAsync(() => new Broken { Both = true }), StringComparison.Ordinal);
        Assert.Contains("began with the same item", await FirstAsync(() => new Broken { Deaf = true }), StringComparison.Ordinal);
        Assert.Contains("they share a state", await FirstAsync(() => new Broken { Episodes = shared }), StringComparison.Ordinal);
        Assert.Empty(await EnvironmentCheck.RunAsync(() => new Broken(), _ => "a", Cancellation));
    }

    [Fact]
    public async Task An_episode_earns_its_best_score_and_nothing_twice()
    {
        var grader = new Grader(new FamilyCatalog([new ByAnswer()]), TimeProvider.System);
        var environment = new TaskEnvironment(grader, new TaskEnvironmentOptions("test/by_answer-v1", Split.Train, 1) { Attempts = 4 });
        await environment.ResetAsync(cancellation: Cancellation);
        var steps = new List<EnvironmentStep>();
        foreach (var action in new[] { "0.5", "0.5", "fault", "0.25", "1" }) steps.Add(await environment.StepAsync(action, Cancellation));
        Assert.Equal([0.5, 0, null, 0, 0.5], steps.Select(s => s.Reward));
        Assert.Equal([false, false, false, false, true], steps.Select(s => s.Terminated));
        Assert.Equal("That answer is partly right. You have 3 attempts left.", steps[0].Observation!.Text);
        Assert.Equal(VerdictStatus.Fault, steps[2].Verdict.Status);
        Assert.Equal("That answer is partly right. You have one attempt left.", steps[3].Observation!.Text);
        Assert.Null(steps[4].Observation);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await environment.StepAsync("1", Cancellation));
    }

    [Fact]
    public async Task What_is_told_between_attempts_never_holds_the_reason()
    {
        var environment = new TaskEnvironment(Grader, Gcd with { Attempts = 100 });
        await environment.ResetAsync(cancellation: Cancellation);
        foreach (var action in new[] { "", "<answer>0</answer>", "<answer>1</answer><answer>2</answer>", "<answer>x</answer>" })
        {
            var step = await environment.StepAsync(action, Cancellation);
            Assert.DoesNotContain(step.Verdict.Reason, step.Observation!.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_step_that_is_given_up_costs_no_attempt()
    {
        var grader = new Grader(new FamilyCatalog([new ByAnswer()]), TimeProvider.System);
        var environment = new TaskEnvironment(grader, new TaskEnvironmentOptions("test/by_answer-v1", Split.Train, 1));
        await environment.ResetAsync(cancellation: Cancellation);
        using var stop = new CancellationTokenSource();
        var step = environment.StepAsync("wait", stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => step);
        Assert.Equal(1, (await environment.StepAsync("1", Cancellation)).Reward);
    }

    [Fact]
    public async Task Environments_of_a_vector_share_the_items_of_one()
    {
        var one = new TaskEnvironment(Grader, Gcd);
        var alone = new List<string>();
        for (var i = 0; i < 6; i++) alone.Add((await one.ResetAsync(cancellation: Cancellation)).Handle!);
        var vector = VectorEnvironment.Of(3, Grader, Gcd);
        var first = await vector.ResetAsync(cancellation: Cancellation);
        var second = await vector.ResetAsync(cancellation: Cancellation);
        Assert.Equal(alone, first.Concat(second).Select(r => r.Handle));
        Assert.Equal(first, await vector.ResetAsync(7, Cancellation));
        Assert.NotEqual(first.Select(r => r.Handle), (await vector.ResetAsync(8, Cancellation)).Select(r => r.Handle));

        var steps = await vector.StepAsync(["<answer>no</answer>", null, ""], Cancellation);
        Assert.Equal([VerdictStatus.Incorrect, null, VerdictStatus.Unanswered], steps.Select(s => s?.Verdict.Status));
        Assert.True(steps[0]!.Terminated);
        Assert.False((await vector.StepAsync([null, "", null], Cancellation))[1]!.Truncated);
    }

    [Fact]
    public async Task A_code_is_found_by_the_marks_of_guesses()
    {
        var environment = new TaskEnvironment(Grader, new TaskEnvironmentOptions("games/bulls_and_cows-v1", Split.Eval, 3));
        for (var episode = 0; episode < 20; episode++)
        {
            var reset = await environment.ResetAsync(cancellation: Cancellation);
            Assert.Contains("4 different digits from 0 to 9", reset.Observation.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(Oracle(Handle.Parse(reset.Handle!))!, reset.Observation.Text, StringComparison.Ordinal);
            var left = Enumerable.Range(0, 10000).Select(n => $"{n:0000}").Where(code => code.Distinct().Count() == 4).ToList();
            for (EnvironmentStep? step = null; step is not { Terminated: true };)
            {
                var guess = left[0];
                step = await environment.StepAsync($"Let me see. <answer>{guess}</answer>", Cancellation);
                if (step.Terminated)
                {
                    Assert.Equal(1, step.Reward);
                    Assert.Equal(Oracle(Handle.Parse(reset.Handle!)), guess);
                }
                else
                {
                    var told = step.Observation!.Text;
                    left.RemoveAll(code => BullsAndCows.Mark(code, guess) is var mark && !told.StartsWith($"{guess}: {mark.Bulls} bull{(mark.Bulls == 1 ? "" : "s")}, {mark.Cows} cow{(mark.Cows == 1 ? "" : "s")}.", StringComparison.Ordinal));
                    left.Remove(guess);
                }
            }
        }
    }

    [Fact]
    public async Task A_game_ends_with_its_last_guess_whatever_was_said()
    {
        var environment = new TaskEnvironment(Grader, new TaskEnvironmentOptions("games/bulls_and_cows-v1", Split.Train, 3) { Config = """{"turns":4}""" });
        await environment.ResetAsync(cancellation: Cancellation);
        var told = new List<string?>();
        foreach (var action in new[] { "no guess", "<answer>11</answer>", "<answer>0123</answer><answer>4567</answer>", "<answer>1124</answer>" })
        {
            var step = await environment.StepAsync(action, Cancellation);
            Assert.Equal(0, step.Reward);
            told.Add(step.Observation?.Text);
        }

        Assert.Equal(["There is no guess between <answer> and </answer>. 3 guesses are left.", "That is no code; it must be 4 different digits from 0 to 9. 2 guesses are left.", "Give one guess at a time. One guess is left.", null], told);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await environment.StepAsync("", Cancellation));
    }

    [Theory]
    [InlineData("no/such-v1", 1, "", "There is no family 'no/such-v1'")]
    [InlineData("arithmetic/gcd-v1", 0, "", "The attempts are 0; they must be from 1 to 100.")]
    [InlineData("arithmetic/gcd-v1", 1, "[]", "is not a JSON object")]
    public void Options_that_are_wrong_are_one_sentence(string family, int attempts, string config, string says) =>
        Assert.Contains(says, Assert.Throws<TaskFormatException>(() => new TaskEnvironment(Grader, new TaskEnvironmentOptions(family, Split.Train, 1) { Attempts = attempts, Config = config })).Message, StringComparison.Ordinal);

    private static string? Oracle(Handle handle) => Grader.Catalog[handle.Family] is var family ? family.Oracle(family.Make(handle)) : null;

    private sealed class Counter
    {
        public int Value { get; set; }
    }

    // Counts: right where nothing is set.
    private sealed class Broken : IEnvironment
    {
        private bool _under;

        public Counter Episodes { get; init; } = new();

        public double Reward { get; init; } = 0.5;

        public bool Refuses { get; init; } = true;

        public bool Both { get; init; }

        public bool Deaf { get; init; }

        private int _steps;

        public ValueTask<EnvironmentReset> ResetAsync(ulong? seed = null, CancellationToken cancellation = default)
        {
            (_under, _steps) = (true, 0);
            Episodes.Value = (int?)seed * 2 ?? Episodes.Value + 1;
            return ValueTask.FromResult(new EnvironmentReset(Deaf ? "same" : $"{Episodes.Value}", null, 0));
        }

        public ValueTask<EnvironmentStep> StepAsync(string action, CancellationToken cancellation = default)
        {
            if (!_under && Refuses)
                throw new InvalidOperationException("No episode is under way.");
            var over = ++_steps == 2;
            _under = !over;
            return ValueTask.FromResult(new EnvironmentStep(over ? null : new Prompt("go on"), Reward, over, over && Both, Verdict.FromScore(0.5, null, "half")));
        }
    }
}
