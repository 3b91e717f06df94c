using System.Diagnostics;
using System.Text.Json.Nodes;
using ProRL.Gym.Protocol;
using ProRL.Trainer.Commands;
using ProRL.Trainer.Runs;
using ProRL.Trainer.Tests.Support;

namespace ProRL.Trainer.Tests.Commands;

/// <summary>What is done with a run after it, on one tiny run with the embedded server.</summary>
public sealed class RunCommandsTests(RunCommandsTests.FinishedRun finished) : IClassFixture<RunCommandsTests.FinishedRun>
{
    [Fact]
    public void Eval_prints_a_table_and_adds_the_items_under_a_label()
    {
        var (code, output, error) = Run("eval", "runs/tiny", "--items", "6", "--samples", "4", "--k", "1,4", "--temperature", "0.9", "--max-tokens", "20", "--label", "six");
        Assert.True(code == 0, error);
        Assert.Contains("pass@4", output, StringComparison.Ordinal);
        Assert.Contains("arithmetic/chain_sum-v1", output, StringComparison.Ordinal);

        var evaluation = EvaluationLog.Read(finished.Folder.LaterEvaluations).Last(e => e.Label == "six");
        Assert.Equal(12, evaluation.Items.Count);
        Assert.All(evaluation.Items, i => Assert.Equal(4, i.Samples));
        Assert.Equal(FinishedRun.Steps, evaluation.Step);
    }

    [Fact]
    public void Eval_of_the_newest_checkpoint_repeats_the_runs_last_evaluation()
    {
        var (code, output, error) = Run("eval", "runs/tiny", "--json", "--label", "again");
        Assert.True(code == 0, error);
        var last = EvaluationLog.Read(finished.Folder.Evaluations)[^1];
        Assert.Equal(TrainLoop.AfterPolicy, last.Label);
        Assert.Equal(last.Items, EvaluationLog.Read(finished.Folder.LaterEvaluations).Last(e => e.Label == "again").Items);
        var rows = JsonNode.Parse(output)!["results"]!.AsArray();
        Assert.Equal(["family", "family", "all"], rows.Select(r => (string)r!["kind"]!));
        Assert.Equal(last.Items.GroupBy(i => i.Family).Average(f => f.Average(i => i.Score)), (double)rows[^1]!["score"]!, 12);
    }

    [Fact]
    public void Eval_on_rows_takes_them_all_in_their_order()
    {
        // As ./prorl gym sample writes them: family, prompt and what the family judges by.
        File.WriteAllLines("rows.jsonl", Enumerable.Range(1, 5).Select(i =>
            FormattableString.Invariant($$"""{"family": "math/answer-v1", "id": "r{{i}}", "prompt": "{{i}}+1=", "answer": "{{i + 1}}"}""")));
        var (code, output, error) = Run("eval", "runs/tiny", "--rows", "rows.jsonl", "--samples", "1", "--json");
        Assert.True(code == 0, error);
        var evaluation = EvaluationLog.Read(finished.Folder.LaterEvaluations).Last(e => e.Label == "newest, rows.jsonl, 1 sample, temperature 0.6");
        Assert.Equal(["r1", "r2", "r3", "r4", "r5"], evaluation.Items.Select(i => i.Handle.Split('|')[3]));
        Assert.Equal("rows.jsonl", (string)JsonNode.Parse(output)!["results"]![0]!["name"]!);
    }

    [Fact]
    public void Compare_finds_no_difference_of_a_run_from_itself()
    {
        var (code, output, error) = Run("compare", "runs/tiny", "runs/tiny", "--label", TrainLoop.AfterPolicy);
        Assert.True(code == 0, error);
        Assert.Contains("No difference is beyond chance.", output, StringComparison.Ordinal);
        var (_, json, _) = Run("compare", "runs/tiny", "runs/tiny", "--label", TrainLoop.AfterPolicy, "--json");
        var overall = JsonNode.Parse(json)!["overall"]!;
        Assert.Equal((0, 0, 0), ((double)overall["difference"]!, (double)overall["low"]!, (double)overall["high"]!));
        Assert.Equal(16, (int)overall["items"]!);
    }

    [Fact]
    public void A_runs_log_is_enough_to_judge_its_rollouts_again()
    {
        var (code, output) = Reverify("runs/tiny");
        Assert.True(code == 0, output);
        Assert.Equal(File.ReadLines(finished.Folder.Rollouts).Count(), (int)JsonNode.Parse(output)!["same"]!);

        // Rows of a file are in no gym: the log has them.
        File.WriteAllLines("sums.jsonl", Enumerable.Range(1, 40).Select(i =>
            FormattableString.Invariant($$"""{"family": "math/answer-v1", "id": "r{{i}}", "prompt": "{{i}}+1=", "answer": "{{i + 1}}"}""")));
        var rows = Run("tiny.yaml", "--name", "rows", "--set", "families=[{ id: sums, rows: sums.jsonl }]", "--set", "warm_up.steps=0", "--set", "policy.steps=2", "--set", "evaluation.every=0", "--set", "reset.target=current");
        Assert.True(rows.Code == 0, rows.Error);
        File.Delete("sums.jsonl");
        (code, output) = Reverify("runs/rows");
        Assert.True(code == 0, output);
        Assert.Equal("math/answer-v1", (string)Assert.Single(JsonNode.Parse(output)!["families"]!.AsArray())!["family"]!);
        Assert.True((int)JsonNode.Parse(output)!["same"]! > 4 * 6);
    }

    [Fact]
    public void An_exported_model_is_trained_on_from_its_folder()
    {
        var (code, output, error) = Run("export", "runs/tiny", "exported/", "--checkpoint", "newest");
        Assert.True(code == 0, error);
        Assert.Contains("exported holds the model of", output, StringComparison.Ordinal);
        foreach (var file in new[] { "config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json", "vocabulary.json" }) Assert.True(File.Exists(Path.Combine("exported", file)), file);
        Assert.Equal(2, Run("export", "runs/tiny", "exported").Code);

        // No step is made: the model answers as the run's own does.
        var again = Run("tiny.yaml", "--name", "again", "--set", "model={path: exported, max_positions: 96}", "--set", "warm_up.steps=0", "--set", "policy.steps=0");
        Assert.True(again.Code == 0, again.Error);
        Assert.Equal(EvaluationLog.Read(finished.Folder.Evaluations)[^1].Items, EvaluationLog.Read("runs/again/evaluations.jsonl")[^1].Items);

        // And is exported from the second run as it came.
        Assert.Equal(0, Run("export", "runs/again", "exported-again").Code);
        foreach (var file in Directory.GetFiles("exported").Select(Path.GetFileName).Where(f => f != "vocabulary.json"))
            Assert.True(File.ReadAllBytes(Path.Combine("exported", file!)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine("exported-again", file!))), file);
    }

    [Fact]
    public void A_run_that_another_process_trains_is_refused()
    {
        using (finished.Folder.Hold())
        {
            var (code, _, error) = Run("--resume", "runs/tiny");
            Assert.Equal(1, code);
            Assert.Equal("runs/tiny is being trained by another process; stop that one first.\n", error);
        }
        Assert.Equal(0, Run("--resume", "runs/tiny").Code);
    }

    [Fact]
    public void Signals_are_answered_in_a_sentence()
    {
        var waiting = new RunFolder("runs/waiting");
        Directory.CreateDirectory(waiting.Path);
        File.WriteAllText(waiting.Recipe, "");
        Assert.Equal("runs/waiting ends its stage before its next policy step, once it is resumed: no process trains it now.\n", Run("signal", "runs/waiting", "next").Output);
        Assert.True(waiting.Signalled(RunSignal.Next));
        Assert.Equal("No process trains runs/waiting: there is nothing to stop.\n", Run("signal", "runs/waiting", "stop").Output);
        using (waiting.Hold()) Assert.Equal("runs/waiting saves a checkpoint and ends before its next step.\n", Run("signal", "runs/waiting", "stop").Output);
        Assert.True(waiting.Signalled(RunSignal.Stop));
        var (code, _, error) = Run("signal", "runs/tiny", "reset");
        Assert.Equal((2, "runs/tiny is finished: there is no step left to hear a signal.\n"), (code, error));
    }

    [Theory]
    [InlineData("eval runs/tiny --checkpoint 7", "has no checkpoint 7; there are")]
    [InlineData("eval runs/tiny --items many", "'evaluation.items' is 'many'; it must be a whole number")]
    [InlineData("eval runs/tiny --k 1,9", "'evaluation.k' must hold numbers from 1 to 'evaluation.samples', 2")]
    [InlineData("eval runs/tiny --rows none.jsonl", "There is no file of rows 'none.jsonl'")]
    [InlineData("eval runs/none", "runs/none is not a run")]
    [InlineData("eval runs/tiny --bogus", "--bogus")]
    [InlineData("eval runs/tiny --set model.rope_theta=5", "'model.rope_theta' was 10000 when runs/tiny was trained and would be 5")]
    [InlineData("--resume runs/tiny --set model.lora.alpha=32", "runs/tiny can't be continued with 'model.lora.alpha' changed from 16 to 32: ")]
    [InlineData("--resume runs/tiny --set policy.steps=50", "runs/tiny is finished, and 'policy.steps' changed from 9 to 50 would have no effect")]
    [InlineData("eval", "argument missing for command: 'eval'")]
    [InlineData("compare runs/tiny runs/none", "runs/none is not a run")]
    [InlineData("compare runs/tiny runs/tiny --label nothing", "has no evaluation 'nothing': runs/tiny has")]
    [InlineData("export runs/tiny runs", "runs exists already")]
    [InlineData("signal runs/none reset", "runs/none is not a run")]
    [InlineData("signal runs/tiny louder", "There is no signal 'louder'; the signals are reset, next and stop")]
    public void Misuse_is_one_sentence_on_stderr_and_exit_code_2(string line, string expected)
    {
        var (code, output, error) = Run(line.Split(' '));
        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.Empty(output);
    }

    private static (int Code, string Output) Reverify(string run)
    {
        using var gym = Process.Start(new ProcessStartInfo("dotnet", [GymProgram.Find(), "reverify", run, "--json"]) { RedirectStandardOutput = true })!;
        var output = gym.StandardOutput.ReadToEnd();
        gym.WaitForExit();
        return (gym.ExitCode, output);
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (new TrainCli(output, error).Run(arguments), output.ToString(), error.ToString());
    }

    public sealed class FinishedRun : IDisposable
    {
        private readonly string _before = Directory.GetCurrentDirectory();
        private readonly string _path = Directory.CreateTempSubdirectory("prorl-test-").FullName;

        public FinishedRun()
        {
            Directory.SetCurrentDirectory(_path);
            File.WriteAllText("tiny.yaml", TinyRecipe.Yaml(Steps));
            var (code, _, error) = Run("tiny.yaml", "--name", "tiny");
            Assert.True(code == 0, error);
        }

        public const int Steps = 9;

        internal RunFolder Folder { get; } = new("runs/tiny");

        public void Dispose()
        {
            Directory.SetCurrentDirectory(_before);
            Directory.Delete(_path, recursive: true);
        }
    }
}
