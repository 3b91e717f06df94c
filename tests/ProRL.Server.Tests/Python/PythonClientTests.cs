using System.ComponentModel;
using System.Diagnostics;
using ProRL.Server.Tests.Support;

namespace ProRL.Server.Tests.Python;

/// <summary>Any MessagePack client can speak to the server: Python's, over a plain socket.</summary>
public sealed class PythonClientTests
{
    private static readonly string[] Pythons = ["/usr/bin/python3", "python3", "python"];

    [Fact]
    public async Task A_python_script_with_msgpack_and_a_socket_drives_every_call()
    {
        var python = await FindAsync();
        if (python is null)
        {
            const string Reason = "No Python here can import msgpack (Debian: apt-get install python3-msgpack; elsewhere: pip install msgpack).";
            Assert.False(Requires("python"), Reason);
            Assert.Skip(Reason);
        }

        await using var server = await TestServer.StartAsync();
        var (code, output) = await RunAsync(python, Path.Combine(AppContext.BaseDirectory, "Python", "client.py"), server.Address.Path!);
        Assert.True(code == 0, output);
        Assert.Contains("stats 41", output, StringComparison.Ordinal);
    }

    private static bool Requires(string what) =>
        (Environment.GetEnvironmentVariable("PRORL_REQUIRE") ?? "").Split([',', ' ']).Contains(what);

    private static async Task<string?> FindAsync()
    {
        foreach (var python in Pythons)
        {
            try
            {
                if (await RunAsync(python, "-c", "import msgpack") is (0, _))
                    return python;
            }
            catch (Win32Exception)
            {
                // There is no such program.
            }
        }

        return null;
    }

    private static async Task<(int Code, string Output)> RunAsync(string python, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }
}
