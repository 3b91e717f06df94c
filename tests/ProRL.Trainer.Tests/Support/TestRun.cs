using ProRL.Trainer.Models;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Rewards;
using ProRL.Trainer.Runs;

namespace ProRL.Trainer.Tests.Support;

/// <summary>A run in a folder of its own, without a command around it.</summary>
internal sealed class TestRun : IDisposable
{
    private readonly RunRecorder _recorder;

    private TestRun(Recipe recipe, ITaskSource source, RunFolder folder, int workers, Action<int>? stepped, Action<string>? said, bool resume)
    {
        Folder = folder;
        Session = new TrainingSession(recipe, source, workers);
        Checkpoint.Recover(folder.Checkpoints);
        var state = resume ? Session.Load(Checkpoint.Newest(folder.Checkpoints)!) : null;
        _recorder = new RunRecorder(folder, state ?? new RunState());
        Loop = new TrainLoop(recipe, Session, folder, _recorder, new QuietProgress(stepped, said), TimeProvider.System);
        if (state != null) Loop.Resume(state);
    }

    public RunFolder Folder { get; }

    public TrainingSession Session { get; }

    public TrainLoop Loop { get; }

    public static TestRun New(Recipe recipe, ITaskSource source, string folder, int workers = 2, Action<int>? stepped = null, Action<string>? said = null)
    {
        Directory.CreateDirectory(folder);
        return new TestRun(recipe, source, new RunFolder(folder), workers, stepped, said, resume: false);
    }

    public static TestRun Resume(Recipe recipe, ITaskSource source, string folder, int workers = 2, Action<int>? stepped = null) =>
        new(recipe, source, new RunFolder(folder), workers, stepped, null, resume: true);

    /// <summary>The shape of a recipe's new model.</summary>
    public static DecoderShape Shape(Recipe recipe)
    {
        using var session = new TrainingSession(recipe, new SumTasks(), 1);
        return session.Model.Shape;
    }

    /// <summary>The bytes of all weights, those of adapters among them, of reference weights and of the optimizer's means.</summary>
    public byte[] Numbers() =>
    [
        .. Session.Model.Weights.Concat(Session.Model.Trained).Concat(Session.Reference!.Weights).SelectMany(w => w.Parameter.bytes.ToArray()),
        .. Session.Optimizer.First.Concat(Session.Optimizer.Second).SelectMany(m => m.Kept).SelectMany(k => k.Value.bytes.ToArray()),
    ];

    public void Dispose()
    {
        _recorder.Dispose();
        Session.Dispose();
    }
}
