using ProRL.Trainer.Runs;

namespace ProRL.Trainer.Tests.Runs;

public sealed class EventLogTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("prorl-test-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void A_resumed_run_cuts_off_what_came_after_its_checkpoint_in_every_file()
    {
        var first = new EventLog(_path, 0);
        first.Add("x", 1, 1);
        var saved = first.Length;
        var kept = Files()[0];
        first.Add("x", 2, 2);
        // A second process saves nothing before it dies too.
        new EventLog(_path, saved).Add("x", 2, 2);
        Assert.Equal(2, Files().Length);

        var third = new EventLog(_path, saved);
        Assert.Equal(saved, new FileInfo(kept).Length);
        Assert.Equal(2, Files().Length);
        Assert.Equal(third.Length, Files().Sum(f => new FileInfo(f).Length));

        Assert.Equal(new EventLog(_path, 0).Length, new FileInfo(Assert.Single(Files())).Length);
    }

    private string[] Files() => Directory.GetFiles(_path);
}
