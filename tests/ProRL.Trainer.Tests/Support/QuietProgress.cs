using ProRL.Trainer.Runs;

namespace ProRL.Trainer.Tests.Support;

/// <summary>Shows nothing; calls back at each step and line.</summary>
internal sealed class QuietProgress(Action<int>? stepped = null, Action<string>? said = null) : IProgressView
{
    public void Phase(string name, int done, int total)
    {
    }

    public void Step(int done, string detail) => stepped?.Invoke(done);

    public void Say(string line) => said?.Invoke(line);
}
