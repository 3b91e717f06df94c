using System.CommandLine;
using ProRL.Benchmarks;
using ProRL.Gym.Tasks;
using ProRL.Verifiers.Sandboxing.Boxes;

// What `./prorl gym bench` and `./prorl train bench` run. Exit codes: 0 measured, 1 too noisy to report or no data, 2 used wrongly.
var data = new Option<DirectoryInfo>("--data")
{
    Description = "The folder of outside data; by default $PRORL_SHARED, or \"shared\" beside the repository.",
    DefaultValueFactory = _ => new DirectoryInfo(Environment.GetEnvironmentVariable("PRORL_SHARED") is { Length: > 0 } set ? set : "../shared"),
};
var json = new Option<bool>("--json") { Description = "One JSON object a line." };
var math = new Command("math", "Verdicts per second on pairs of mathematical answers, on one core.") { data, json };
math.SetAction(parsed => MathBenchmark.Run(parsed.GetValue(data)!.FullName, parsed.GetValue(json)));
var code = new Command("code", "Programs through the sandbox, beside docker run, docker exec and a bare interpreter; needs docker, python3 and g++.");
code.SetAction(async (_, _) =>
{
    var images = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "images.lock.json"));
    await using var sandbox = BoxSandbox.InContainers(images, TimeProvider.System);
    await new CodeBenchmark(sandbox, BoxOptions.ReadImages(images)["python"]).RunAsync();
    return 0;
});
var named = new Argument<string[]>("FAMILY") { Description = "The families to measure; all reasoning families where none is named.", Arity = ArgumentArity.ZeroOrMore };
var families = new Command("families", "Items and verdicts per second of the reasoning families, on one core.") { named, json };
families.SetAction(parsed =>
{
    try
    {
        return FamilyBenchmark.Run(parsed.GetValue(named) ?? [], parsed.GetValue(json));
    }
    catch (TaskFormatException e)
    {
        Console.Error.WriteLine($"prorl gym bench: {e.Message}");
        return 2;
    }
});
var train = new Command("train", "Tokens per second of sampling and of training, beside the floor that arithmetic sets; for three sizes of models.") { json };
train.SetAction(parsed => TrainBenchmark.Run(parsed.GetValue(json)));
var root = new RootCommand("Measures the gym and the trainer. Close what else runs: a noisy measurement is refused.") { math, code, families, train };
var parsed = root.Parse(args);
if (parsed.Errors.Count == 0)
    return parsed.Invoke();
Console.Error.WriteLine($"prorl gym bench: {(args.Length == 0 ? "which benchmark? There are math, code and families" : parsed.Errors[0].Message.TrimEnd('.'))}; --help tells more.");
return 2;
