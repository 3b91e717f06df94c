using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace ProRL.Trainer.Tests.Support;

/// <summary>
/// Python with NumPy, for references that are computed independently. Where there is none the test is skipped, and fails
/// instead when PRORL_REQUIRE names <c>python</c>.
/// </summary>
internal static class Numpy
{
    private static readonly Lazy<string?> Python = new(() => Array.Find(["/usr/bin/python3", "python3", "python"], HasNumpy));

    /// <summary>What a script of the tests' folder prints, read as JSON.</summary>
    /// <param name="script">Its path under the tests' folder.</param>
    /// <param name="arguments">Its arguments.</param>
    public static T Run<T>(string script, params string[] arguments)
    {
        if (Python.Value is null)
        {
            const string Reason = "No Python here can import numpy (Debian: apt-get install python3-numpy; elsewhere: pip install numpy).";
            Assert.False((Environment.GetEnvironmentVariable("PRORL_REQUIRE") ?? "").Split([',', ' ']).Contains("python"), Reason);
            Assert.Skip(Reason);
        }
        var (code, output, error) = Start(Python.Value, [Path.Combine(AppContext.BaseDirectory, script), .. arguments]);
        Assert.True(code == 0, error);
        return JsonSerializer.Deserialize<T>(output)!;
    }

    private static bool HasNumpy(string python)
    {
        try
        {
            return Start(python, ["-c", "import numpy"]).Code == 0;
        }
        catch (Win32Exception)
        {
            return false; // There is no such program.
        }
    }

    private static (int Code, string Output, string Error) Start(string python, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
