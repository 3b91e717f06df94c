using ProRL.Trainer.Learning;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Tests.Support;

namespace ProRL.Trainer.Tests.Recipes;

public sealed class RecipeReaderTests
{
    [Fact]
    public void The_quickstart_recipe_is_sound() =>
        Assert.NotEmpty(RecipeReader.Read(BuiltInRecipes.Text("quickstart.yaml"), "quickstart.yaml", []).Families);

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        var recipe = RecipeReader.Read(BuiltInRecipes.Text("quickstart.yaml"), "quickstart.yaml", ["policy.advantage=rloo", "rollouts.temperature=1.2"]);
        var text = RecipeWriter.Write(recipe);
        Assert.Equal(text, RecipeWriter.Write(RecipeReader.Read(text, "again", [])));
    }

    [Fact]
    public void Every_mistake_is_reported_at_once()
    {
        var error = Assert.Throws<RecipeException>(() => RecipeReader.Read(
            "{ model: { alphabet: ab, layers: two }, families: [], polici: { steps: 3 }, policy: { stepz: 3, advantage: best } }", "bad.yaml", []));
        Assert.StartsWith("bad.yaml: ", error.Message, StringComparison.Ordinal);
        foreach (var part in new[] { "no setting 'polici'", "'model.layers' is 'two'; it must be a whole number", "no setting 'policy.stepz'", "'policy.advantage' is 'best'; it must be grpo or dr_grpo or rloo or reinforce_plus_plus_baseline" })
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_broken_rule_is_reported_at_once()
    {
        var error = Assert.Throws<RecipeException>(() => Samples.Recipe("policy.clip_low=1.5", "rollouts.samples=1", "model.heads=3"));
        foreach (var part in new[] { "policy.clip_low", "'rollouts.samples' is 1; it must be 2 or more", "model.hidden_size" })
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("policy.stps=3", "no setting 'policy.stps'")]
    [InlineData("policy.steps=many", "'policy.steps' is 'many'; it must be a whole number")]
    [InlineData("steps", "not a setting")]
    [InlineData("families.5.weight=1", "must be the number of a list item")]
    [InlineData("seed.deep=1", "nothing under a single value")]
    public void A_wrong_override_is_refused_in_words(string text, string expected)
    {
        var error = Assert.Throws<RecipeException>(() => Samples.Recipe("seed=4", text));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Overrides_reach_list_items_and_make_missing_sections()
    {
        var recipe = Samples.Recipe("families.1.weight=2.5", "rewards.overlong_buffer=2", "policy.advantage=rloo", "seed=9");
        Assert.Equal(2.5, recipe.Families[1].Weight);
        Assert.Equal(2, recipe.Rewards.OverlongBuffer);
        Assert.Equal(AdvantageKind.Rloo, recipe.Policy.Advantage);
        Assert.Equal(9, recipe.Seed);
    }

    [Fact]
    public void A_family_config_keeps_its_types()
    {
        var recipe = Samples.Recipe("families.0.config={style: terse, max_value: 60, share: 0.5, on: true, text: \"60\"}");
        Assert.Equal("""{"style":"terse","max_value":60,"share":0.5,"on":true,"text":"60"}""", recipe.Families[0].Config);
    }

    [Fact]
    public void Text_that_is_not_YAML_is_refused_with_its_line()
    {
        var error = Assert.Throws<RecipeException>(() => RecipeReader.Read("seed: 1\nmodel: [", "torn.yaml", []));
        Assert.Contains("torn.yaml, line", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stage_is_the_one_before_it_with_its_own_settings_laid_over()
    {
        var recipe = Samples.Recipe("stages=[{ policy: { steps: 3 } }, { name: longer, hard_reset: true, rollouts: { samples: 8 }, families: [{ id: test/other-v1 }] }, { policy: { clip_high: 0.4 }, until: { plateau: 2 } }]");
        Assert.Equal(["stage 1", "longer", "stage 3"], recipe.Stages.Select(s => s.Name));
        Assert.Equal([false, true, false], recipe.Stages.Select(s => s.HardReset));
        Assert.Equal([3, 3, 3], recipe.Stages.Select(s => s.Recipe.Policy.Steps));
        Assert.Equal([6, 8, 8], recipe.Stages.Select(s => s.Recipe.Rollouts.Samples));
        Assert.Equal([0.28, 0.28, 0.4], recipe.Stages.Select(s => s.Recipe.Policy.ClipHigh));
        Assert.Equal(["test/sum-v1", "test/other-v1", "test/other-v1"], recipe.Stages.Select(s => s.Recipe.Families[0].Id));
        Assert.Equal(2, recipe.Stages[2].Recipe.Until.Plateau);
        var text = RecipeWriter.Write(recipe);
        Assert.Equal(text, RecipeWriter.Write(RecipeReader.Read(text, "again", [])));
    }

    [Fact]
    public void A_recipe_without_stages_is_its_own_only_stage() => Assert.Equal(Samples.Recipe().Policy, Assert.Single(Samples.Recipe().Stages).Recipe.Policy);

    [Theory]
    [InlineData("stages=[{ model: { layers: 3 } }]", "a stage can't set 'model'")]
    [InlineData("stages=[{}, { policy: { clip_low: 2 } }]", "in stage 1, 'policy.clip_low'")]
    [InlineData("stages=[{ hard_reset: maybe }]", "'hard_reset' is 'maybe'")]
    [InlineData("stages=3", "'stages' must be a list")]
    [InlineData("until.plateau=2", "'until.plateau' needs 'evaluation.every'", "evaluation.every=0")]
    [InlineData("evaluation.k=[1, 4]", "'evaluation.k' must hold numbers from 1 to 'evaluation.samples', 1")]
    [InlineData("rollouts.drop_equal=false", "'rollouts.max_rounds' must be 1")]
    [InlineData("model.path=somewhere", "'model.path' and 'model.alphabet'")]
    [InlineData("model.device=tpu", "it must be cpu, cuda or cuda:N")]
    [InlineData("model.lora.targets=[q_proj, lm_head]", "'model.lora.targets' must hold some of q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj")]
    [InlineData("families.0.held_out=rows.jsonl", "none to train on")]
    public void A_wrong_setting_of_stages_and_files_is_refused_in_words(string text, string expected, string also = "seed=1")
    {
        var error = Assert.Throws<RecipeException>(() => Samples.Recipe(text, also));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
