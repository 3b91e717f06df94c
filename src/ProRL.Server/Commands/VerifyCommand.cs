using System.CommandLine;
using ProRL.Gym.Tasks;
using ProRL.Server.Verification;

namespace ProRL.Server.Commands;

/// <summary><c>prorl-gym verify</c>.</summary>
internal static class VerifyCommand
{
    public static Command Create(Lazy<FamilyCatalog> catalog, TimeProvider time, CommandConsole console)
    {
        var input = new Argument<string>("IN.jsonl") { Description = "The rows, one JSON object a line; - for standard input." };
        var output = new Option<string>("--output") { HelpName = "OUT.jsonl", Description = "Where the verdicts go, one line for each row, in the same order; - for standard output.", DefaultValueFactory = _ => "-" };
        var judging = new JudgeOptions(catalog, time);
        var command = new Command("verify", "Judge the answers in a file of rows.") { input, output };
        judging.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var start = time.GetTimestamp();
            await using var from = JudgeOptions.OpenInput(parsed.GetValue(input)!);
            var summary = new VerifySummary();
            await judging.JudgeAsync(parsed, new RowReader(from), () => JudgeOptions.OpenOutput(parsed.GetValue(output)!), summary, cancellation).ConfigureAwait(false);
            console.Error.WriteLine(summary.Describe(time.GetElapsedTime(start)));
            return summary.Faults == 0 ? 0 : CommandLine.Failed;
        });
        return command;
    }
}
