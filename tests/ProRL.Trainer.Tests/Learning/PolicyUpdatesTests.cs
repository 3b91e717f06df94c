using ProRL.Trainer.Learning;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Rewards;
using ProRL.Trainer.Rollouts;
using ProRL.Trainer.Tests.Support;
using static TorchSharp.torch;

namespace ProRL.Trainer.Tests.Learning;

public sealed class PolicyUpdatesTests
{
    // Four groups of three, of different lengths; every third completion was cut off.
    private static readonly Rollout[] All =
    [
        .. Enumerable.Range(0, 12).Select(i =>
        {
            int[] completion = [.. Enumerable.Range(0, 1 + i * 5 % 7).Select(t => (3 * i + t) % 18 + 2)];
            return new Rollout(i / 3, i % 3, [2, 3 + i / 3], completion, [.. completion.Select(t => -2.5f - t % 4 * 0.3f)], i % 3 == 2);
        }),
    ];

    private static readonly RewardedGroup[] Groups = [.. All.Chunk(3).Select((g, i) => new RewardedGroup(g, [0.5 * i, 1, 0.1 * i]))];

    [Theory]
    [InlineData("policy.aggregation=token")]
    [InlineData("policy.aggregation=sequence", "policy.advantage=rloo")]
    [InlineData("policy.aggregation=constant", "policy.advantage=dr_grpo")]
    [InlineData("policy.loss=gspo", "policy.clip_low=0.01", "policy.clip_high=0.01")]
    [InlineData("policy.loss=cispo", "policy.advantage=reinforce_plus_plus_baseline", "policy.importance_cap=2")]
    public void Cutting_an_update_into_micro_batches_changes_its_gradient_by_rounding_alone(params string[] settings)
    {
        var whole = Gradient([.. settings, "run.max_batch_tokens=100000", "run.shards=1"]);
        foreach (var (tokens, shards) in new[] { (100_000, 2), (25, 1), (12, 3) })
        {
            var cut = Gradient([.. settings, $"run.max_batch_tokens={tokens}", $"run.shards={shards}"]);
            Assert.InRange(Norm(whole.Zip(cut, (a, b) => a - b)) / Norm(whole), 0, 1e-6);
        }
    }

    [Fact]
    public void There_is_an_update_for_each_mini_batch_of_each_pass()
    {
        using var scope = NewDisposeScope();
        var result = Run(Recipe("policy.mini_batches=4", "policy.epochs=3"), Groups, out _);
        Assert.Equal(12, result.Updates);
        Assert.Equal(3 * All.Sum(r => r.Completion.Length), result.Tokens);
        Assert.Equal(0, Run(Recipe("policy.mini_batches=4"), [], out _).Updates);
        Assert.Equal(2, Run(Recipe("policy.mini_batches=4"), Groups[..2], out _).Updates);
    }

    [Fact]
    public void Overlong_filtering_leaves_what_was_cut_off_out_of_the_loss_but_not_out_of_its_group()
    {
        using var scope = NewDisposeScope();
        var result = Run(Recipe("rewards.overlong_filter=true", "policy.mini_batches=1"), Groups, out _);
        Assert.Equal(All.Where(r => !r.Truncated).Sum(r => r.Completion.Length), result.Tokens);
        // On-policy and without a divergence the loss is minus the weighted mean advantage: the cut-off ones still set the mean.
        var kept = Advantages.From([.. Groups.SelectMany(g => g.Rewards)], [.. All.Select(r => r.Group)], [.. All.Select(r => r.Completion.Length)], AdvantageKind.DrGrpo)
            .Zip(All).Where(p => !p.Second.Truncated).ToArray();
        var expected = -kept.Sum(p => p.First * p.Second.Completion.Length) / kept.Sum(p => p.Second.Completion.Length);
        var onPolicy = Run(Recipe("rewards.overlong_filter=true", "policy.mini_batches=1", "policy.kl_weight=0", "policy.advantage=dr_grpo", "policy.importance_cap=1000000"), Unweighed(), out _);
        Assert.Equal(expected, onPolicy.Sums[(int)PolicyLoss.Stat.Loss], 1e-5);
    }

    [Fact]
    public void The_mismatch_of_the_sampler_is_weighed_by_the_truncated_ratio()
    {
        using var scope = NewDisposeScope();
        var part = new MiniBatch([All[0] with { Completion = [4, 5], LogProbs = [-1f, -2f] }], 100, 1);
        part.Correct([[-0.5f, -3f]], 1.3);
        part.Advise([1]);
        part.Weigh(AggregationKind.Token, 10);
        var tokens = part.Tokens(part.Batches[0], CPU);
        Assert.Equal([-0.5f, -3f], tokens.Old.data<float>().ToArray());
        Assert.Equal([1.3f, (float)Math.Exp(-1)], tokens.Importance.data<float>().ToArray());
        Assert.Equal((Math.Exp(-0.5) - Math.Exp(-1) + Math.Exp(-2) - Math.Exp(-3)) / 2, part.Mismatch(), 1e-6);
    }

    [Fact]
    public void A_divergence_in_the_reward_is_taken_off_before_the_advantages()
    {
        using var scope = NewDisposeScope();
        // Within a group the rewards are equal: only the divergence makes a difference.
        RewardedGroup[] equal = [.. Groups.Select(g => new RewardedGroup(g.Rollouts, [1, 1, 1]))];
        Assert.Equal(0, Run(Recipe("policy.kl_weight=0", "policy.mini_batches=1"), equal, out _).GradientNorm, 1e-6);
        Assert.True(Run(Recipe("policy.kl_place=reward", "policy.kl=k1", "policy.kl_weight=0.1", "policy.mini_batches=1"), equal, out _).GradientNorm > 1e-3);
    }

    [Fact]
    public void Without_a_divergence_there_is_no_reference()
    {
        Assert.False(Recipe("policy.kl_weight=0").NeedsReference);
        Assert.True(Recipe("policy.kl_weight=0", "reset.kl_above=0.1").NeedsReference);
    }

    private static Recipe Recipe(params string[] settings) => Samples.Recipe(settings);

    // The sampler's probabilities made those of the trainer, so that every ratio is one.
    private static RewardedGroup[] Unweighed()
    {
        using var model = Samples.Model();
        TokenSequence[] sequences = [.. All.Select(r => new TokenSequence(r.Prompt, r.Completion))];
        var logs = Predictions.LogProbs(model, sequences, TokenBatch.Pack(sequences, 100, 1), new PolicyLoss(new PolicyObjective(0.2, 0.2, 1)).Scorer, new Workers(1));
        return [.. All.Select((r, i) => r with { LogProbs = logs[i] }).Chunk(3).Select((g, i) => new RewardedGroup(g, Groups[i].Rewards))];
    }

    private static PolicyResult Run(Recipe recipe, RewardedGroup[] groups, out float[] gradient)
    {
        using var model = Samples.Model();
        using var reference = Samples.Model(2);
        using var optimizer = new FusedAdamW(model.Weights.Select(w => (Tensor)w.Parameter), 0.9, 0.99, 0);
        var workers = new Workers(2);
        using var learner = new Learner(model, optimizer, workers, recipe.Run.Shards);
        var result = new PolicyUpdates(recipe, learner, recipe.NeedsReference ? reference : null, workers).Run(groups, 0, 0);
        gradient = [.. optimizer.First.SelectMany(m => m.Whole.data<float>().ToArray())];
        return result;
    }

    // Read off the optimizer: its first mean after one step is a tenth of the gradient. The clip is out of reach.
    private static float[] Gradient(string[] settings)
    {
        using var scope = NewDisposeScope();
        Run(Recipe([.. settings, "policy.mini_batches=1", "policy.clip_norm=1000000000"]), Groups, out var gradient);
        return gradient;
    }

    private static double Norm(IEnumerable<float> values) => Math.Sqrt(values.Sum(v => (double)v * v));
}
