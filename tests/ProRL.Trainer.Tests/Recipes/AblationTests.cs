using ProRL.Trainer.Recipes;

namespace ProRL.Trainer.Tests.Recipes;

public sealed class AblationTests
{
    [Fact]
    public void The_ablation_that_comes_with_the_program_asks_four_questions_of_the_papers_settings()
    {
        var ablation = Ablation.Read(BuiltInRecipes.Find("ablation.yaml"), "ablation.yaml", []);
        var (r, p) = (ablation.Recipe(null, 1).Rollouts, ablation.Recipe(null, 1).Policy);
        Assert.Equal((0.2, 0.4, 1.2, true, 4), (p.ClipLow, p.ClipHigh, r.Temperature, r.DropEqual, p.MiniBatches));
        Assert.True(p.KlWeight > 0 && ablation.Recipe(null, 1).Reset.Every > 0);

        var arms = ablation.Arms.ToDictionary(a => a.Name, a => ablation.Recipe(a, 1));
        Assert.Equal((0.2, 0.2), (arms["symmetric-clip"].Policy.ClipLow, arms["symmetric-clip"].Policy.ClipHigh));
        Assert.False(arms["no-dynamic-sampling"].Rollouts.DropEqual);
        Assert.Equal((0, 0), (arms["no-kl"].Policy.KlWeight, arms["no-kl"].Reset.Every));
        Assert.Equal(0.6, arms["cool-sampling"].Rollouts.Temperature);
    }

    [Fact]
    public void An_arm_differs_from_the_base_in_what_it_sets_and_in_nothing_else()
    {
        var ablation = Ablation.Read(BuiltInRecipes.Find("ablation.yaml"), "ablation.yaml", ["policy.steps=7"]);
        foreach (var arm in ablation.Arms)
        {
            var lines = RecipeWriter.Write(ablation.Recipe(arm, 5)).Split('\n').Zip(RecipeWriter.Write(ablation.Recipe(null, 5)).Split('\n'));
            Assert.Equal(arm.Set.Count, lines.Count(l => l.First != l.Second));
        }
        Assert.Equal((7, 5), (ablation.Recipe(null, 5).Policy.Steps, ablation.Recipe(null, 5).Seed));
        Assert.Equal(0, ablation.WarmUpRecipe(5).Policy.Steps);
    }

    [Theory]
    [InlineData("arms: []", "'arms' is empty")]
    [InlineData("arms: [{ name: a, question: b, finding: c, set: [policy.steps=1], mood: bad }]", "no setting 'arms.0.mood'")]
    [InlineData("arms: [{ name: a, question: b, finding: c, set: [model.layers=1] }]", "sets 'model.layers=1'; an arm can set what is under rollouts, rewards, policy, reset")]
    [InlineData("arms: [{ name: a/b, question: b, finding: c, set: [policy.steps=1] }]", "'a/b' can't be an arm's name")]
    [InlineData("arms: [{ name: base, question: b, finding: c, set: [policy.steps=1] }]", "'base' can't be the name of two arms")]
    [InlineData("arms: [{ name: a, question: b, finding: c, set: [] }]", "the arm 'a' changes nothing")]
    [InlineData("arms: [{ name: a, question: b, finding: c, set: [policy.clip_low=2] }]", "arm a: 'policy.clip_low'")]
    [InlineData("", "is not an ablation: it must be a recipe with 'arms'")]
    public void A_wrong_ablation_is_refused_in_words(string arms, string expected)
    {
        var error = Assert.Throws<RecipeException>(() => Ablation.Read(RecipeWriter.Write(Support.Samples.Recipe()) + arms, "ablation.yaml", []));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
