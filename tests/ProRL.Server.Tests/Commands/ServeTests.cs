using System.Diagnostics;
using System.Globalization;
using ProRL.Gym.Protocol;
using ProRL.Server.Tests.Support;

namespace ProRL.Server.Tests.Commands;

public sealed class ServeTests : IDisposable
{
    private const int Items = 20_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prorl-test-");

    private string Socket => Path.Combine(_folder.FullName, "s");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_lets_it_finish_what_it_took_and_end_with_exit_code_0(string signal)
    {
        using var process = await ServeAsync();
        using var peer = await ConnectAsync();
        var items = string.Join(',', Enumerable.Range(0, Items).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""{"handle":"arithmetic/gcd-v1|train|0|{{i}}|","final":"0"}""")));
        await peer.SendAsync(1, "score", $$"""{"stream":true,"items":[{{items}}]}""");
        var verdicts = 0;
        for (PeerMessage? message = await peer.ReceiveAsync(); message is { Id: null }; message = await peer.ReceiveAsync())
        {
            if (verdicts++ == 0)
                await SignalAsync(process, signal);
        }

        Assert.Equal(Items, verdicts);
        Assert.Null(await peer.ReceiveAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        Assert.False(File.Exists(Socket));
    }

    [Fact]
    public async Task Its_socket_is_its_owners_alone_and_a_live_one_is_not_taken_over()
    {
        using var process = await ServeAsync();
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Socket));
        var (code, _, error) = await GymProcess.RunAsync("", "serve", "--socket", Socket);
        Assert.Equal(1, code);
        Assert.Contains("listens at", error, StringComparison.Ordinal);
        using var peer = await ConnectAsync();
        Assert.Null((await peer.CallAsync(1, "drain")).Error);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task The_socket_of_a_killed_server_is_replaced()
    {
        using (var killed = await ServeAsync())
        {
            killed.Kill();
            await killed.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.True(File.Exists(Socket));
        using var process = await ServeAsync();
        using var peer = await ConnectAsync();
        Assert.Null((await peer.CallAsync(1, "drain")).Error);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_file_that_is_no_socket_is_left_alone()
    {
        await File.WriteAllTextAsync(Socket, "precious", TestContext.Current.CancellationToken);
        var (code, _, error) = await GymProcess.RunAsync("", "serve", "--socket", Socket);
        Assert.Equal(1, code);
        Assert.Contains("left alone", error, StringComparison.Ordinal);
        Assert.Equal("precious", await File.ReadAllTextAsync(Socket, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_embedded_server_ignores_the_terminals_interrupt_and_ends_with_its_input()
    {
        using var process = await ServeAsync("--embedded");
        using var peer = await ConnectAsync();
        await SignalAsync(process, "INT");
        Assert.Equal("ok", (await peer.CallAsync(1, "health")).Body.GetProperty("status").GetString());
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        Assert.Empty(await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    private async Task<Process> ServeAsync(params string[] more)
    {
        var process = GymProcess.Start(["serve", "--socket", Socket, .. more]);
        await using var client = await GymClient.ConnectAsync(Socket, new GymClientOptions(TimeSpan.FromMinutes(1)), TestContext.Current.CancellationToken);
        return process;
    }

    private async Task<RawPeer> ConnectAsync() =>
        new(await GymAddress.Parse(Socket).ConnectAsync(TestContext.Current.CancellationToken));

    private static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }
}
