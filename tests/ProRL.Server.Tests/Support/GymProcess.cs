using System.Diagnostics;
using ProRL.Gym.Protocol;

namespace ProRL.Server.Tests.Support;

/// <summary>Runs <c>prorl-gym</c> as users do.</summary>
internal static class GymProcess
{
    public static Process Start(params ReadOnlySpan<string> arguments)
    {
        var start = GymProgram.StartInfo(GymProgram.Find());
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        return Process.Start(start)!;
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(string? input, params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
