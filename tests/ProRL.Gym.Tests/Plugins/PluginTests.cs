using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProRL.Gym.Checking;
using ProRL.Gym.Datasets;
using ProRL.Gym.Plugins;
using ProRL.Gym.Tasks;
using ProRL.Tests.Support;
using ProRL.Verifiers;

namespace ProRL.Gym.Tests.Plugins;

public sealed class PluginTests : IDisposable
{
    private const string Judgeless = "export default { id: 'a/b-v1', summary: 's', maxLevel: 0, defaults: {}, atLevel: () => ({}), generate: () => ({}), ask: () => 'q', solve: () => 'x', JUDGE }";

    private static readonly string Examples = Path.Combine(Repository.Root, "docs", "examples", "plugins");

    private readonly string _folder = Directory.CreateTempSubdirectory("prorl-test-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_examples_keep_every_promise_and_pay_no_cheater()
    {
        var families = PluginFolder.Load(Examples);
        Assert.Equal(["examples/fullest_tram-v1", "examples/missing_number-v1"], families.Select(f => f.Info.Id));
        foreach (var family in families)
        {
            Assert.Empty(await new FamilyChecker(family).CheckAsync(60, Cancellation));
            Assert.Empty((await new FamilyAudit(family, ScoringProfile.Default).RunAsync(20, Cancellation)).Holes);
        }
    }

    [Fact]
    public async Task A_family_in_an_assembly_is_the_same_as_in_a_script()
    {
        Compile("missing.dll", "using System; using System.Collections.Generic; using System.Linq; using System.Text.Json.Nodes; using ProRL.Gym.Datasets; using ProRL.Gym.Tasks; using ProRL.Verifiers; using ProRL.Verifiers.Puzzles;\n" + File.ReadAllText(Path.Combine(Examples, "missing_number.csx")));
        File.WriteAllText(Path.Combine(_folder, "notes.txt"), "not looked at");
        var compiled = Assert.Single(PluginFolder.Load(_folder));
        var script = PluginFolder.Load(Examples)[1];
        Assert.NotEqual(script.GetType().Assembly, compiled.GetType().Assembly);
        for (var i = 0; i < 20; i++)
        {
            var handle = new Handle(script.Info.Id, Split.Train, 3, i, "{\"level\":1}");
            var (a, b) = (script.Make(handle), compiled.Make(handle));
            Assert.Equal(a.Prompt, b.Prompt);
            Assert.Equal(VerdictStatus.Correct, (await compiled.JudgeAsync(b, Answer.Final(script.Oracle(a)), Cancellation)).Status);
        }
    }

    [Theory]
    [InlineData("a.csx", "public class X {", "line 1: } expected")]
    [InlineData("a.csx", "\n\nvar n = Missing();", "line 3: The name 'Missing' does not exist")]
    [InlineData("a.csx", "class Hidden { }", "it declares no public class that is a family")]
    [InlineData("a.js", "export default {", "line 1: ")]
    [InlineData("a.js", "const x = 1;", "it must export its family")]
    [InlineData("a.js", "import fs from 'fs'; export default {};", "a plugin in JavaScript is one file, and imports none")]
    [InlineData("a.js", "throw new Error('no luck'); export default {};", "no luck")]
    [InlineData("a.js", "while (true) {} export default {};", "statements")]
    [InlineData("a.js", "const t = new Date(); export default {};", "Date gives another value each time")]
    [InlineData("a.js", "export default { id: 'a/b-v1' };", "its family has no function atLevel; every family has atLevel, generate, ask, solve, judge")]
    [InlineData("a.js", Judgeless, "its family has no function judge")]
    [InlineData("a.js", "new Function('1'); export default {};", "String compilation")]
    [InlineData("a.dll", "no assembly", "it is no assembly for this runtime")]
    [InlineData("a.txt", "", "has no family in any .dll, .csx or .js")]
    public void A_file_that_is_wrong_is_named_in_one_sentence(string name, string text, string says)
    {
        File.WriteAllText(Path.Combine(_folder, name), text.Replace("JUDGE", "", StringComparison.Ordinal));
        var message = Assert.Throws<TaskFormatException>(() => PluginFolder.Load(_folder)).Message;
        Assert.Contains(says, message, StringComparison.Ordinal);
        Assert.EndsWith(".", message, StringComparison.Ordinal);
        if (name != "a.txt") Assert.StartsWith($"The plugin {name} can't be used: ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id: 'a/b-v1'", "id: 'A/b'", "the id 'A/b' must be like category/name-v1")]
    [InlineData("summary: 's'", "summary: 's', domain: 'fun'", "the domain of a/b-v1 is 'fun'")]
    [InlineData("maxLevel: 0", "maxLevel: 1.5", "no maxLevel that is a whole number")]
    [InlineData("maxLevel: 0", "maxLevel: -1", "the highest level of a/b-v1 is -1")]
    [InlineData("summary: 's'", "summary: ''", "the summary of a/b-v1 must be one line")]
    [InlineData("defaults: {}", "defaults: 3", "its family has no defaults")]
    public void What_a_family_says_of_itself_is_checked(string right, string wrong, string says)
    {
        Write("a.js", "judge: () => 1", right, wrong);
        Assert.Contains(says, Assert.Throws<TaskFormatException>(() => PluginFolder.Load(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_is_there_once()
    {
        Write("a.js", "judge: () => 1");
        Write("b.js", "judge: () => 1");
        Assert.Equal("The plugin b.js can't be used: its family a/b-v1 is in a.js too.", Assert.Throws<TaskFormatException>(() => PluginFolder.Load(_folder)).Message);
        File.Delete(Path.Combine(_folder, "b.js"));
        Write("a.js", "judge: () => 1", "a/b-v1", "arithmetic/gcd-v1");
        Assert.Contains("arithmetic/gcd-v1 has the id of one that is there already", Assert.Throws<TaskFormatException>(() => FamilyCatalog.BuiltIn().With(PluginFolder.Load(_folder))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("judge: () => 0.5", VerdictStatus.Partial)]
    [InlineData("judge: (truth, answer) => answer === 'x' ? 1 : 0", VerdictStatus.Correct)]
    [InlineData("judge: () => ({ score: 0, reason: 'So it is.' })", VerdictStatus.Incorrect)]
    [InlineData("judge: () => NaN", VerdictStatus.Fault)]
    [InlineData("judge: () => 2", VerdictStatus.Fault)]
    [InlineData("judge: () => true", VerdictStatus.Fault)]
    [InlineData("judge: () => undefined", VerdictStatus.Fault)]
    [InlineData("judge() { throw new Error('broken') }", VerdictStatus.Fault)]
    [InlineData("judge() { for (;;); }", VerdictStatus.Fault)]
    [InlineData("judge() { return this.judge() }", VerdictStatus.Fault)]
    [InlineData("judge: () => Math.random() * 0", VerdictStatus.Fault)]
    [InlineData("judge: () => { const all = []; for (;;) all.push(new Array(10000).fill(1)); }", VerdictStatus.Fault)]
    [InlineData("judge: (truth, answer) => /^(x+)+$/.test(answer + 'x'.repeat(40) + '!') ? 1 : 0", VerdictStatus.Fault)]
    public async Task A_judge_that_is_broken_is_a_fault_and_never_a_zero(string judge, VerdictStatus status)
    {
        Write("a.js", judge);
        var grader = new Grader(new FamilyCatalog(PluginFolder.Load(_folder)), TimeProvider.System);
        for (var i = 0; i < 2; i++)
        {
            var verdict = await grader.VerifyAsync(TaskRow.From(System.Text.Json.JsonElement.Parse("""{"family":"a/b-v1","metadata":{},"final":"x"}""")), Cancellation);
            Assert.Equal(status, verdict.Status);
            if (judge.Contains("So it is.", StringComparison.Ordinal)) Assert.Equal("So it is.", verdict.Reason);
        }
    }

    [Theory]
    [InlineData("""{"stops":1}""", "stops is 1; it must be a whole number from 2 to 100")]
    [InlineData("""{"stops":"6"}""", "stops is \"6\"; it must be like its default, 6")]
    [InlineData("""{"halts":3}""", "there is no setting 'halts'; there are stops, crowd, style and level")]
    [InlineData("""{"level":7}""", "level is 7; it must be a whole number from 0 to 6")]
    [InlineData("""{"style":"terse"}""", "it must be \"full\"")]
    [InlineData("""{"stops":6,"stops":7}""", "is no JSON object")]
    public void Settings_of_a_family_in_JavaScript_are_checked(string config, string says)
    {
        var tram = PluginFolder.Load(Examples)[0];
        Assert.Contains(says, Assert.Throws<TaskFormatException>(() => tram.Make(new Handle(tram.Info.Id, Split.Train, 1, 0, config))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_family_in_JavaScript_can_be_used_from_many_threads()
    {
        var tram = PluginFolder.Load(Examples)[0];
        TaskItem Item(int i) => tram.Make(new Handle(tram.Info.Id, Split.Train, 1, i, ""));
        var alone = Enumerable.Range(0, 64).Select(i => Item(i).Prompt.Text).ToArray();
        var together = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => Item(i).Prompt.Text, Cancellation)));
        Assert.Equal(alone, together);
        var row = TaskRow.From(System.Text.Json.JsonElement.Parse("""{"family":"examples/fullest_tram-v1","metadata":{"stops":[[0,-3]]},"final":"x"}"""));
        Assert.Contains("stops must be a list of pairs", (await new Grader(new FamilyCatalog([tram]), TimeProvider.System).VerifyAsync(row, Cancellation)).Reason, StringComparison.Ordinal);
    }

    private void Write(string name, string judge, string right = "x", string wrong = "x") =>
        File.WriteAllText(Path.Combine(_folder, name), Judgeless.Replace("JUDGE", judge, StringComparison.Ordinal).Replace(right, wrong, StringComparison.Ordinal));

    private void Compile(string name, string source)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary);
        var made = CSharpCompilation.Create("missing", [CSharpSyntaxTree.ParseText(source, cancellationToken: Cancellation)], references, options).Emit(Path.Combine(_folder, name), cancellationToken: Cancellation);
        Assert.True(made.Success, string.Join('\n', made.Diagnostics));
    }
}
