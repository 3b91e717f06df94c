using System.Text.Json;
using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;
using ProRL.Server.Tests.Support;
using ProRL.Tests.Support;
using ProRL.Verifiers;

namespace ProRL.Server.Tests.Commands;

/// <summary>A folder of plugins as its author uses it, by the commands and over the wire.</summary>
public sealed class PluginsOptionTests : IDisposable
{
    private const string Tram = "examples/fullest_tram-v1";

    private static readonly string Examples = Path.Combine(Repository.Root, "docs", "examples", "plugins");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prorl-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Every_command_knows_the_plugins()
    {
        var (_, listed, _) = await GymProcess.RunAsync("", "list", "--plugins", Examples);
        Assert.Contains(Tram, listed, StringComparison.Ordinal);
        var (_, items, _) = await GymProcess.RunAsync("", "sample", Tram, "--count", "3", "--answers", "--json", "--plugins", Examples);
        var rows = Path.Combine(_folder.FullName, "rows.jsonl");
        await File.WriteAllLinesAsync(rows, items.TrimEnd().Split('\n').Select(line => JsonElement.Parse(line)).Select(item => $$"""{"handle":{{item.GetProperty("id").GetRawText()}},"final":{{item.GetProperty("answer").GetRawText()}}}"""), TestContext.Current.CancellationToken);
        var (verified, verdicts, error) = await GymProcess.RunAsync("", "verify", rows, "--plugins", Examples);
        Assert.True(verified == 0, error);
        Assert.Equal(3, verdicts.Split("\"status\":\"correct\"").Length - 1);

        var (audited, table, _) = await GymProcess.RunAsync("", "audit", "--items", "10", "--plugins", Examples, "--output", _folder.FullName);
        Assert.Equal(0, audited);
        Assert.Equal(4, table.TrimEnd().Split('\n').Length);
        var (checkedCode, report, said) = await GymProcess.RunAsync("", "check", Tram, "--items", "20", "--plugins", Examples);
        Assert.Equal((0, $"{Tram}: well\n", "1 family checked, 0 broken.\n"), (checkedCode, report, said));
    }

    [Fact]
    public async Task A_family_that_breaks_its_promises_is_told_how()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Examples, "fullest_tram.js"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "tram.js"), text.Replace("Number(answer) === most(stops) ? 1", "Number(answer) >= most(stops) ? 1", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var (code, report, _) = await GymProcess.RunAsync("", "check", "--items", "20", "--plugins", _folder.FullName);
        Assert.Equal(1, code);
        Assert.Contains("is paid 1; a right answer is", report, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "tram.js"), "export default", TestContext.Current.CancellationToken);
        var (misused, _, error) = await GymProcess.RunAsync("", "list", "--plugins", _folder.FullName);
        Assert.Equal(2, misused);
        Assert.StartsWith("prorl-gym: The plugin tram.js can't be used: line 1: ", error, StringComparison.Ordinal);
        var (none, _, missing) = await GymProcess.RunAsync("", "list", "--plugins", "/nowhere");
        Assert.Equal((2, "prorl-gym: The plugins are '/nowhere'; it must be a folder that exists.\n"), (none, missing));
    }

    [Fact]
    public async Task A_server_serves_them()
    {
        var socket = Path.Combine(_folder.FullName, "s");
        using var process = GymProcess.Start("serve", "--socket", socket, "--plugins", Examples);
        await using var client = await GymClient.ConnectAsync(socket, new GymClientOptions(TimeSpan.FromMinutes(1)), TestContext.Current.CancellationToken);
        foreach (var item in await client.SampleAsync(new SampleRequest(Tram, Split.Eval, 3, 20) { Answers = true, Level = 2 }, TestContext.Current.CancellationToken))
            Assert.Equal(VerdictStatus.Correct, (await client.ScoreAsync(item.Handle, $"So <answer>{item.Answer}</answer>", TestContext.Current.CancellationToken)).Status);
        await client.DrainAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }
}
