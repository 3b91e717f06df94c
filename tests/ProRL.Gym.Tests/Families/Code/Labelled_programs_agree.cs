using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Tests.Support;
using ProRL.Verifiers;
using ProRL.Verifiers.Sandboxing;
using ProRL.Verifiers.Sandboxing.Boxes;
using ProRL.Verifiers.Sandboxing.JavaScript;

namespace ProRL.Gym.Tests.Families.Code;

/// <summary>
/// Rows whose programs others have labelled, judged in real containers. Rows that can't agree are listed in
/// exclusions.jsonl with the reason. An ordinary run takes one row in some; PRORL_NIGHTLY=1 takes all.
/// </summary>
public sealed class Labelled_programs_agree(Labelled_programs_agree.Judge judge) : IClassFixture<Labelled_programs_agree.Judge>
{
    private static readonly bool Nightly = Environment.GetEnvironmentVariable("PRORL_NIGHTLY") == "1";

    [Theory]
    [InlineData("humaneval", 4)]
    [InlineData("mbpp", 10)]
    [InlineData("mbppplus", 10)]
    [InlineData("exercism_python", 4)]
    [InlineData("exercism_go", 10)]
    [InlineData("humanevalpack_cpp", 12)]
    [InlineData("humanevalpack_java", 12)]
    [InlineData("humanevalpack_go", 12)]
    [InlineData("humanevalpack_rust", 12)]
    [InlineData("mbcsp_csharp", 12)]
    [InlineData("stdio_kodsport", 8)]
    [InlineData("benign_controls", 1)]
    public async Task Right_programs_pass_and_wrong_ones_fail(string file, int oneIn)
    {
        var excluded = Exclusions();
        var rows = Rows(file).Where((_, i) => Nightly || i % oneIn == 0).Where(r => !excluded.Contains(r.Id)).ToArray();
        var wrong = await judge.DisagreementsAsync(rows, (row, verdict) => verdict.Status == VerdictStatus.Correct == row.Correct && verdict.Status != VerdictStatus.Fault);
        Assert.True(wrong.Length == 0, $"{wrong.Length} of {rows.Length} disagree:\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public async Task No_attack_earns_anything()
    {
        var rows = Rows("reward_hacks").ToArray();
        var wrong = await judge.DisagreementsAsync(rows, (_, verdict) => verdict.Score == 0);
        Assert.True(wrong.Length == 0, $"{wrong.Length} of {rows.Length} disagree:\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public async Task The_same_submissions_have_the_same_verdicts_on_a_busy_machine()
    {
        Assert.SkipUnless(Nightly, "It judges 500 submissions twice, which takes many minutes; PRORL_NIGHTLY=1 runs it.");
        (string File, int Count)[] files =
        [
            ("humaneval", 150), ("mbpp", 150), ("exercism_python", 100), ("stdio_kodsport", 20),
            ("humanevalpack_cpp", 20), ("humanevalpack_java", 20), ("humanevalpack_go", 20), ("humanevalpack_rust", 20),
        ];
        var excluded = Exclusions();
        var rows = files.SelectMany(f => Rows(f.File).Where(r => !excluded.Contains(r.Id)).Take(f.Count)).ToArray();
        var alone = await judge.VerdictsAsync(rows);
        var loops = Enumerable.Range(0, 8).Select(_ => Process.Start("sh", ["-c", "while :; do :; done"])).ToArray();
        try
        {
            var beside = await judge.VerdictsAsync(rows);
            Assert.Equal(500, rows.Length);
            Assert.DoesNotContain(alone, v => v.Value.Status == VerdictStatus.Fault);
            Assert.Empty(rows.Where(r => (alone[r.Id].Status, alone[r.Id].Score) != (beside[r.Id].Status, beside[r.Id].Score)).Select(r => $"{r.Id}: {alone[r.Id].Reason} | {beside[r.Id].Reason}"));
        }
        finally
        {
            foreach (var loop in loops)
            {
                loop.Kill();
                loop.Dispose();
            }
        }
    }

    private static HashSet<string> Exclusions() => File.ReadLines(Path.Combine(Repository.Root, "tests/ProRL.Gym.Tests/Families/Code/exclusions.jsonl"))
        .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<LabelledRow> Rows(string file) => File.ReadLines(SharedData.File($"data/code/{file}.jsonl")).Select(line =>
    {
        var json = JsonDocument.Parse(line).RootElement;
        return new LabelledRow(json.GetProperty("id").GetString()!, json.GetProperty("expected").GetString() == "correct", line);
    });

    public sealed record LabelledRow(string Id, bool Correct, string Line);

    /// <summary>The family with every sandbox, shared by the tests.</summary>
    public sealed class Judge : IAsyncDisposable
    {
        private readonly BoxSandbox _boxes = BoxSandbox.InContainers(Containers.Images(), TimeProvider.System);
        private readonly Grader _grader;

        public Judge() => _grader = new Grader(
            FamilyCatalog.BuiltIn(new SandboxSet(new JavaScriptSandbox(JavaScriptLimits.ForExercises()), _boxes)), TimeProvider.System);

        public async Task<string[]> DisagreementsAsync(LabelledRow[] rows, Func<LabelledRow, Verdict, bool> agrees)
        {
            var verdicts = await VerdictsAsync(rows);
            return [.. rows.Where(row => !agrees(row, verdicts[row.Id])).Select(row => $"{row.Id}: {verdicts[row.Id].Status} {verdicts[row.Id].Score}: {verdicts[row.Id].Reason}")];
        }

        public async Task<ConcurrentDictionary<string, Verdict>> VerdictsAsync(LabelledRow[] rows)
        {
            var verdicts = new ConcurrentDictionary<string, Verdict>(StringComparer.Ordinal);
            var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount + 1, CancellationToken = TestContext.Current.CancellationToken };
            await Parallel.ForEachAsync(rows, options, async (row, cancellation) => verdicts[row.Id] = await JudgeAsync(row, cancellation));
            return verdicts;
        }

        private async Task<Verdict> JudgeAsync(LabelledRow row, CancellationToken cancellation)
        {
            try
            {
                return await _grader.VerifyAsync(TaskRow.Parse(Encoding.UTF8.GetBytes(row.Line)), cancellation);
            }
            catch (TaskFormatException e)
            {
                return Verdict.Fault(e.Message);
            }
        }

        public ValueTask DisposeAsync() => _boxes.DisposeAsync();
    }
}
