namespace ProRL.Trainer.Runs;

/// <summary>Writes a run's page while the run goes on, beside another view: after the first step, and from then on at most every ten seconds, and for at most a twentieth of the time.</summary>
internal sealed class LiveReport(IProgressView view, Action write, TimeProvider clock) : IProgressView
{
    private const int LeastShare = 20;

    private long _written;
    private TimeSpan _pause;

    /// <summary>How long the page may be behind the run, where writing takes no time to speak of; a browser reloads it as often.</summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromSeconds(10);

    public void Phase(string name, int done, int total) => view.Phase(name, done, total);

    public void Step(int done, string detail)
    {
        view.Step(done, detail);
        if (_pause > TimeSpan.Zero && clock.GetElapsedTime(_written) < _pause) return;
        var start = clock.GetTimestamp();
        write();
        _written = clock.GetTimestamp();
        // Of a long run the logs take long to read.
        _pause = new[] { Pause, LeastShare * clock.GetElapsedTime(start, _written) }.Max();
    }

    public void Say(string line) => view.Say(line);
}
