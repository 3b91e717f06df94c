using ProRL.Server.Tests.Support;

namespace ProRL.Server.Tests.Commands;

/// <summary>What a script that calls the program can count on.</summary>
public sealed class ExitCodeTests
{
    [Theory]
    [InlineData("", "--help")]
    [InlineData("serv", "serv")]
    [InlineData("serve --bogus", "--bogus")]
    [InlineData("serve --workers 0", "--workers is 0")]
    [InlineData("serve --workers many", "many")]
    [InlineData("serve --tcp nowhere", "HOST:PORT")]
    [InlineData("serve --http nowhere", "HOST:PORT")]
    [InlineData("--data /nowhere list", "--data is '/nowhere'")]
    [InlineData("serve --socket tcp://127.0.0.1:1", "--tcp")]
    [InlineData("verify", "verify")]
    [InlineData("verify nowhere.jsonl", "nowhere.jsonl")]
    [InlineData("verify .", "folder")]
    [InlineData("verify - --profile generous", "'generous'")]
    [InlineData("verify - --jobs 0", "--jobs is 0")]
    [InlineData("sample", "sample")]
    [InlineData("sample arithmetic/gdc-v1", "did you mean 'arithmetic/gcd-v1'")]
    [InlineData("sample arithmetic/gcd-v1 --split test", "train or eval")]
    [InlineData("sample arithmetic/gcd-v1 --count 0", "count is 0")]
    [InlineData("sample arithmetic/gcd-v1 --set max_value", "key=value")]
    [InlineData("sample arithmetic/gcd-v1 --set nonsense=1", "'nonsense'")]
    [InlineData("sample arithmetic/gcd-v1 --level 99", "99")]
    public async Task Wrong_use_is_one_sentence_and_exit_code_2(string arguments, string says)
    {
        var (code, output, error) = await GymProcess.RunAsync("", arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.StartsWith("prorl-gym: ", error, StringComparison.Ordinal);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("--tcp", "0.0.0.0:0", "--token")]
    [InlineData("--http", "0.0.0.0:0", "--token")]
    [InlineData("--tcp", "no.such.host.invalid:0", "no.such.host.invalid")]
    [InlineData("--http", "no.such.host.invalid:0", "no.such.host.invalid")]
    public async Task A_place_where_it_can_not_listen_is_told_in_one_line(string option, string address, string word)
    {
        var (code, _, error) = await GymProcess.RunAsync("", "serve", option, address);
        Assert.Equal(1, code);
        Assert.Contains(word, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "verify")]
    [InlineData("--version", "0.")]
    [InlineData("verify --help", "--output")]
    [InlineData("list", "arithmetic/gcd-v1")]
    [InlineData("list --json", "\"max_level\":10")]
    [InlineData("sample arithmetic/gcd-v1", "greatest common divisor")]
    public async Task What_is_asked_for_comes_on_standard_output_with_exit_code_0(string arguments, string says)
    {
        var (code, output, error) = await GymProcess.RunAsync("", arguments.Split(' '));
        Assert.Equal(0, code);
        Assert.Empty(error);
        Assert.Contains(says, output, StringComparison.Ordinal);
    }
}
