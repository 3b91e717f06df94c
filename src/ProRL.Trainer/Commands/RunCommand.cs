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
    /// <summary>The exit code of a run that a signal stopped.</summary>
    public const int Interrupted = 130;

    /// <summary>Runs to the end (0) or to the first signal (130).</summary>
    public int Execute(CancellationToken stop)
    {
        var start = clock.GetTimestamp();
        if (plan.IsNew) plan.Folder.Create(RecipeWriter.Write(plan.Recipe));
        using var held = plan.Folder.Hold();
        using var session = new TrainingSession(plan.Recipe, source, Environment.ProcessorCount, stop);
        var state = plan.Checkpoint == null ? null : session.Load(plan.Checkpoint);
        plan.Folder.Rewrite(RecipeWriter.Write(plan.Recipe));
        using var recorder = new RunRecorder(plan.Folder, state ?? new RunState());

        var code = 0;
        WithProgress(progress =>
        {
            var loop = new TrainLoop(plan.Recipe, session, plan.Folder, recorder, progress, clock);
            if (state != null) loop.Resume(state);
            try
            {
                loop.Run(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                loop.Save();
                code = Interrupted;
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
        if (code == Interrupted)
            output.WriteLine($"Stopped, and saved. Continue with: ./prorl train --resume {plan.Folder.Path}");
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
