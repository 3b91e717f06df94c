using Spectre.Console;

namespace ProRL.Trainer.Runs;

/// <summary>A bar per phase on a terminal, with the latest numbers beside it.</summary>
internal sealed class LiveProgress : IProgressView
{
    private readonly ProgressContext _context;
    private ProgressTask? _task;
    private string _phase = "";

    private LiveProgress(ProgressContext context) => _context = context;

    /// <summary>Shows the bars while <paramref name="work"/> runs.</summary>
    public static void Show(IAnsiConsole console, Action<IProgressView> work) =>
        console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(context => work(new LiveProgress(context)));

    public void Phase(string name, int done, int total)
    {
        _task?.StopTask();
        _phase = name;
        _task = _context.AddTask(Markup.Escape(name), maxValue: Math.Max(1, total));
        _task.Value = done;
    }

    public void Step(int done, string detail)
    {
        if (_task == null) return;
        _task.Value = done;
        _task.Description = Markup.Escape($"{_phase} · {detail}");
    }

    public void Say(string line) => AnsiConsole.MarkupLineInterpolated($"{line}");
}
