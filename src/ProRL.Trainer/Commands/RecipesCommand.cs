using System.CommandLine;
using ProRL.Trainer.Recipes;

namespace ProRL.Trainer.Commands;

/// <summary><c>recipes</c>: what comes with the program.</summary>
internal static class RecipesCommand
{
    public static Command Define(CommandFrame frame)
    {
        var command = new Command("recipes", "Lists the recipes that come with the program; each can be given by its name.");
        command.SetAction(_ =>
        {
            var width = BuiltInRecipes.Names.Max(n => n.Length);
            foreach (var name in BuiltInRecipes.Names) frame.Output.WriteLine($"{name.PadRight(width)}  {BuiltInRecipes.Summary(name)}");
            return 0;
        });
        return command;
    }
}
