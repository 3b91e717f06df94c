using ProRL.Trainer.Commands;
using ProRL.Trainer.Tests.Support;

namespace ProRL.Trainer.Tests.Commands;

public sealed class FullDiskTests : IDisposable
{
    private readonly string _before = Directory.GetCurrentDirectory();

    public void Dispose() => Directory.SetCurrentDirectory(_before);

    [Fact]
    public void A_run_on_a_full_disk_fails_in_one_sentence_and_goes_on_to_the_same_numbers_once_there_is_room()
    {
        using var disk = new SmallDisk(kilobytes: 8192);
        Directory.SetCurrentDirectory(disk.Path);
        File.WriteAllText("tiny.yaml", TinyRecipe.Yaml(policySteps: 15));
        Assert.Equal((0, ""), Run("tiny.yaml", "--name", "whole"));

        var failures = 0;
        for (var room = 24; ; room += 72)
        {
            disk.Leave(room);
            var (code, error) = failures == 0 ? Run("tiny.yaml", "--name", "full") : Run("--resume", "runs/full");
            if (code == 0) break;
            Assert.Equal(1, code);
            Assert.Contains("The disk is full", error, StringComparison.Ordinal);
            Assert.Contains("--resume runs/full", error, StringComparison.Ordinal);
            Assert.Single(error.TrimEnd('\n').Split('\n'));
            failures++;
            Assert.True(failures < 40, error);
        }
        Assert.True(failures > 2, $"The disk was full {failures} times only.");
        RunFiles.AssertEqual(Path.Combine("runs", "whole"), Path.Combine("runs", "full"));
        Directory.SetCurrentDirectory(_before);
    }

    private static (int Code, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (new TrainCli(output, error).Run(arguments), error.ToString());
    }
}
