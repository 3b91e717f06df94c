using System.CommandLine;
using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;

namespace ProRL.Server.Commands;

/// <summary>Where commands write: results to one, everything else to the other.</summary>
internal sealed record CommandConsole(TextWriter Out, TextWriter Error);

/// <summary>The command was used wrongly; the message says in one sentence what would be right.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>Runs a command. Exit codes: 0 done, 1 failed, 2 used wrongly; an error is one sentence on stderr.</summary>
internal static class CommandLine
{
    public const int Failed = 1;
    public const int Misused = 2;

    public static async Task<int> RunAsync(string[] args, CommandConsole console, FamilyOptions families, IEnumerable<Command> commands)
    {
        var root = new RootCommand("Verifiable rewards for reinforcement learning of language models.");
        foreach (var option in families.All)
            root.Options.Add(option);
        foreach (var command in commands)
            root.Subcommands.Add(command);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
            return Say(Misused, args.Length == 0 ? "Which command? There are serve, verify, reverify, list, sample, audit, check, import and doctor; --help tells more." : Wrong(parsed));
        var running = new InvocationConfiguration { Output = console.Out, Error = console.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        try
        {
            families.Take(parsed);
            return await parsed.InvokeAsync(running).ConfigureAwait(false);
        }
        catch (UsageException e)
        {
            return Say(Misused, e.Message);
        }
        catch (FormatException e)
        {
            return Say(Misused, e.Message);
        }
        catch (TaskFormatException e)
        {
            return Say(Misused, e.Message);
        }
        catch (Exception e) when (e is GymException or Transports.ListenException or IOException or UnauthorizedAccessException)
        {
            return Say(Failed, e.Message);
        }

        // A wrong word makes others seem to be missing: it is the one to name.
        static string Wrong(ParseResult parsed) => parsed.UnmatchedTokens is [var token, ..]
            ? $"'{token}' is no command or option of {parsed.CommandResult.Command.Name}; --help tells what there is."
            : parsed.Errors[0].Message
                .Replace("as expected type 'System.Int32'", "as a whole number", StringComparison.Ordinal)
                .Replace("as expected type 'System.Int64'", "as a whole number", StringComparison.Ordinal)
                .Replace("as expected type 'System.UInt64'", "as a whole number, 0 or more", StringComparison.Ordinal);

        int Say(int code, string message)
        {
            console.Error.WriteLine($"prorl-gym: {message.ReplaceLineEndings(" ")}");
            return code;
        }
    }
}
