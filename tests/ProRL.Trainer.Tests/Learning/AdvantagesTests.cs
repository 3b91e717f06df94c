using ProRL.Trainer.Learning;

namespace ProRL.Trainer.Tests.Learning;

public sealed class AdvantagesTests
{
    [Fact]
    public void Within_a_group_they_are_rewards_in_units_of_their_deviation()
    {
        // Mean 0.25, deviation sqrt(3)/4: (1 − 0.25) / 0.4330127 = sqrt(3), (0 − 0.25) / 0.4330127 = −1/sqrt(3).
        var advantages = Advantages.From([1, 0, 0, 0, 5, 7], [0, 0, 0, 0, 3, 3], [1, 1, 1, 1, 1, 1], AdvantageKind.Grpo);
        Assert.Equal(1.7320508, advantages[0], 1e-5);
        Assert.All(advantages[1..4], a => Assert.Equal(-0.5773503, a, 1e-5));
        Assert.Equal(-1, advantages[4], 1e-5);
        Assert.Equal(1, advantages[5], 1e-5);
    }

    [Fact]
    public void Over_the_batch_they_weigh_each_token_once()
    {
        // After the group means: ±0.5 and ±1. Token counts 1, 3, 2, 2 give mean (0.5 − 1.5 + 2 − 2)/8 = −0.125 and mean
        // square (0.25 + 0.75 + 2 + 2)/8 = 0.625, so variance 0.625 − 0.015625 = 0.609375.
        var advantages = Advantages.From([1, 0, 2, 0], [0, 0, 1, 1], [1, 3, 2, 2], AdvantageKind.ReinforcePlusPlusBaseline);
        var deviation = Math.Sqrt(0.609375);
        Assert.Equal(0.625 / deviation, advantages[0], 1e-5);
        Assert.Equal(-0.375 / deviation, advantages[1], 1e-5);
        Assert.Equal(1.125 / deviation, advantages[2], 1e-5);
        Assert.Equal(-0.875 / deviation, advantages[3], 1e-5);
    }

    [Fact]
    public void Groups_need_not_stand_together() =>
        Assert.Equal([-1, 1, 1, -1], Advantages.From([0, 0, 1, -1], [0, 1, 0, 1], [1, 1, 1, 1], AdvantageKind.Grpo).Select(a => Math.Round(a, 4)));

    [Fact]
    public void Dr_GRPO_takes_the_mean_off_and_RLOO_the_mean_of_the_others()
    {
        double[] rewards = [1, 0, 0.5, 7, 3];
        int[] groups = [4, 4, 4, 2, 2];
        Assert.Equal([0.5, -0.5, 0, 2, -2], Advantages.From(rewards, groups, [1, 1, 1, 1, 1], AdvantageKind.DrGrpo).Select(a => Math.Round(a, 9)));
        Assert.Equal([0.75, -0.75, 0, 4, -4], Advantages.From(rewards, groups, [1, 1, 1, 1, 1], AdvantageKind.Rloo).Select(a => Math.Round(a, 9)));
    }
}
