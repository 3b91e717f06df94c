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
    public void Folders_of_dead_processes_are_removed_and_no_others()
    {
        var parent = Directory.CreateTempSubdirectory("prorl-test-").FullName;
        string Folder(string name, params string[] files)
        {
            var folder = Directory.CreateDirectory(Path.Combine(parent, name)).FullName;
            foreach (var file in files)
                File.WriteAllText(Path.Combine(folder, file), "");
            return folder;
        }

        var dead = Folder("prorl-gym-dead", "owner", "gym.sock");
        var living = Folder("prorl-gym-living", "owner", "gym.sock");
        string[] kept = [living, Folder("prorl-gym-starting", "owner.new"), Folder("prorl-gym-more", "owner", "letter"), Folder("something-else", "owner")];
        using (new FileStream(Path.Combine(living, "owner"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            OwnedFolder.RemoveStale(parent);
        Assert.False(Directory.Exists(dead));
        Assert.All(kept, folder => Assert.True(Directory.Exists(folder), folder));
        Assert.True(File.Exists(Path.Combine(parent, "prorl-gym-more", "letter")));

        if (Environment.IsPrivilegedProcess)
        {
            // Root could remove another user's.
            using var given = Process.Start("chown", ["65534", living]);
            given.WaitForExit();
            OwnedFolder.RemoveStale(parent);
            Assert.True(Directory.Exists(living));
        }

        Directory.Delete(parent, recursive: true);
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
