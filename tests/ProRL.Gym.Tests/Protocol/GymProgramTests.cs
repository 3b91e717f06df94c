using ProRL.Gym.Protocol;

namespace ProRL.Gym.Tests.Protocol;

public sealed class GymProgramTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("prorl-test-");

    public void Dispose() => _root.Delete(recursive: true);

    [Theory]
    [InlineData("bin/ProRL.Trainer/release/", "bin/ProRL.Server/release/prorl-gym.dll")]
    [InlineData("bin/ProRL.Trainer/release_linux-x64/", "bin/ProRL.Server/release/prorl-gym.dll")]
    [InlineData("bin/ProRL.Trainer/debug_linux-x64/", "bin/ProRL.Server/debug/prorl-gym.dll")]
    [InlineData("app/", "app/prorl-gym.dll")]
    public void The_program_is_found_beside_the_running_one(string running, string program)
    {
        var expected = Place(program);
        Place(Path.ChangeExtension(program, "runtimeconfig.json"));
        Assert.Equal(expected, GymProgram.Find(null, Path.Combine(_root.FullName, running)));
    }

    [Fact]
    public void A_dll_that_can_not_run_is_passed_over()
    {
        Place("bin/Tests/release/prorl-gym.dll");
        var error = Assert.Throws<FileNotFoundException>(() => GymProgram.Find(null, Path.Combine(_root.FullName, "bin/Tests/release/")));
        Assert.Contains("build src/ProRL.Server, or set PRORL_GYM", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_environment_comes_first()
    {
        var given = Place("elsewhere/gym");
        Assert.Equal(given, GymProgram.Find(given, AppContext.BaseDirectory));
    }

    [Fact]
    public void A_path_in_the_environment_that_leads_nowhere_is_an_error() =>
        Assert.Throws<FileNotFoundException>(() => GymProgram.Find(Path.Combine(_root.FullName, "nowhere"), AppContext.BaseDirectory));

    private string Place(string path)
    {
        var full = Path.Combine(_root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, "");
        return full;
    }
}
