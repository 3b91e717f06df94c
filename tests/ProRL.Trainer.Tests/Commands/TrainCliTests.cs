using ProRL.Trainer.Commands;

namespace ProRL.Trainer.Tests.Commands;

public sealed class TrainCliTests
{
    [Theory]
    [InlineData("", "Give a recipe")]
    [InlineData("--bogus", "There is no option '--bogus'")]
    [InlineData("none.yaml", "There is no recipe 'none.yaml'")]
    [InlineData("quickstart --bogus", "--bogus")]
    [InlineData("quickstart --seed x", "'seed' is 'x'; it must be a whole number")]
    [InlineData("quickstart --set policy.stps=3", "there is no setting 'policy.stps'")]
    [InlineData("quickstart --name a/b", "can't be a run's name")]
    [InlineData("--resume nowhere", "nowhere is not a run")]
    public void Misuse_is_one_sentence_on_stderr_and_exit_code_2(string line, string expected)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = new TrainCli(output, error).Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(2, code);
        Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
        Assert.Single(error.ToString().TrimEnd('\n').Split('\n'));
        Assert.Empty(output.ToString());
    }
}
