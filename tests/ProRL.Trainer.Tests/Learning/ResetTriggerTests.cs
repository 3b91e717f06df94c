using ProRL.Trainer.Learning;
using ProRL.Trainer.Recipes;

namespace ProRL.Trainer.Tests.Learning;

public sealed class ResetTriggerTests
{
    [Theory]
    [InlineData(39, 0, 0.1, 0, null)]
    [InlineData(40, 0, 0.1, 0, "40 steps")]
    [InlineData(79, 40, 0.1, 0, null)]
    [InlineData(10, 0, 0.6, 0, "KL 0.6 above 0.5")]
    [InlineData(10, 0, 0.1, 3, "3 evaluations without progress")]
    public void The_first_trigger_that_fires_is_named(int step, int last, double kl, int stale, string? expected) =>
        Assert.Equal(expected, ResetTrigger.Reason(new ResetOptions(Every: 40, Plateau: 3, KlAbove: 0.5), step, last, kl, stale));

    [Fact]
    public void Triggers_left_out_never_fire() =>
        Assert.Null(ResetTrigger.Reason(new ResetOptions(), 1000, 0, 100, 100));
}
