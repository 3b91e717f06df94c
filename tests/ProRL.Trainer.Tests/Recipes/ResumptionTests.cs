using ProRL.Trainer.Recipes;
using ProRL.Trainer.Runs;
using ProRL.Trainer.Tests.Support;

namespace ProRL.Trainer.Tests.Recipes;

public sealed class ResumptionTests
{
    private const string Stages = "stages=[{ name: a, policy: { steps: 2 } }, { name: b }, { name: c }]";

    [Theory]
    [InlineData("seed=2", "seed")]
    [InlineData("model.lora.alpha=32", "model.lora.alpha")]
    [InlineData("model.lora.rank=4", "model.lora.rank")]
    [InlineData("model.lora.targets=[q_proj]", "model.lora.targets")]
    [InlineData("model.dtype=bfloat16", "model.dtype")]
    [InlineData("model.rope_theta=5", "model.rope_theta")]
    [InlineData("model.system=Hello", "model.system")]
    [InlineData("model.words=[ab]", "model.words")]
    [InlineData("warm_up.steps=9", "warm_up.steps")]
    [InlineData("optimizer.states=int8", "optimizer.states")]
    public void What_a_run_began_with_stays_and_is_refused_by_name(string setting, string key)
    {
        var error = Assert.Throws<RecipeException>(() => Check([], [setting], new RunState()));
        Assert.StartsWith($"runs/x can't be continued with '{key}' changed from ", error.Message, StringComparison.Ordinal);
        Assert.Contains("It may change families, rollouts, ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("policy.steps=50")]
    [InlineData("policy.beta2=0.95")]
    [InlineData("families=[{ id: test/other-v1 }]")]
    [InlineData("rollouts.samples=4")]
    [InlineData("evaluation.k=[1]")]
    [InlineData("run.shards=1")]
    [InlineData("optimizer.offload=true")]
    [InlineData("model.device=cuda")]
    [InlineData("model.recompute=true")]
    [InlineData("model.max_positions=64")]
    public void What_a_stage_may_change_and_how_it_is_computed_may_change(string setting) => Check([], [setting], new RunState { Phase = RunPhase.Policy });

    [Fact]
    public void Stages_that_were_begun_stay_and_others_may_be_changed_and_added()
    {
        var second = new RunState { Phase = RunPhase.Policy, Stage = 1 };
        Check([Stages], ["stages=[{ name: a, policy: { steps: 2 } }, { name: b, policy: { steps: 7 } }, { name: d }, { name: e }]"], second);
        Check([Stages], ["stages=[{ name: a, policy: { steps: 2 } }, { name: b }]"], second);
        Assert.Contains("has begun its stage 'b', number 1, and the recipe has 'x' in its place", Assert.Throws<RecipeException>(() => Check([Stages], ["stages=[{ name: a }, { name: x }]"], second)).Message, StringComparison.Ordinal);
        Assert.Contains("has none in its place", Assert.Throws<RecipeException>(() => Check([Stages], ["stages=[{ name: a }]"], second)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_every_stage_has_of_its_own_is_not_silently_without_effect()
    {
        var before = Samples.Recipe(Stages);
        var written = RecipeWriter.Write(before);
        var error = Assert.Throws<RecipeException>(() => Resumption.Check("runs/x", before, RecipeReader.Read(written, "x", ["policy.clip_high=0.4"]), new RunState()));
        Assert.Contains("'policy.clip_high' changed from 0.28 to 0.4: every stage of this run has its own", error.Message, StringComparison.Ordinal);
        Resumption.Check("runs/x", before, RecipeReader.Read(written, "x", ["stages.1.policy.clip_high=0.4"]), new RunState());
    }

    [Fact]
    public void A_finished_run_has_no_step_left_for_a_change()
    {
        var done = new RunState { Phase = RunPhase.Done, Stage = 1 };
        Assert.Contains("runs/x is finished, and 'policy.steps' changed from 6 to 50", Assert.Throws<RecipeException>(() => Check([], ["policy.steps=50"], done)).Message, StringComparison.Ordinal);
        Check([], ["run.keep_checkpoints=1"], done);
        Check([], [], done);
    }

    [Fact]
    public void A_stage_can_not_change_the_optimizers_decays() =>
        Assert.Contains("in stage 1, 'policy.beta1'", Assert.Throws<RecipeException>(() => Samples.Recipe("stages=[{ name: a }, { name: b, policy: { beta2: 0.9 } }]")).Message, StringComparison.Ordinal);

    private static void Check(string[] before, string[] after, RunState state) => Resumption.Check("runs/x", Samples.Recipe(before), Samples.Recipe(after), state);
}
