using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers.Sandboxing;

namespace ProRL.Gym.Tests.Datasets;

public sealed class DataFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prorl-test-");
    private readonly string _inside;

    public DataFolderTests()
    {
        _inside = _folder.CreateSubdirectory("inside").FullName;
        Directory.CreateDirectory(Path.Combine(_inside, "arc", "training"));
        const string Task = """{"train":[{"input":[[1]],"output":[[2]]}],"test":[{"input":[[3]],"output":[[4]]}]}""";
        File.WriteAllText(Path.Combine(_inside, "arc", "training", "a.json"), Task);
        File.WriteAllText(Path.Combine(_inside, "calls.jsonl"), """{"code":"def f(x): return x","input":{"x":1},"output":1}""");
        File.WriteAllText(Path.Combine(_folder.FullName, "secret.jsonl"), "secret");
        File.CreateSymbolicLink(Path.Combine(_inside, "link.jsonl"), Path.Combine(_folder.FullName, "secret.jsonl"));
        Directory.CreateSymbolicLink(Path.Combine(_inside, "out"), _folder.FullName);
        Directory.CreateDirectory(Path.Combine(_inside, "linked"));
        File.CreateSymbolicLink(Path.Combine(_inside, "linked", "a.json"), Path.Combine(_folder.FullName, "secret.jsonl"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Families_read_what_lies_in_the_folder()
    {
        Assert.Contains("def f(x)", Make("code/codeio-v1", "calls.jsonl", new DataFolder(_inside)).Prompt.Text, StringComparison.Ordinal);
        Assert.Contains("def f(x)", Make("code/codeio-v1", "inside/calls.jsonl", new DataFolder(_folder.FullName + "/")).Prompt.Text, StringComparison.Ordinal);
        Assert.NotNull(Make("arc/arc_agi-v1", "arc", new DataFolder(_inside)));
    }

    [Theory]
    [InlineData("../secret.jsonl", "must be a name")]
    [InlineData("arc/../../secret.jsonl", "must be a name")]
    [InlineData("./calls.jsonl", "must be a name")]
    [InlineData("/etc/passwd", "must be a name")]
    [InlineData("/", "must be a name")]
    [InlineData("..\\\\secret.jsonl", "must be a name")]
    [InlineData("C:calls.jsonl", "must be a name")]
    [InlineData("calls.jsonl\\u0000", "must be a name")]
    [InlineData("link.jsonl", "link")]
    [InlineData("out/secret.jsonl", "link")]
    [InlineData("out", "link")]
    [InlineData("linked", "link")]
    [InlineData("missing", "no such")]
    public void A_name_that_leads_out_of_it_is_refused(string name, string reason)
    {
        foreach (var id in new[] { "code/codeio-v1", "arc/arc_agi-v1" })
        {
            if (name == "linked" && id == "code/codeio-v1")
                continue;
            var e = Assert.Throws<TaskFormatException>(() => Make(id, name, new DataFolder(_inside)));
            Assert.Contains(reason, e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(_inside, e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Without_a_folder_only_the_bundled_sample_is_there_and_the_error_says_what_to_do()
    {
        foreach (var id in new[] { "code/codeio-v1", "arc/arc_agi-v1" })
        {
            Assert.NotNull(Make(id, "", DataFolder.None));
            Assert.Contains("--data DIR", Assert.Throws<TaskFormatException>(() => Make(id, Path.Combine(_inside, "calls.jsonl"), DataFolder.None)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_refused() =>
        Assert.Throws<DirectoryNotFoundException>(() => new DataFolder(Path.Combine(_inside, "missing")));

    private static TaskItem Make(string id, string name, DataFolder data) =>
        FamilyCatalog.BuiltIn(new SandboxSet(), data)[id].Make(new Handle(id, Split.Train, 1, 0, $"{{\"data\":\"{name}\"}}"));
}
