using System.Text.Json;
using System.Text.Json.Nodes;
using ProRL.Server.Tests.Support;

namespace ProRL.Server.Tests.Commands;

public sealed class ReverifyTests : IDisposable
{
    private const string Handle = "arithmetic/gcd-v1|train|1|0|";
    private const string Task = """{"id":"r1","family":"arithmetic/gcd-v1","metadata":{"numbers":[4,6]}}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prorl-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_is_judged_as_it_was_is_no_change()
    {
        var log = await LoggedAsync(Line("<answer>2</answer>", row: Task), Line("none"), Line("<answer>3</answer>"));
        var (code, output, error) = await GymProcess.RunAsync("", "reverify", log);
        Assert.Equal((0, ""), (code, error));
        Assert.EndsWith("3 rollouts; every verdict is what it was.\n", output, StringComparison.Ordinal);
        Assert.Equal(0, (await GymProcess.RunAsync("", "reverify", _folder.FullName)).ExitCode);
    }

    [Fact]
    public async Task Every_kind_of_change_is_counted_by_family_and_shown_with_both_verdicts()
    {
        var log = await LoggedAsync(
            Line("<answer>2</answer>", row: Task),
            Line("<answer>2</answer>", before: ("incorrect", 0)),
            Line("<answer>3</answer>", before: ("correct", 1)),
            Line("<answer>3</answer>", before: ("unanswered", 0)),
            Line("<answer>2</answer>", before: ("fault", null)));
        var changes = Path.Combine(_folder.FullName, "changes.jsonl");
        var (code, output, error) = await GymProcess.RunAsync("", "reverify", log, "--json", "--show", "2", "--jobs", "3", "--output", changes);
        Assert.Equal((1, ""), (code, error));
        var summary = JsonNode.Parse(output)!;
        Assert.Equal((5, 1, 1, 1, 2, 0), ((int)summary["rows"]!, (int)summary["same"]!, (int)summary["score_up"]!, (int)summary["score_down"]!, (int)summary["status_changed"]!, (int)summary["fault"]!));
        Assert.Equal("arithmetic/gcd-v1", (string)Assert.Single(summary["families"]!.AsArray())!["family"]!);
        Assert.Equal([2, 3], summary["changed"]!.AsArray().Select(c => (int)c!["line"]!));

        var lines = (await File.ReadAllLinesAsync(changes, TestContext.Current.CancellationToken)).Select(l => JsonNode.Parse(l)!).ToArray();
        Assert.Equal(["score_up", "score_down", "status_changed", "status_changed"], lines.Select(l => (string)l["change"]!));
        Assert.Equal(("incorrect", 0.0, "then"), ((string)lines[0]["before"]!["status"]!, (double)lines[0]["before"]!["score"]!, (string)lines[0]["before"]!["reason"]!));
        Assert.Equal(("correct", 1.0), ((string)lines[0]["after"]!["status"]!, (double)lines[0]["after"]!["score"]!));

        var (_, text, _) = await GymProcess.RunAsync("", "reverify", log, "--show", "1");
        Assert.Contains("line 2 (step 3, group 0, sample 1): ", text, StringComparison.Ordinal);
        Assert.EndsWith("5 rollouts; 4 verdicts are not what they were, the first 1 of them above.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_that_the_gym_makes_is_judged_by_its_handle_through_a_server_as_without()
    {
        await using var server = await TestServer.StartAsync();
        var (_, sampled, _) = await GymProcess.RunAsync("", "sample", "arithmetic/gcd-v1", "--count", "1", "--seed", "1", "--split", "train", "--answers", "--json");
        var item = JsonElement.Parse(sampled);
        var (handle, answer) = (item.GetProperty("id").GetString()!, item.GetProperty("answer").GetString()!);
        Assert.Equal(Handle, handle);
        var log = await LoggedAsync(Line($"<answer>{answer}</answer>", ("correct", 1), handle: handle), Line($"<answer>{answer}1</answer>", ("correct", 1), handle: handle));
        foreach (var more in (string[][])[[], ["--server", server.Address.ToString()]])
        {
            var (code, output, _) = await GymProcess.RunAsync("", ["reverify", log, "--json", .. more]);
            Assert.Equal(1, code);
            Assert.Equal([2], JsonNode.Parse(output)!["changed"]!.AsArray().Select(c => (int)c!["line"]!));
        }
    }

    [Fact]
    public async Task A_line_that_can_not_be_judged_is_a_fault_that_says_why()
    {
        var log = await LoggedAsync(
            Line("<answer>2</answer>", row: Task),
            "nonsense",
            """{"step":1}""",
            Line("x", handle: "none/such-v1|train|1|0|"),
            Line("x", handle: "mine|train|row|7|"));
        var (code, output, _) = await GymProcess.RunAsync("", "reverify", log, "--json");
        Assert.Equal(1, code);
        var changed = JsonNode.Parse(output)!["changed"]!.AsArray();
        Assert.Equal([2, 3, 4, 5], changed.Select(c => (int)c!["line"]!));
        Assert.All(changed, c => Assert.Equal(("fault", "fault"), ((string)c!["change"]!, (string)c["after"]!["status"]!)));
        Assert.Contains("it is not JSON", (string)changed[0]!["after"]!["reason"]!, StringComparison.Ordinal);
        Assert.Contains("it has no \"status\"", (string)changed[1]!["after"]!["reason"]!, StringComparison.Ordinal);
        Assert.Contains("none/such-v1", (string)changed[2]!["after"]!["reason"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Misuse_is_one_sentence_and_exit_code_2()
    {
        foreach (var wrong in (string[][])[["none.jsonl"], [_folder.FullName], ["-", "--show", "-1"], ["-", "--profile", "generous"], ["-", "--jobs", "0"]])
        {
            var (code, output, error) = await GymProcess.RunAsync("", ["reverify", .. wrong]);
            Assert.Equal((2, ""), (code, output));
            Assert.Single(error.TrimEnd('\n').Split('\n'));
        }
    }

    private static string Line(string completion, (string Status, double? Score)? before = null, string handle = "rows|train|row|r1|", string? row = null)
    {
        var (status, score) = before ?? (completion switch { "<answer>2</answer>" => ("correct", 1.0), "<answer>3</answer>" => ("incorrect", 0.0), _ => ("unanswered", 0.0) });
        var line = new JsonObject { ["step"] = 3, ["group"] = 0, ["sample"] = 1, ["handle"] = handle, ["prompt"] = "?", ["completion"] = completion, ["status"] = status, ["score"] = score, ["reason"] = "then" };
        if (row is not null)
            line["row"] = JsonNode.Parse(row);
        return line.ToJsonString();
    }

    private async Task<string> LoggedAsync(params string[] lines)
    {
        var path = Path.Combine(_folder.FullName, "rollouts.jsonl");
        await File.WriteAllLinesAsync(path, lines, TestContext.Current.CancellationToken);
        return path;
    }
}
