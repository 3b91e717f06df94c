using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Extraction;
using ProRL.Verifiers.Programs;
using ProRL.Verifiers.Sandboxing;

namespace ProRL.Gym.Families.Code;

public sealed record SmallFunctionsConfig : FamilyConfig
{
    /// <summary>Fewest steps, at least 1.</summary>
    public int MinSteps { get; init; } = 2;

    /// <summary>Most steps, at most 12.</summary>
    public int MaxSteps { get; init; } = 5;

    /// <summary>How many arguments the function has, from 1 to 3; it starts with the first of them.</summary>
    public int Arguments { get; init; } = 2;

    /// <summary>The largest constant, from 2 to 99.</summary>
    public int MaxConstant { get; init; } = 20;

    /// <summary>Which steps are drawn.</summary>
    public FunctionOperation[] Operations { get; init; } = Enum.GetValues<FunctionOperation>();

    /// <summary>What a program earns that returns the right number in some calls only.</summary>
    public Payment Pay { get; init; } = Payment.All;
}

/// <param name="Arguments">How many there are.</param>
/// <param name="Steps">What is done to the first of them, in turn.</param>
/// <param name="Pay">What a program earns that returns the right number in some calls only.</param>
public sealed record SmallFunctionsTruth(int Arguments, FunctionStep[] Steps, Payment Pay)
{
    /// <summary>Calls with what they must return: as many as tell apart functions that are easily confused.</summary>
    public IReadOnlyList<CallCase> Cases { get; } = FunctionSteps.Cases(Arguments, Steps);
}

/// <summary>
/// Write a JavaScript function that computes with whole numbers, step by step as described. It is run, in this process and
/// under limits, on arguments that are not shown.
/// </summary>
public sealed class SmallFunctions(SandboxSet sandboxes) : TaskFamily<SmallFunctionsConfig, SmallFunctionsTruth>(
    "code/small_functions-v1", "a JavaScript function of a few steps of arithmetic", maxLevel: 8, domain: "code")
{
    private const string Language = "javascript";
    private const int MaxArguments = 3;
    private const int Redraws = 10_000;
    private const int MostSteps = 12;

    // A row may have more: its steps are only run through once.
    private const int MaxRowSteps = 100;

    // Comments included, no program for so little is longer.
    private const int MaxProgram = 10_000;

    private static readonly string[] Fences = ["javascript", "js"];

    // A function of a few steps takes a few dozen.
    private static readonly RunLimits Limits = ProgramMetadata.Limits with { Steps = 100_000, SubmissionSteps = 1_000_000 };

    protected override SmallFunctionsConfig AtLevel(int level) => new()
    {
        MinSteps = level < 2 ? 2 : level,
        MaxSteps = level + 2,
        Arguments = level < 2 ? 1 : level < 5 ? 2 : 3,
        MaxConstant = level < 3 ? 9 : level < 6 ? 20 : 99,
        Operations = level == 0 ? [FunctionOperation.Add, FunctionOperation.Subtract, FunctionOperation.Multiply] : Enum.GetValues<FunctionOperation>(),
    };

    protected override IEnumerable<string> Validate(SmallFunctionsConfig c)
    {
        if (c.MinSteps < 1 || c.MaxSteps < c.MinSteps || c.MaxSteps > MostSteps)
            yield return $"min_steps is {c.MinSteps} and max_steps {c.MaxSteps}; they must satisfy 1 ≤ min_steps ≤ max_steps ≤ {MostSteps}";
        if (c.Arguments is < 1 or > MaxArguments)
            yield return $"arguments is {c.Arguments}; it must be from 1 to {MaxArguments}";
        if (c.MaxConstant is < 2 or > 99)
            yield return $"max_constant is {c.MaxConstant}; it must be from 2 to 99";
        if (c.Operations.Length is 0 or > 100 || !c.Operations.Any(FunctionSteps.TakesOperand))
            yield return $"operations must be a list of some of {string.Join(", ", FunctionSteps.Names)}, not of absolute alone";
    }

    protected override SmallFunctionsTruth Generate(SmallFunctionsConfig c, Rng rng)
    {
        var steps = new FunctionStep[rng.Int(c.MinSteps, c.MaxSteps)];
        for (var i = 0; i < steps.Length; i++)
            steps[i] = FunctionSteps.Draw(c.Operations, c.Arguments, c.MaxConstant, rng);
        for (var attempt = 0; attempt < Redraws; attempt++)
        {
            if (FunctionSteps.Idle(c.Arguments, steps) is not { } idle)
                return new SmallFunctionsTruth(c.Arguments, steps, c.Pay);

            // What hides a step may also stand behind it.
            steps[rng.Int(idle, steps.Length - 1)] = FunctionSteps.Draw(c.Operations, c.Arguments, c.MaxConstant, rng);
        }

        throw new TaskFormatException($"{Info.Id}: {Redraws} draws gave no function in which every step counts; change operations, max_constant or min_steps.");
    }

    protected override string Content(SmallFunctionsTruth truth) => $"{truth.Arguments}|{Terse(truth)}";

    protected override double Difficulty(SmallFunctionsTruth truth) => truth.Steps.Length;

    protected override string Ask(SmallFunctionsTruth truth) =>
        $"Write a JavaScript function f({FunctionSteps.Parameters(truth.Arguments)}) of {(truth.Arguments == 1 ? "a whole number" : "whole numbers")} that does this: start with a; {string.Join("; ", truth.Steps.Select(s => s.Say()))}; return what comes out. Give the program, which must define f, between <answer> and </answer>.";

    protected override string AskTersely(SmallFunctionsTruth truth) => $"f({FunctionSteps.Parameters(truth.Arguments)}) {Terse(truth)}=";

    protected override string Solve(SmallFunctionsTruth truth) =>
        $"function f({FunctionSteps.Parameters(truth.Arguments)}) {{ return {FunctionSteps.Expression(truth.Steps, brackets: true)}; }}";

    // Reasoning Gym has no such family.
    public override Verdict? JudgeAsPublished(TaskItem item, Answer answer) => null;

    protected override async ValueTask<Verdict> JudgeAsync(SmallFunctionsTruth truth, string answer, CancellationToken cancellation)
    {
        if (sandboxes.For(Language) is not { } sandbox)
            return Verdict.Fault($"{Info.Id}: this installation can't run JavaScript.");
        if (answer.Length > MaxProgram)
            return Verdict.Incorrect(TaskRow.Shorten(answer), $"The program has {answer.Length} characters; it needs no more than {MaxProgram}.");
        var program = new SourceProgram(Language, FencedCode.Last(answer, Fences) ?? answer);
        var tests = new ProgramTests.Calls("f", truth.Cases) { Payment = truth.Pay, StopAtFirstFailure = truth.Pay == Payment.All };
        try
        {
            return await new ProgramJudge(sandbox).JudgeAsync(program, tests, Limits, cancellation).ConfigureAwait(false);
        }
        catch (SandboxFaultException e)
        {
            return Verdict.Fault(e.Message);
        }
    }

    protected override JsonObject Describe(SmallFunctionsTruth truth) => new()
    {
        ["arguments"] = truth.Arguments,
        ["steps"] = new JsonArray([.. truth.Steps.Select(s => JsonValue.Create(s.Terse()))]),
        ["pay"] = truth.Pay == Payment.Share ? "share" : "all",
    };

    protected override SmallFunctionsTruth Read(string? answer, MetadataReader metadata)
    {
        var arguments = metadata["arguments"].Int is >= 1 and <= MaxArguments and var n ? n : throw metadata["arguments"].Wrong($"from 1 to {MaxArguments}");
        var steps = metadata["steps"].Array(s => FunctionStep.Read(s.String, arguments) ?? throw s.Wrong("a step such as +3, -b, 9-, *2, %5, >3, <3 or abs"));
        if (steps.Length is 0 or > MaxRowSteps || FunctionSteps.Cases(arguments, steps).Count == 0)
            throw metadata["steps"].Wrong($"1 to {MaxRowSteps} steps whose numbers stay within 15 digits");
        var pay = !metadata["pay"].Exists ? Payment.All : metadata["pay"].String switch
        {
            "all" => Payment.All,
            "share" => Payment.Share,
            _ => throw metadata["pay"].Wrong("\"all\" or \"share\""),
        };
        return new SmallFunctionsTruth(arguments, steps, pay);
    }

    // An arrow function. Most write the steps one after the other and forget that products bind tighter than sums, which is
    // right where no sum comes first; the rest set brackets.
    protected override string? Demonstrate(SmallFunctionsTruth truth, Rng rng)
    {
        var parameters = FunctionSteps.Parameters(truth.Arguments).Replace(" ", "", StringComparison.Ordinal);
        return $"<answer>f={(truth.Arguments == 1 ? parameters : $"({parameters})")}=>{FunctionSteps.Expression(truth.Steps, brackets: rng.Chance(0.3)).Replace(" ", "", StringComparison.Ordinal)}</answer>";
    }

    private static string Terse(SmallFunctionsTruth truth) => string.Join(' ', truth.Steps.Select(s => s.Terse()));
}
