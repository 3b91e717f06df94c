using System.ComponentModel;
using System.Diagnostics;

namespace ProRL.Tests.Support;

/// <summary>
/// Scripts run by the Python that has the modules they import. Where there is none the test is skipped, and fails instead
/// when PRORL_REQUIRE names <c>python</c>.
/// </summary>
internal static class PythonScript
{
    private static readonly string[] Names = ["/usr/bin/python3", "python3", "python"];

    /// <summary>What the script prints; it gets <paramref name="input"/> as its standard input.</summary>
    public static async Task<string> RunAsync(string script, IReadOnlyList<string> modules, string input, params string[] arguments)
    {
        var python = await FindAsync(modules);
        if (python is null)
        {
            var reason = $"No Python here can import {string.Join(", ", modules)} (Debian: python3 and python3-MODULE).";
            Assert.False((Environment.GetEnvironmentVariable("PRORL_REQUIRE") ?? "").Split([',', ' ']).Contains("python"), reason);
            Assert.Skip(reason);
        }
        var (code, output) = await StartAsync(python, input, [script, .. arguments]);
        Assert.True(code == 0, output);
        return output;
    }

    private static async Task<string?> FindAsync(IReadOnlyList<string> modules)
    {
        foreach (var python in Names)
        {
            try
            {
                if (await StartAsync(python, "", "-c", $"import {string.Join(", ", modules)}") is (0, _)) return python;
            }
            catch (Win32Exception)
            {
                // There is no such program.
            }
        }
        return null;
    }

    private static async Task<(int Code, string Output)> StartAsync(string python, string input, params string[] arguments)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var process = Process.Start(new ProcessStartInfo(python, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new System.Text.UTF8Encoding(false),
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        await process.StandardInput.WriteAsync(input.AsMemory(), cancellation);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, await output + await error);
    }
}
