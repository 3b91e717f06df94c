using System.CommandLine;
using ProRL.Trainer.Models;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Runs;

namespace ProRL.Trainer.Commands;

/// <summary><c>export</c>: a checkpoint's model as a folder that other tools read.</summary>
internal sealed class ExportCommand(CommandFrame frame)
{
    private readonly Argument<string> _run = CommandFrame.Run("RUN");
    private readonly Argument<string> _folder = new("DIR") { Description = "The folder to make; it must not exist." };

    public Command Define()
    {
        var command = new Command("export", "Writes a run's model as a folder in the layout of Hugging Face: weights, config, tokenizer.") { _run, _folder, frame.Checkpoint };
        command.SetAction(result => frame.Carry(() => Export(RunFolder.Existing(result.GetValue(_run)!), Path.TrimEndingDirectorySeparator(result.GetValue(_folder)!), result.GetValue(frame.Checkpoint)!)));
        return command;
    }

    private int Export(RunFolder run, string folder, string which)
    {
        if (Path.Exists(folder)) throw new RecipeException($"{folder} exists already; a model is exported to a new folder.");
        var checkpoint = Checkpoint.Find(run, which);
        // Files are the same wherever the run was trained.
        var recipe = RecipeReader.Read(File.ReadAllText(run.Recipe), run.Recipe, ["model.device=cpu"]);
        Devices.Require(recipe.Model.Device);
        var (policy, tokenizer) = TrainingSession.Open(recipe, checkpoint);
        using (policy)
        {
            // It has its name only once the tokenizer is in it too.
            var unfinished = folder + ".new";
            if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
            policy.Export(unfinished, policy.Model.Dtype);
            tokenizer.Save(unfinished);
            Directory.Move(unfinished, folder);
        }
        frame.Output.WriteLine($"{folder} holds the model of {checkpoint}.");
        return 0;
    }
}
