using System.Text.Json.Nodes;
using ProRL.Trainer.Runs;

namespace ProRL.Trainer.Tests.Support;

/// <summary>What must be equal between two runs of a recipe, whatever happened to their processes.</summary>
internal static class RunFiles
{
    /// <summary>The lines of a log without the numbers that differ from run to run.</summary>
    public static IEnumerable<string> Untimed(string path) => File.ReadAllLines(path).Select(line =>
    {
        var values = JsonNode.Parse(line)!.AsObject();
        foreach (var key in values.Select(p => p.Key).Where(k => k.StartsWith("time/", StringComparison.Ordinal)).ToArray()) values.Remove(key);
        return values.ToJsonString();
    });

    /// <summary>Fails where the runs' logs, or the weights, reference and optimizer of their last checkpoints, differ.</summary>
    public static void AssertEqual(string expected, string actual)
    {
        var (a, b) = (new RunFolder(expected), new RunFolder(actual));
        Assert.Equal(Untimed(a.Metrics), Untimed(b.Metrics));
        Assert.Equal(File.ReadAllLines(a.Rollouts), File.ReadAllLines(b.Rollouts));
        Assert.Equal(File.ReadAllLines(a.Evaluations), File.ReadAllLines(b.Evaluations));
        var (last, other) = (Checkpoint.Newest(a.Checkpoints)!, Checkpoint.Newest(b.Checkpoints)!);
        Assert.Equal(Path.GetFileName(last), Path.GetFileName(other));
        foreach (var path in Directory.GetFiles(last, "*.safetensors"))
            Assert.True(File.ReadAllBytes(path).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(other, Path.GetFileName(path)))), Path.GetFileName(path));
        Assert.Equal(EventSteps(a), EventSteps(b));
    }

    // TensorBoard's record: 8 bytes of length, 4 of checksum, the event, 4 of checksum. What differs in events is the
    // time that numbers under time/ tell; how many there are must not.
    private static int EventSteps(RunFolder folder)
    {
        var count = 0;
        foreach (var path in Directory.GetFiles(folder.TensorBoard))
        {
            var bytes = File.ReadAllBytes(path);
            var at = 0;
            while (at < bytes.Length)
            {
                at += 16 + (int)BitConverter.ToInt64(bytes, at);
                count++;
            }
            Assert.Equal(bytes.Length, at);
            count--; // The first record of a file says its version.
        }
        return count;
    }
}
