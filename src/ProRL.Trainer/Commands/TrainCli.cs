using System.CommandLine;
using ProRL.Trainer.Planning;
using ProRL.Trainer.Recipes;

namespace ProRL.Trainer.Commands;

/// <summary>The command line of prorl-train.</summary>
internal sealed class TrainCli(TextWriter output, TextWriter error)
{
    private readonly CommandFrame _frame = new(output, error);
    private readonly Argument<string?> _recipe = new("RECIPE") { Description = "The recipe: a YAML file, or the name of one that comes with the program.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _resume = new("--resume") { Description = "Continues a run: runs/NAME." };
    private readonly Option<string?> _name = new("--name") { Description = "The run's name under runs/." };
    private readonly Option<string?> _seed = new("--seed") { Description = "The seed; the same as --set seed=N." };

    /// <summary>Parses and carries out.</summary>
    public int Run(string[] arguments)
    {
        var quickstart = new Command("quickstart", "Trains a small model with the recipe that comes with the program.") { _seed, _name, _frame.Set, _frame.Device, _frame.Server };
        quickstart.SetAction(result => Train(result, () => RunPlan.New(BuiltInRecipes.Find("quickstart"), "quickstart.yaml", "quickstart", result.GetValue(_name), Overrides(result))));
        var root = new RootCommand("Trains a language model with rewards from the gym.")
        {
            _recipe, _name, _frame.Set, _frame.Device, _resume, _frame.Server, quickstart,
            RecipesCommand.Define(_frame), PlanOf(), new EvalCommand(_frame).Define(), new CompareCommand(_frame).Define(),
            new ExportCommand(_frame).Define(), new SignalCommand(_frame).Define(), Ablate(),
        };
        root.SetAction(result => Train(result, () => Plan(result, root)));

        var parsed = root.Parse(arguments);
        // What no option is known by is parsed as the recipe.
        if (parsed.GetResult(_recipe)?.Tokens is [{ Value: ['-', ..] unknown }, ..]) return _frame.Misuse($"There is no option '{unknown}'; the options are --set, --device, --resume, --name and --server.");
        if (parsed.Errors.Count > 0) return _frame.Misuse(parsed.Errors[0].Message);
        // Signals are the run's own business: it stops at a step's boundary and saves.
        return parsed.Invoke(new InvocationConfiguration { ProcessTerminationTimeout = null, Output = output, Error = error });
    }

    private Command PlanOf()
    {
        var recipe = new Argument<string>("RECIPE") { Description = "A recipe's file, or the name of one that comes with the program." };
        var device = new Option<string>("--device") { Description = $"Where it would run: cpu (this machine), {string.Join(", ", ComputeDevice.Known.Select(d => d.Name))}.", DefaultValueFactory = _ => "cpu" };
        var memory = new Option<double?>("--memory") { HelpName = "GB", Description = "In place of --device, with the next two: its memory, in units of 10^9 bytes." };
        var speed = new Option<double?>("--tflops") { Description = "Its peak in the recipe's number type, in 10^12 operations a second." };
        var bandwidth = new Option<double?>("--bandwidth") { HelpName = "GBPS", Description = "Between its memory and processor, in 10^9 bytes a second." };
        var command = new Command("plan", "Says what memory, tokens and time a recipe would take, and starts nothing.") { recipe, device, memory, speed, bandwidth, _frame.Json, _frame.Set };
        command.SetAction(result => _frame.Carry(() =>
        {
            var name = result.GetValue(recipe)!;
            var plan = new PlanCommand(RecipeReader.Read(BuiltInRecipes.Find(name), name, _frame.Overrides(result)), output);
            var on = PlanCommand.DeviceOf(result.GetValue(device)!, result.GetValue(memory), result.GetValue(speed), result.GetValue(bandwidth));
            return plan.Execute(on, result.GetValue(_frame.Json));
        }));
        return command;
    }

    private Command Ablate()
    {
        var recipe = new Option<FileInfo?>("--recipe") { Description = "A recipe with arms; without it, the one that comes with the program." };
        var seeds = new Option<int>("--seeds") { Description = "How many seeds: 1, 2, …", DefaultValueFactory = _ => 3 };
        var steps = new Option<int?>("--steps") { Description = "Policy steps of each run; the same as --set policy.steps=N." };
        var name = new Option<string>("--name") { Description = "The ablation's name under runs/; one that is there is continued.", DefaultValueFactory = _ => "ablation" };
        var command = new Command("ablate", "Runs a recipe and variants of it, several seeds each, and compares them.") { recipe, seeds, steps, name, _frame.Set, _frame.Server };
        command.SetAction(result => _frame.Carry(() =>
        {
            if (result.GetValue(seeds) < 1) throw new RecipeException($"--seeds is {result.GetValue(seeds)}; it must be 1 or more.");
            var file = result.GetValue(recipe);
            if (file is { Exists: false }) throw new RecipeException($"There is no recipe '{file}'.");
            string[] overrides = [.. _frame.Overrides(result), .. result.GetValue(steps) is { } count ? [FormattableString.Invariant($"policy.steps={count}")] : Array.Empty<string>()];
            var ablation = Ablation.Read(file == null ? BuiltInRecipes.Text(AblateCommand.BuiltIn) : File.ReadAllText(file.FullName), file?.Name ?? AblateCommand.BuiltIn, overrides);
            var root = RunPlan.FolderOf(result.GetValue(name)!);
            return new AblateCommand(ablation, root, (run, work) => _frame.WithTasks(run, result.GetValue(_frame.Server), work), output, TimeProvider.System).Execute(result.GetValue(seeds));
        }));
        return command;
    }

    private RunPlan Plan(ParseResult result, RootCommand root)
    {
        var (recipe, resume) = (result.GetValue(_recipe), result.GetValue(_resume));
        if (recipe == null && resume == null) throw new RecipeException($"Give a recipe, a run to --resume, or a command: {string.Join(", ", root.Subcommands.Select(c => c.Name))}.");
        var yaml = recipe == null ? null : BuiltInRecipes.Find(recipe);
        if (resume == null) return RunPlan.New(yaml!, recipe!, Path.GetFileNameWithoutExtension(recipe!), result.GetValue(_name), Overrides(result));
        if (result.GetValue(_name) != null) throw new RecipeException("--name is for a new run; --resume continues one under the name it has.");
        return RunPlan.Resume(resume, yaml, recipe, Overrides(result));
    }

    private string[] Overrides(ParseResult result) =>
        [.. _frame.Overrides(result), .. result.CommandResult.Command.Options.Contains(_seed) && result.GetValue(_seed) is { } seed ? [$"seed={seed}"] : Array.Empty<string>()];

    private int Train(ParseResult result, Func<RunPlan> plan) => _frame.Carry(() =>
    {
        var ready = plan();
        return _frame.WithTasks(ready.Recipe, result.GetValue(_frame.Server), (source, stop) => new RunCommand(ready, source, output, TimeProvider.System).Execute(stop));
    });
}
