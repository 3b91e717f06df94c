using ProRL.Trainer.Learning;
using ProRL.Trainer.Models;
using ProRL.Trainer.Rollouts;
using ProRL.Trainer.Tests.Support;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests.Models;

public sealed class TorchScriptTests
{
    [Fact]
    public void Garbage_collection_under_the_calls_changes_nothing()
    {
        var quiet = Work();
        using var end = new CancellationTokenSource();
        var collecting = new Thread(() =>
        {
            while (!end.IsCancellationRequested)
            {
                for (var i = 0; i < 1000; i++) _ = new byte[1000];
                GC.Collect(0);
                Thread.Sleep(1); // Without a pause the collections leave the work no time between them.
            }
        });
        collecting.Start();
        var disturbed = Work();
        end.Cancel();
        collecting.Join();
        Assert.Equal(quiet, disturbed);
    }

    [Theory]
    [InlineData(1, "1.0")]
    [InlineData(0.28, "0.28")]
    [InlineData(1e-6, "1E-06")]
    [InlineData(-3, "-3.0")]
    public void Numbers_read_as_floats(double value, string expected) => Assert.Equal(expected, TorchScript.Number(value));

    // Sampling and updates by turns: every kind of call there is.
    private static float[] Work()
    {
        using var outer = NewDisposeScope();
        using var model = Samples.Model();
        using var optimizer = new FusedAdamW(model.Weights.Select(w => (Tensor)w.Parameter), 0.9, 0.99, 0.01);
        var workers = new Workers(2);
        using var learner = new Learner(model, optimizer, workers, 2);
        var loss = new PolicyLoss(new PolicyObjective(0.2, 0.28, 1) { DualClip = 3, KlWeight = 1e-3 });
        var numbers = new List<float>();
        for (ulong turn = 0; turn < 15; turn++)
        {
            var rollouts = new Rollout[24];
            RolloutRequest[] requests = [.. Enumerable.Range(0, 6).Select(g => new RolloutRequest(g, [2, 3 + g], 4, Counter.Key(turn, (ulong)g)))];
            new Sampler(model, Samples.Tokenizer, workers).Run(requests, new SamplingSettings(1, 10, 8), r => rollouts[r.Group * 4 + r.Sample] = r);
            TokenSequence[] sequences = [.. rollouts.Select(r => new TokenSequence(r.Prompt, r.Completion))];
            float[][] old = [.. rollouts.Select(r => r.LogProbs)];
            float[][] advantages = [.. rollouts.Select(r => r.Completion.Select(t => t % 3 - 1f).ToArray())];
            var update = learner.Update(
                TokenBatch.Pack(sequences, 60, 2),
                loss.Scorer,
                (b, scores) => loss.Of(scores, new PolicyTokens(tensor(b.Gather(old)), tensor(b.Gather(old)), tensor(b.Gather(advantages)), full([b.Targets.Length], 0.01f), ones(b.Targets.Length), tensor(b.TargetRows))),
                1e-3,
                1);
            numbers.Add((float)update.GradientNorm);
            numbers.AddRange(update.Sums.Select(s => (float)s));
        }
        return [.. numbers];
    }
}
