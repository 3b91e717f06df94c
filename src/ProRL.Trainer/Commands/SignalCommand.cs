using System.CommandLine;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Runs;

namespace ProRL.Trainer.Commands;

/// <summary><c>signal</c>: asks something of a run that is going on.</summary>
internal sealed class SignalCommand(CommandFrame frame)
{
    private readonly Argument<string> _run = CommandFrame.Run("RUN");
    private readonly Argument<string> _signal = new("SIGNAL") { Description = "reset (the reference becomes the policy), next (the stage ends) or stop (a checkpoint is saved and the process ends)." };

    public Command Define()
    {
        var command = new Command("signal", "Asks a run that is going on to reset its reference, to end its stage or to stop; it hears at its next step.") { _run, _signal };
        command.SetAction(result => frame.Carry(() =>
        {
            frame.Output.WriteLine(Give(RunFolder.Existing(result.GetValue(_run)!), result.GetValue(_signal)!));
            return 0;
        }));
        return command;
    }

    private static string Give(RunFolder run, string name)
    {
        if (Array.Find(Enum.GetValues<RunSignal>(), s => RecipeBinder.SnakeCase(s.ToString()) == name) is var signal && RecipeBinder.SnakeCase(signal.ToString()) != name)
            throw new RecipeException($"There is no signal '{name}'; the signals are reset, next and stop.");
        var held = run.IsHeld();
        if (!held && Checkpoint.Newest(run.Checkpoints) is { } newest && Checkpoint.State(newest).Phase == RunPhase.Done)
            throw new RecipeException($"{run.Path} is finished: there is no step left to hear a signal.");
        if (!held && signal == RunSignal.Stop) return $"No process trains {run.Path}: there is nothing to stop.";
        run.Signal(signal);
        var what = signal switch
        {
            RunSignal.Reset => "resets its reference to the policy, or goes back to the best checkpoint where its recipe says so, before its next policy step",
            RunSignal.Next => "ends its stage before its next policy step",
            _ => "saves a checkpoint and ends before its next step",
        };
        return held ? $"{run.Path} {what}." : $"{run.Path} {what}, once it is resumed: no process trains it now.";
    }
}
