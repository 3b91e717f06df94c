using System.Globalization;

namespace ProRL.Trainer.Runs;

/// <summary>Plain lines, a dozen or so per phase: for logs and pipes.</summary>
internal sealed class PlainProgress(TextWriter output) : IProgressView
{
    private const int LinesPerPhase = 12;

    private string _phase = "";
    private int _total;

    public void Phase(string name, int done, int total)
    {
        (_phase, _total) = (name, total);
        if (done > 0) Say($"{name}: continues after step {done.ToString(CultureInfo.InvariantCulture)}");
    }

    public void Step(int done, string detail)
    {
        var every = Math.Max(1, _total / LinesPerPhase);
        if (done % every == 0 || done == _total) Say(FormattableString.Invariant($"{_phase} {done}/{_total}: {detail}"));
    }

    public void Say(string line)
    {
        output.WriteLine(line);
        output.Flush();
    }
}
