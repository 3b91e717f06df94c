using ProRL.Gym.Protocol;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Rewards;
using ProRL.Trainer.Rollouts;
using ProRL.Trainer.Runs;
using Spectre.Console;

namespace ProRL.Trainer.Commands;

/// <summary>Carries out a plan: the run itself, its checkpoints, its report, and what is said at the end.</summary>
internal sealed class RunCommand(RunPlan plan, ITaskSource source, TextWriter output, TimeProvider clock)
{
    // errno of a write that found no room, or no more of what its user may have.
    private const int NoSpace = 28;
    private const int NoQuota = 122;

    /// <summary>Runs to the end (0) or to the first signal (130).</summary>
    /// <exception cref="IOException">A file could not be written; the run can be resumed.</exception>
    public int Execute(CancellationToken stop)
    {
        try
        {
            return Train(stop);
        }
        catch (IOException error) when ((error.InnerException ?? error).HResult is NoSpace or NoQuota)
        {
            throw new IOException($"The disk is full ({error.Message.TrimEnd('.')}); make room, and continue with: {Continue}", error);
        }
    }

    private string Continue => $"./prorl train --resume {plan.Folder.Path}";

    private int Train(CancellationToken stop)
    {
        var start = clock.GetTimestamp();
        if (plan.IsNew) plan.Folder.Create(RecipeWriter.Write(plan.Recipe));
        using var held = plan.Folder.Hold();
        // A signal to stop is to the process that ran then, and it has ended.
        plan.Folder.TakeBack(RunSignal.Stop);
        Checkpoint.Recover(plan.Folder.Checkpoints);
        using var session = new TrainingSession(plan.Recipe, source, Environment.ProcessorCount, stop);
        var state = Checkpoint.Newest(plan.Folder.Checkpoints) is { } newest ? session.Load(newest) : null;
        plan.Folder.Rewrite(RecipeWriter.Write(plan.Recipe));
        using var recorder = new RunRecorder(plan.Folder, state ?? new RunState());

        var code = 0;
        WithProgress(progress =>
        {
            TrainLoop loop = null!;
            var live = new LiveReport(progress, () => Report.Write(plan.Folder, plan.Recipe, loop.State, live: true), clock);
            loop = new TrainLoop(plan.Recipe, session, plan.Folder, recorder, live, clock);
            if (state != null) loop.Resume(state);
            try
            {
                loop.Run(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested || loop.StopAsked)
            {
                loop.Save();
                code = CommandFrame.Interrupted;
            }
            catch (Exception error) when (error is GymException or EngineException)
            {
                // The server, or the engine, is gone for good. The run is at a step's boundary: nothing learnt is lost.
                loop.Save();
                throw;
            }
            state = loop.State;
        });

        Report.Write(plan.Folder, plan.Recipe, state!);
        if (code == CommandFrame.Interrupted)
            output.WriteLine($"Stopped, and saved. Continue with: {Continue}");
        else
            Conclude(state!, clock.GetElapsedTime(start));
        return code;
    }

    private void WithProgress(Action<IProgressView> work)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive) work(new PlainProgress(output));
        else LiveProgress.Show(AnsiConsole.Console, work);
    }

    private void Conclude(RunState state, TimeSpan taken)
    {
        foreach (var table in ScoreTable.Of(state))
        {
            output.WriteLine();
            output.WriteLine(table.Title);
            foreach (var line in table.Lines()) output.WriteLine(line);
        }
        output.WriteLine();
        output.WriteLine(FormattableString.Invariant($"Took {taken.TotalMinutes:0.0} minutes. Report: {plan.Folder.Report}"));
    }
}
