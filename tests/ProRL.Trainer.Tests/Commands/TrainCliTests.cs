using ProRL.Trainer.Commands;

namespace ProRL.Trainer.Tests.Commands;

public sealed class TrainCliTests
{
    [Theory]
    [InlineData("", "Give a recipe")]
    [InlineData("--bogus", "There is no option '--bogus'")]
    [InlineData("none.yaml", "There is no recipe 'none.yaml'")]
    [InlineData("folder/quickstart.yaml", "There is no recipe 'folder/quickstart.yaml'")]
    [InlineData("--checkpoint best", "--checkpoint")]
    [InlineData("quickstart.yaml --bogus", "--bogus")]
    [InlineData("quickstart.yaml --device tpu", "'model.device' is 'tpu'; it must be cpu, cuda or cuda:N")]
    [InlineData("quickstart.yaml --name a/b", "can't be a run's name")]
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

    [Theory]
    [InlineData("--help", "quickstart", "recipes", "eval", "compare", "export", "signal", "--device")]
    [InlineData("recipes --help", "recipes that come with the program")]
    [InlineData("eval --help", "--checkpoint", "--items", "--samples", "--temperature", "--top-p", "--max-tokens", "--k", "--rows", "--label", "--json")]
    [InlineData("compare --help", "RUN_A", "RUN_B", "--label", "bootstrap")]
    [InlineData("export --help", "DIR", "--checkpoint")]
    [InlineData("signal --help", "SIGNAL", "reset", "next", "stop")]
    public void Help_names_what_there_is(string line, params string[] expected)
    {
        var (code, output, error) = Run(line);
        Assert.Equal((0, ""), (code, error));
        Assert.All(expected, word => Assert.Contains(word, output, StringComparison.Ordinal));
    }

    [Fact]
    public void The_recipes_that_come_with_the_program_are_listed_with_what_they_say_of_themselves()
    {
        var (code, output, _) = Run("recipes");
        Assert.Equal(0, code);
        Assert.Contains("quickstart.yaml", output, StringComparison.Ordinal);
        Assert.Contains("A model of 100,000 weights", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_GPU_that_is_not_there_is_missed_in_one_sentence_that_says_both_ways_to_one()
    {
        if (TorchSharp.torch.cuda_is_available()) Assert.Skip("There is a GPU here.");
        var (code, _, error) = Run("quickstart.yaml --device cuda --name nowhere");
        Assert.Equal(1, code);
        Assert.Contains("--device cuda", error, StringComparison.Ordinal);
        Assert.Contains("PRORL_LIBTORCH", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.False(Directory.Exists("runs/nowhere"));
    }

    private static (int Code, string Output, string Error) Run(string line)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (new TrainCli(output, error).Run(line.Split(' ')), output.ToString(), error.ToString());
    }
}
