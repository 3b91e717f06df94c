using ProRL.Trainer.Recipes;
using ProRL.Trainer.Rewards;
using ProRL.Trainer.Rollouts;
using ProRL.Verifiers;

namespace ProRL.Trainer.Tests.Rewards;

public sealed class RewardPolicyTests
{
    [Fact]
    public void A_fault_is_no_reward() =>
        Assert.Null(new RewardPolicy(new RewardOptions(), 100).From(Verdict.Fault("The sandbox is down."), Rollout(10), 0));

    [Fact]
    public void Without_length_terms_the_reward_is_the_score() =>
        Assert.Equal(new Reward(0.25, 0.25), new RewardPolicy(new RewardOptions(), 100).From(Verdict.FromScore(0.25, "x", "A quarter."), Rollout(99), 0));

    [Theory]
    [InlineData(80, 1)]
    [InlineData(90, 0.75)]
    [InlineData(100, 0.5)]
    public void The_overlong_penalty_grows_over_the_buffer(int tokens, double expected)
    {
        var policy = new RewardPolicy(new RewardOptions(OverlongBuffer: 20, OverlongPenalty: 0.5), 100);
        var reward = policy.From(Verdict.Correct("x"), Rollout(tokens), 0)!.Value;
        Assert.Equal(expected, reward.Shaped, 1e-12);
        Assert.Equal(1, reward.Unshaped);
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0, 50, 0.9)]
    [InlineData(0, 100, 0.8)]
    [InlineData(2, 100, 1)]
    [InlineData(5, 100, 0.8)]
    public void The_cosine_term_is_on_for_part_of_each_cycle(int step, int tokens, double expected)
    {
        var policy = new RewardPolicy(new RewardOptions(CosineWeight: 0.2, CosineOn: 2, CosineOff: 3), 100);
        Assert.Equal(expected, policy.From(Verdict.Correct("x"), Rollout(tokens), step)!.Value.Shaped, 1e-12);
    }

    [Fact]
    public void A_completion_that_was_cut_off_loses_the_termination_penalty()
    {
        var policy = new RewardPolicy(new RewardOptions(TerminationPenalty: 0.3), 100);
        Assert.Equal(new Reward(1, 1), policy.From(Verdict.Correct("x"), Rollout(100), 0));
        Assert.Equal(new Reward(1, 0.7), policy.From(Verdict.Correct("x"), Rollout(100) with { Truncated = true }, 0));
    }

    private static Rollout Rollout(int tokens) => new(0, 0, [2], new int[tokens], new float[tokens], false);
}
