using System.Text.Json;
using System.Text.Json.Nodes;
using ProRL.Server.Tests.Support;

namespace ProRL.Server.Tests.Commands;

public sealed class VerifyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prorl-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Ten_thousand_rows_come_back_in_order_with_nothing_lost()
    {
        var rows = Enumerable.Range(0, 10_000).Select(i => Row($"row {i}", i % 3 == 0 ? "2" : "7")).ToArray();
        var (code, verdicts, summary) = await VerifyAsync(string.Join('\n', rows), "--jobs", "3");
        Assert.Equal(0, code);
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => $"row {i}"), verdicts.Select(v => v.GetProperty("id").GetString()));
        Assert.All(verdicts.Index(), v => Assert.Equal(v.Index % 3 == 0 ? "correct" : "incorrect", v.Item.GetProperty("status").GetString()));
        Assert.StartsWith("10000 rows in ", summary, StringComparison.Ordinal);
        Assert.Contains("rows/s): 3334 correct, 6666 incorrect.", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_row_is_a_fault_in_its_place_and_exit_code_1()
    {
        string[] rows =
        [
            Row("a", "2"),
            "{\"id\": \"b\", nonsense",
            "",
            """{"id":"d"}""",
            """{"id":"e","family":"arithmetic/gcd-v1","final":"2"}""",
            """{"id":"f","family":"none/such-v1","final":"2"}""",
            "[1,2]",
            "\0\u0001\u0002",
            Row("i", "2"),
        ];
        var (code, verdicts, summary) = await VerifyAsync(string.Join("\r\n", rows) + "\n");
        Assert.Equal(1, code);
        Assert.Equal(
            ["correct", "fault", "fault", "fault", "fault", "fault", "fault", "fault", "correct"],
            verdicts.Select(v => v.GetProperty("status").GetString()));
        Assert.Equal(["a", null, null, "d", "e", "f", null, null, "i"], verdicts.Select(v => v.GetProperty("id").GetString()));
        foreach (var (index, verdict) in verdicts.Index().Where(v => v.Item.GetProperty("status").GetString() == "fault"))
        {
            Assert.StartsWith($"Line {index + 1}: ", verdict.GetProperty("reason").GetString(), StringComparison.Ordinal);
            Assert.Equal(JsonValueKind.Null, verdict.GetProperty("score").ValueKind);
        }

        Assert.Contains("2 correct, 7 fault", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_file_has_no_verdicts_and_no_faults()
    {
        var (code, verdicts, summary) = await VerifyAsync("");
        Assert.Equal(0, code);
        Assert.Empty(verdicts);
        Assert.StartsWith("0 rows", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_come_from_standard_input_and_verdicts_go_to_standard_output()
    {
        var (code, output, error) = await GymProcess.RunAsync(Row("a", "2") + "\n", "verify", "-");
        Assert.Equal(0, code);
        Assert.Equal("correct", JsonElement.Parse(output).GetProperty("status").GetString());
        Assert.StartsWith("1 rows", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Through_a_server_the_verdicts_are_the_same()
    {
        await using var server = await TestServer.StartAsync();
        var rows = string.Join('\n', Row("a", "2"), Row("b", "3"), "nonsense", "", """{"id":"e"}""", Row("f", "2"));
        var (localCode, local, _) = await VerifyAsync(rows);
        var (code, remote, _) = await VerifyAsync(rows, "--server", server.Address.ToString());
        Assert.Equal(localCode, code);
        Assert.Equal(local.Select(WithoutTime), remote.Select(WithoutTime));
    }

    [Fact]
    public async Task A_sampled_row_with_its_answer_as_response_is_right()
    {
        var (_, output, _) = await GymProcess.RunAsync("", "sample", "arithmetic/gcd-v1", "--count", "20", "--seed", "5", "--split", "eval", "--level", "2", "--set", "style=terse", "--answers", "--json");
        var rows = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            var row = JsonNode.Parse(line)!.AsObject();
            row["response"] = $"<answer>{row["answer"]}</answer>";
            return row.ToJsonString();
        }).ToArray();
        Assert.Equal(20, rows.Length);
        var (code, verdicts, _) = await VerifyAsync(string.Join('\n', rows));
        Assert.Equal(0, code);
        Assert.All(verdicts, v => Assert.Equal("correct", v.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task An_output_that_can_not_be_written_is_one_sentence_and_exit_code_1()
    {
        var (code, _, error) = await GymProcess.RunAsync(Row("a", "2"), "verify", "-", "--output", Path.Combine(_folder.FullName, "missing", "out.jsonl"));
        Assert.Equal(1, code);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    private static string Row(string id, string answer) =>
        $$$"""{"id":"{{{id}}}","family":"arithmetic/gcd-v1","metadata":{"numbers":[4,6]},"response":"so <answer>{{{answer}}}</answer>"}""";

    private static string WithoutTime(JsonElement verdict)
    {
        var node = JsonNode.Parse(verdict.GetRawText())!.AsObject();
        node.Remove("work_us");
        return node.ToJsonString();
    }

    private async Task<(int Code, JsonElement[] Verdicts, string Summary)> VerifyAsync(string rows, params string[] more)
    {
        var input = Path.Combine(_folder.FullName, "in.jsonl");
        var output = Path.Combine(_folder.FullName, "out.jsonl");
        await File.WriteAllTextAsync(input, rows, TestContext.Current.CancellationToken);
        var (code, nothing, summary) = await GymProcess.RunAsync("", ["verify", input, "--output", output, .. more]);
        Assert.Empty(nothing);
        var lines = await File.ReadAllLinesAsync(output, TestContext.Current.CancellationToken);
        return (code, [.. lines.Select(l => JsonElement.Parse(l))], summary);
    }
}
