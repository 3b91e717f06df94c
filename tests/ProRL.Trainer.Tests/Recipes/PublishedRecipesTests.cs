using ProRL.Gym.Tasks;
using ProRL.Trainer.Learning;
using ProRL.Trainer.Recipes;

namespace ProRL.Trainer.Tests.Recipes;

/// <summary>The recipes of papers, number by number.</summary>
public sealed class PublishedRecipesTests
{
    [Fact]
    public void ProRL_has_the_numbers_of_its_paper()
    {
        var recipe = Read("prorl-1.5b.yaml");
        var (r, p) = (recipe.Rollouts, recipe.Policy);
        Assert.Equal((256, 16, 1.2, 8192, true), (r.Prompts, r.Samples, r.Temperature, r.MaxTokens, r.DropEqual));
        Assert.Equal((0.2, 0.4, 2e-6, 0, 1), (p.ClipLow, p.ClipHigh, p.LearningRate, p.RampUpdates, p.FinalShare));
        Assert.Equal((4, 1, AdvantageKind.Grpo, AggregationKind.Token), (p.MiniBatches, p.Epochs, p.Advantage, p.Aggregation));
        Assert.Equal((1e-4, KlKind.K3, KlPlace.Loss, 0), (p.KlWeight, p.Kl, p.KlPlace, p.EntropyWeight));
        Assert.Equal((0.6, 0.95, 16, 32768), (recipe.Evaluation.Temperature, recipe.Evaluation.TopP, recipe.Evaluation.Samples, recipe.Evaluation.MaxTokens));
        Assert.Equal((ResetTarget.Current, true), (recipe.Reset.Target, recipe.Reset.ClearOptimizer));
        Assert.Equal((ModelDtype.Bfloat16, "cuda", true), (recipe.Model.Dtype, recipe.Model.Device, recipe.Model.Recompute));
    }

    [Fact]
    public void ProRL_has_eight_stages()
    {
        var stages = Read("prorl-1.5b.yaml").Stages;
        Assert.Equal(8, stages.Count);
        Assert.False(stages[0].HardReset);
        Assert.All([stages[1], stages[5], stages[6]], s => Assert.True(s.HardReset));
        Assert.Equal([16, 16, 16, 16, 16, 32, 32, 16], stages.Select(s => s.Recipe.Rollouts.Samples));
        Assert.Equal([8192, 8192, 8192, 8192, 8192, 8192, 8192, 16384], stages.Select(s => s.Recipe.Rollouts.MaxTokens));
        Assert.Equal([false, false, false, true, true, false, false, false], stages.Select(s => s.Recipe.Rewards.TerminationPenalty > 0));
        Assert.Equal([2], stages.Index().Where(s => s.Item.Recipe.Until.LengthAbove > 0).Select(s => s.Index));
        Assert.Equal(200, stages[7].Recipe.Policy.Steps);
        Assert.All(stages, s => Assert.Equal((0.4, 1.2, 5), (s.Recipe.Policy.ClipHigh, s.Recipe.Rollouts.Temperature, s.Recipe.Until.Plateau)));
    }

    [Theory]
    [InlineData("prorl-1.5b.yaml")]
    [InlineData("prorl-v2-1.5b.yaml")]
    public void ProRL_trains_on_three_sets_of_rows_and_every_family_of_puzzles_in_the_shares_of_the_paper(string name)
    {
        var families = Read(name).Families;
        Assert.Equal([("data/math.jsonl", 40.0), ("data/code.jsonl", 24), ("data/stem.jsonl", 25)], families.Where(f => f.HasRows).Select(f => (f.Rows, f.Weight)));
        var puzzles = families.Where(f => !f.HasRows).ToArray();
        var catalog = FamilyCatalog.BuiltIn();
        Assert.All(puzzles, f => Assert.NotNull(catalog[f.Id]));
        Assert.True(puzzles.Length >= 96);
        Assert.Equal(37, puzzles.Sum(f => f.Weight), 0.5);
    }

    [Fact]
    public void The_second_version_of_ProRL_has_the_numbers_of_its_blog()
    {
        var recipe = Read("prorl-v2-1.5b.yaml");
        var (p, w) = (recipe.Policy, recipe.Rewards);
        Assert.Equal((AdvantageKind.ReinforcePlusPlusBaseline, AggregationKind.Token, 0.2, 0.28), (p.Advantage, p.Aggregation, p.ClipLow, p.ClipHigh));
        Assert.Equal((KlKind.K2, 10, 0), (p.Kl, p.KlClamp, p.EntropyWeight));
        Assert.Equal((100, 500, true), (w.CosineOn, w.CosineOff, w.CosineWeight > 0));
        Assert.Equal((false, true, true), (recipe.Reset.ClearOptimizer, recipe.Reset.Every is >= 200 and <= 500, recipe.Reset.KlAbove > 0));
        Assert.Equal((8192, true), (recipe.Rollouts.MaxTokens, recipe.Rollouts.DropEqual));
        Assert.True(p.Steps >= 3000);
    }

    [Fact]
    public void DAPO_has_the_numbers_of_its_reproduction()
    {
        var recipe = Read("dapo.yaml");
        var (r, p, w) = (recipe.Rollouts, recipe.Policy, recipe.Rewards);
        Assert.Equal((512, 16, 1.0, 20480, true, 10), (r.Prompts, r.Samples, r.Temperature, r.MaxTokens, r.DropEqual, r.MaxRounds));
        Assert.Equal((0.2, 0.28, 10, 1e-6, 10, 1, 0.1), (p.ClipLow, p.ClipHigh, p.DualClip, p.LearningRate, p.RampUpdates, p.FinalShare, p.WeightDecay));
        Assert.Equal((32, AggregationKind.Token, 4096), (r.Prompts / p.MiniBatches, p.Aggregation, w.OverlongBuffer));
        Assert.Equal((0, false), (p.KlWeight, recipe.NeedsReference));
    }

    // What follows a mark like [P1] or [ours] is where a value comes from: a value without one would be a claim of nobody.
    [Theory]
    [InlineData("prorl-1.5b.yaml")]
    [InlineData("prorl-v2-1.5b.yaml")]
    [InlineData("dapo.yaml")]
    public void Every_setting_of_learning_says_where_it_comes_from(string name)
    {
        string[] marks = ["[P1]", "[P2]", "[B]", "[D]", "[ours]"];
        var section = "";
        foreach (var line in BuiltInRecipes.Find(name).Split('\n'))
        {
            if (line.EndsWith(':') && !line.StartsWith(' ')) section = line;
            if (section is "rollouts:" or "policy:" or "rewards:" or "reset:" or "until:" && line.StartsWith("  ", StringComparison.Ordinal))
                Assert.True(marks.Any(m => line.Contains(m[..^1], StringComparison.Ordinal)), $"{name}: {line}");
        }
    }

    private static Recipe Read(string name) => RecipeReader.Read(BuiltInRecipes.Find(name), name, []);
}
