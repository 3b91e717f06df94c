using System.CommandLine;
using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;
using ProRL.Trainer.Models;
using ProRL.Trainer.Planning;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Rewards;
using ProRL.Trainer.Rollouts;

namespace ProRL.Trainer.Commands;

/// <summary>The command line of prorl-train. Exit codes: 0 done, 1 failed, 2 asked for wrongly, 130 stopped by a signal.</summary>
internal sealed class TrainCli(TextWriter output, TextWriter error)
{
    private const int Failed = 1;
    private const int Misused = 2;

    // A restarted server is back within seconds; a minute without one is an outage.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Argument<string?> _recipe = new("RECIPE") { Description = "The recipe, a YAML file.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string[]> _set = new("--set") { Description = "Overrides a setting of the recipe: path.to.key=value.", AllowMultipleArgumentsPerToken = false };
    private readonly Option<string?> _resume = new("--resume") { Description = "Continues a run: runs/NAME." };
    private readonly Option<string?> _name = new("--name") { Description = "The run's name under runs/." };
    private readonly Option<string?> _server = new("--server") { Description = "The address of a running server, instead of one of the trainer's own." };
    private readonly Option<string?> _seed = new("--seed") { Description = "The seed; the same as --set seed=N." };

    /// <summary>Parses and carries out.</summary>
    public int Run(string[] arguments)
    {
        var quickstart = new Command("quickstart", "Trains a small model with the recipe that comes with the program.") { _seed, _name, _set, _server };
        quickstart.SetAction(result => Carry(result, () => RunPlan.New(RunPlan.QuickstartYaml(), "quickstart.yaml", "quickstart", result.GetValue(_name), Overrides(result, seed: true))));
        var root = new RootCommand("Trains a language model with rewards from the gym.") { _recipe, _name, _set, _resume, _server, quickstart, PlanOf(), Ablate() };
        root.SetAction(result => Carry(result, () => Plan(result)));

        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0) return Misuse(parsed.Errors[0].Message);
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
        var json = new Option<bool>("--json") { Description = "For machines." };
        var command = new Command("plan", "Says what memory, tokens and time a recipe would take, and starts nothing.") { recipe, device, memory, speed, bandwidth, json, _set };
        command.SetAction(result => Guarded(() =>
        {
            var name = result.GetValue(recipe)!;
            var plan = new PlanCommand(RecipeReader.Read(File.Exists(name) ? File.ReadAllText(name) : RunPlan.BuiltIn(name), name, Overrides(result, seed: false)), output);
            var on = PlanCommand.DeviceOf(result.GetValue(device)!, result.GetValue(memory), result.GetValue(speed), result.GetValue(bandwidth));
            return plan.Execute(on, result.GetValue(json));
        }));
        return command;
    }

    private Command Ablate()
    {
        var recipe = new Option<FileInfo?>("--recipe") { Description = "A recipe with arms; without it, the one that comes with the program." };
        var seeds = new Option<int>("--seeds") { Description = "How many seeds: 1, 2, …", DefaultValueFactory = _ => 3 };
        var steps = new Option<int?>("--steps") { Description = "Policy steps of each run; the same as --set policy.steps=N." };
        var name = new Option<string>("--name") { Description = "The ablation's name under runs/; one that is there is continued.", DefaultValueFactory = _ => "ablation" };
        var command = new Command("ablate", "Runs a recipe and variants of it, several seeds each, and compares them.") { recipe, seeds, steps, name, _set, _server };
        command.SetAction(result => Guarded(() =>
        {
            if (result.GetValue(seeds) < 1) throw new RecipeException($"--seeds is {result.GetValue(seeds)}; it must be 1 or more.");
            var file = result.GetValue(recipe);
            if (file is { Exists: false }) throw new RecipeException($"There is no recipe '{file}'.");
            string[] overrides = [.. Overrides(result, seed: false), .. result.GetValue(steps) is { } count ? [FormattableString.Invariant($"policy.steps={count}")] : Array.Empty<string>()];
            var ablation = Ablation.Read(file == null ? RunPlan.BuiltIn(AblateCommand.BuiltIn) : File.ReadAllText(file.FullName), file?.Name ?? AblateCommand.BuiltIn, overrides);
            var root = RunPlan.FolderOf(result.GetValue(name)!);
            return new AblateCommand(ablation, root, (run, work) => WithTasks(run, result.GetValue(_server), work), output, TimeProvider.System).Execute(result.GetValue(seeds));
        }));
        return command;
    }

    private RunPlan Plan(ParseResult result)
    {
        var (path, resume) = (result.GetValue(_recipe), result.GetValue(_resume));
        if (path == null && resume == null) throw new RecipeException("Give a recipe, a run to --resume, or the command quickstart.");
        if (path?.StartsWith('-') == true) throw new RecipeException($"There is no option '{path}'; the options are --set, --resume, --name and --server.");
        if (path != null && !File.Exists(path)) throw new RecipeException($"There is no recipe '{path}'.");
        var yaml = path == null ? null : File.ReadAllText(path);
        if (resume == null) return RunPlan.New(yaml!, path!, Path.GetFileNameWithoutExtension(path!), result.GetValue(_name), Overrides(result, seed: false));
        if (result.GetValue(_name) != null) throw new RecipeException("--name is for a new run; --resume continues one under the name it has.");
        return RunPlan.Resume(resume, yaml, path, Overrides(result, seed: false));
    }

    private string[] Overrides(ParseResult result, bool seed)
    {
        var overrides = result.GetValue(_set) ?? [];
        return seed && result.GetValue(_seed) is { } value ? [.. overrides, $"seed={value}"] : overrides;
    }

    private int Carry(ParseResult result, Func<RunPlan> plan) => Guarded(() =>
    {
        var ready = plan();
        return WithTasks(ready.Recipe, result.GetValue(_server), (source, stop) => new RunCommand(ready, source, output, TimeProvider.System).Execute(stop));
    });

    private int WithTasks(Recipe recipe, string? server, Func<ITaskSource, CancellationToken, int> work)
    {
        if (TorchNative.Failure is { } failure) return Fail(failure);
        using var stop = new StopSignal();
        return WithTasksAsync(recipe, server, work, stop.Token).GetAwaiter().GetResult();
    }

    private int Guarded(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is RecipeException or TaskFormatException or FormatException || e is GymException { Code: ErrorCodes.BadRequest })
        {
            return Misuse(e.Message);
        }
        catch (OperationCanceledException)
        {
            return RunCommand.Interrupted;
        }
        catch (Exception e) when (e is GymException or EngineException or IOException or InvalidDataException or InvalidOperationException or UnauthorizedAccessException)
        {
            return Fail(e.Message);
        }
    }

    private async Task<int> WithTasksAsync(Recipe recipe, string? server, Func<ITaskSource, CancellationToken, int> work, CancellationToken stop)
    {
        if (server != null)
        {
            await using var client = await GymClient.ConnectAsync(server, new GymClientOptions(Patience), stop).ConfigureAwait(false);
            return work(await GymTasks.OpenAsync(client, recipe, stop).ConfigureAwait(false), stop);
        }
        await using var gym = await EmbeddedGym.StartAsync(new EmbeddedGymOptions(Patience) { Log = error.WriteLine }, stop).ConfigureAwait(false);
        return work(await GymTasks.OpenAsync(gym.Client, recipe, stop).ConfigureAwait(false), stop);
    }

    private int Misuse(string message)
    {
        error.WriteLine(message);
        return Misused;
    }

    private int Fail(string message)
    {
        error.WriteLine(message);
        return Failed;
    }
}
