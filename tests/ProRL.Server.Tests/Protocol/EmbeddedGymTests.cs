using System.Diagnostics;
using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;

namespace ProRL.Server.Tests.Protocol;

public sealed class EmbeddedGymTests
{
    private static readonly EmbeddedGymOptions Options = new(TimeSpan.FromMinutes(1));
    private static readonly SampleRequest Request = new("arithmetic/gcd-v1", Split.Train, 1, 64) { Answers = true };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_embedded_gym_samples_and_scores()
    {
        await using var gym = await EmbeddedGym.StartAsync(Options, Cancellation);
        var items = await gym.Client.SampleAsync(Request, Cancellation);
        var verdicts = await Task.WhenAll(items.Select(i => gym.Client.ScoreAsync(i.Handle, $"<answer>{i.Answer}</answer>", Cancellation)));
        Assert.All(verdicts, v => Assert.Equal(VerdictStatus.Correct, v.Status));
    }

    [Fact]
    public async Task Killing_the_server_loses_no_call_and_scores_none_0()
    {
        await using var gym = await EmbeddedGym.StartAsync(Options, Cancellation);
        var items = await gym.Client.SampleAsync(Request, Cancellation);
        var calls = new List<Task<Verdict>>();
        for (var round = 0; round < 3; round++)
        {
            var killed = gym.ProcessId;
            for (var i = 0; i < 5_000; i++)
            {
                var item = items[i % items.Count];
                calls.Add(gym.Client.ScoreAsync(item.Handle, Answer.Final(item.Answer), Cancellation));
                if (i == 2_500)
                    Process.GetProcessById(killed).Kill();
            }

            // Answered only by the next process.
            Assert.Equal(1.0, (await gym.Client.ScoreAsync(items[0].Handle, Answer.Final(items[0].Answer), Cancellation)).Score);
            await Task.WhenAll(calls);
            Assert.NotEqual(killed, gym.ProcessId);
        }

        Assert.All(calls, call => Assert.Equal(VerdictStatus.Correct, call.Result.Status));
    }

    [Fact]
    public async Task A_disposed_gym_leaves_neither_process_nor_folder()
    {
        var gym = await EmbeddedGym.StartAsync(Options, Cancellation);
        using var child = Process.GetProcessById(gym.ProcessId);
        await gym.DisposeAsync();
        Assert.True(child.HasExited);
        Assert.False(Directory.Exists(Path.GetDirectoryName(gym.Address)));
    }

    [Fact]
    public async Task A_server_that_can_not_start_is_an_error_with_its_last_words()
    {
        var error = await Assert.ThrowsAsync<GymException>(() => EmbeddedGym.StartAsync(
            new EmbeddedGymOptions(TimeSpan.FromSeconds(5)) { Arguments = ["--no-such-flag"] }, Cancellation));
        Assert.Equal(GymException.Unreachable, error.Code);
        Assert.Contains("--no-such-flag", error.Message, StringComparison.Ordinal);
    }
}
