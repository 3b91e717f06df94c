using ProRL.Trainer.Ablations;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Runs;

namespace ProRL.Trainer.Tests.Ablations;

public sealed class ArmComparisonTests
{
    private static readonly ArmOptions Arm = new("arm", "Does it help?", "It helps.", ["policy.clip_high=0.2"]);

    // Trapezoids of 2 and 4 steps: 2 · 0.1 + 4 · 0.5, over 6.
    [Fact]
    public void The_area_under_a_curve_is_a_mean_over_steps() => Assert.Equal(2.2 / 6, ArmRun.AreaUnder([(0, 0.0), (2, 0.2), (6, 0.8)]), 1e-12);

    [Theory]
    [InlineData(0.2, nameof(Judgement.Reproduces), "Reproduces: base less arm is +0.200 [+0.200, +0.200] in score.")]
    [InlineData(-0.2, nameof(Judgement.Contradicts), "Does not reproduce, the opposite is seen: base less arm is -0.200 [-0.200, -0.200] in score.")]
    [InlineData(0.0, nameof(Judgement.TooSmallToTell), "Too small to tell, so not reproduced here: base less arm is 0.000 [0.000, 0.000] in score.")]
    public void The_interval_judges(double difference, string judgement, string sentence)
    {
        var comparison = ArmComparison.Of(Arm, [Run(0.5), Run(0.6)], [Run(0.5 - difference), Run(0.6 - difference)]);
        Assert.Equal(judgement, comparison.Judgement.ToString());
        Assert.Equal(sentence, comparison.Sentence());
    }

    [Fact]
    public void An_interval_that_holds_0_tells_nothing()
    {
        var comparison = ArmComparison.Of(Arm, [Run(0.5), Run(0.6)], [Run(0.4), Run(0.7)]);
        Assert.Equal(Judgement.TooSmallToTell, comparison.Judgement);
        Assert.Equal([0.1, -0.1], comparison.Seeds.Select(s => Math.Round(s, 12)));
    }

    [Fact]
    public void An_arm_that_asks_about_entropy_is_judged_by_it()
    {
        var comparison = ArmComparison.Of(Arm with { Measure = ArmMeasure.Entropy }, [Run(0.5, 0.31), Run(0.5, 0.30)], [Run(0.9, 0.11), Run(0.9, 0.10)]);
        Assert.Equal(Judgement.Reproduces, comparison.Judgement);
        Assert.True(comparison.End.High < 0);
    }

    [Fact]
    public void Items_are_paired_by_their_handles_whatever_their_order()
    {
        ArmRun first = new([new("f", "a", 1, 1), new("f", "b", 0, 0), new("f", "only here", 1, 1)], 0, 0);
        ArmRun second = new([new("f", "b", 0, 0), new("f", "a", 1, 1)], 0, 0);
        Assert.Equal(new Interval(0, 0, 0), ArmComparison.Of(Arm, [first], [second]).End);
    }

    private static ArmRun Run(double score, double entropy = 1) => new([new("f", "a", score, score), new("f", "b", score, score)], entropy, 10);
}
