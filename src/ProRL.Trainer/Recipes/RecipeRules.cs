namespace ProRL.Trainer.Recipes;

/// <summary>What must hold between a recipe's settings.</summary>
internal static class RecipeRules
{
    /// <summary>Each broken rule, as a clause that says what would be right.</summary>
    public static IEnumerable<string> Broken(Recipe r)
    {
        var rules = new List<(bool Holds, string Clause)>();
        Model(r.Model, rules);
        rules.Add((r.Seed >= 0, $"'seed' is {r.Seed}; it must be 0 or more"));
        rules.Add((r.Families.Count > 0, "'families' is empty; it must name at least one family"));
        Families(r.Families, "families", rules);
        Families(r.Evaluation.Families, "evaluation.families", rules);
        for (var i = 0; i < r.Families.Count; i++) rules.Add((!r.Families[i].HasRows || r.Families[i].Rows.Length > 0, $"'families.{i}' has rows to evaluate on and none to train on; give it 'rows'"));
        rules.AddRange([
            AtLeast(r.WarmUp.Steps, 0, "warm_up.steps"), AtLeast(r.WarmUp.Batch, 1, "warm_up.batch"),
            Above(r.WarmUp.LearningRate, "warm_up.learning_rate"), AtLeast(r.WarmUp.RampSteps, 0, "warm_up.ramp_steps"),
            Share(r.WarmUp.FinalShare, "warm_up.final_share"), Above(r.WarmUp.ClipNorm, "warm_up.clip_norm"),
            AtLeast(r.Rollouts.Prompts, 1, "rollouts.prompts"), AtLeast(r.Rollouts.Samples, 2, "rollouts.samples"),
            Above(r.Rollouts.Temperature, "rollouts.temperature"), AboveToOne(r.Rollouts.TopP, "rollouts.top_p"), AtLeast(r.Rollouts.TopK, 0, "rollouts.top_k"),
            (r.Rollouts.Stop.All(s => s.Length > 0), "'rollouts.stop' must hold texts of one character or more"),
            (r.Rollouts.DropEqual || r.Rollouts.MaxRounds == 1, "'rollouts.max_rounds' must be 1 where 'rollouts.drop_equal' is false: nothing is dropped, so nothing is refilled"), AtLeast(r.Rollouts.MaxTokens, 1, "rollouts.max_tokens"),
            (r.Rollouts.MaxTokens < r.Model.MaxPositions || r.Model.MaxPositions == 0, "'rollouts.max_tokens' must be below 'model.max_positions', to leave room for prompts"),
            AtLeast(r.Rollouts.BatchRows, 1, "rollouts.batch_rows"), AtLeast(r.Rollouts.MaxRounds, 1, "rollouts.max_rounds"),
            (r.Rewards.OverlongBuffer >= 0 && r.Rewards.OverlongBuffer < r.Rollouts.MaxTokens, "'rewards.overlong_buffer' must be from 0 to below 'rollouts.max_tokens'"),
            AtLeast(r.Rewards.OverlongPenalty, 0, "rewards.overlong_penalty"), AtLeast(r.Rewards.TerminationPenalty, 0, "rewards.termination_penalty"), AtLeast(r.Rewards.CosineWeight, 0, "rewards.cosine_weight"),
            AtLeast(r.Rewards.CosineOn, 1, "rewards.cosine_on"), AtLeast(r.Rewards.CosineOff, 0, "rewards.cosine_off"),
            AtLeast(r.Policy.Steps, 0, "policy.steps"), AtLeast(r.Policy.Epochs, 1, "policy.epochs"), AtLeast(r.Policy.MiniBatches, 1, "policy.mini_batches"),
            (r.Policy.MiniBatches <= r.Rollouts.Prompts, "'policy.mini_batches' must not be above 'rollouts.prompts'"),
            Above(r.Policy.LearningRate, "policy.learning_rate"), AtLeast(r.Policy.RampUpdates, 0, "policy.ramp_updates"),
            Share(r.Policy.FinalShare, "policy.final_share"), Above(r.Policy.ClipNorm, "policy.clip_norm"),
            (r.Policy.ClipLow is > 0 and < 1, "'policy.clip_low' must lie between 0 and 1"), Above(r.Policy.ClipHigh, "policy.clip_high"),
            (r.Policy.DualClip is 0 or > 1, "'policy.dual_clip' must be above 1, or 0 for none"), AtLeast(r.Policy.KlWeight, 0, "policy.kl_weight"),
            (r.Policy.Beta1 is >= 0 and < 1 && r.Policy.Beta2 is >= 0 and < 1, "'policy.beta1' and 'policy.beta2' must be from 0 to below 1"),
            AtLeast(r.Policy.WeightDecay, 0, "policy.weight_decay"), AtLeast(r.Policy.KlClamp, 0, "policy.kl_clamp"),
            AtLeast(r.Policy.EntropyWeight, 0, "policy.entropy_weight"), (r.Policy.ImportanceCap is 0 or >= 1, "'policy.importance_cap' must be 1 or more, or 0 for none"),
            AtLeast(r.Reset.Every, 0, "reset.every"), AtLeast(r.Reset.Plateau, 0, "reset.plateau"), AtLeast(r.Reset.KlAbove, 0, "reset.kl_above"),
            (r.Reset.Plateau == 0 || r.Evaluation.Every > 0, "'reset.plateau' needs 'evaluation.every' above 0"),
            (r.Reset.Target == ResetTarget.Current || r.Evaluation.Every > 0, "'reset.target' best needs 'evaluation.every' above 0"),
            AtLeast(r.Until.Plateau, 0, "until.plateau"), AtLeast(r.Until.LengthAbove, 0, "until.length_above"), AtLeast(r.Until.KlAbove, 0, "until.kl_above"),
            (r.Until.Plateau == 0 || r.Evaluation.Every > 0, "'until.plateau' needs 'evaluation.every' above 0"),
            AtLeast(r.Evaluation.Items, 1, "evaluation.items"), AtLeast(r.Evaluation.Samples, 1, "evaluation.samples"),
            AboveToOne(r.Evaluation.TopP, "evaluation.top_p"), AtLeast(r.Evaluation.MaxTokens, 0, "evaluation.max_tokens"),
            (r.Evaluation.K.All(k => k >= 1 && k <= r.Evaluation.Samples), $"'evaluation.k' must hold numbers from 1 to 'evaluation.samples', {r.Evaluation.Samples}"), AtLeast(r.Evaluation.Temperature, 0, "evaluation.temperature"),
            AtLeast(r.Evaluation.Every, 0, "evaluation.every"), AtLeast(r.Evaluation.EveryItems, 1, "evaluation.every_items"),
            AtLeast(r.Run.Shards, 1, "run.shards"), AtLeast(r.Run.MaxBatchTokens, 1, "run.max_batch_tokens"),
            AtLeast(r.Run.CheckpointEvery, 1, "run.checkpoint_every"), AtLeast(r.Run.KeepCheckpoints, 1, "run.keep_checkpoints"), AtLeast(r.Run.LoggedRollouts, 0, "run.logged_rollouts"),
        ]);
        rules.Add((!r.Engine.IsUsed || r.Policy.ImportanceCap > 0, "'policy.importance_cap' is 0; with an engine it must be 1 or more, for example 2, since the engine's probabilities are not quite the trainer's"));
        return rules.Where(rule => !rule.Holds).Select(rule => rule.Clause).Concat(r.Engine.Mistakes());
    }

    private static void Families(IReadOnlyList<FamilyOptions> families, string path, List<(bool Holds, string Clause)> rules)
    {
        rules.Add((families.Select(f => f.Id).Distinct(StringComparer.Ordinal).Count() == families.Count, $"'{path}' names a family twice; each may stand once"));
        for (var i = 0; i < families.Count; i++)
        {
            var (family, c, name) = (families[i], families[i].Curriculum, $"{path}.{i}.curriculum");
            rules.AddRange([
                Above(family.Weight, $"{path}.{i}.weight"),
                (c.Target is >= 0 and < 1, $"'{name}.target' must lie between 0 and 1, or be 0 for none"), AtLeast(c.Start, 0, $"{name}.start"),
                (c.Band is > 0 and < 1, $"'{name}.band' must lie between 0 and 1"), AtLeast(c.Window, 1, $"{name}.window"),
                (c.Target == 0 || c.Schedule.Count == 0, $"'{name}' has a target and a schedule; it must have one of them"),
                (c.Schedule.All(n => n > 0), $"'{name}.schedule' must hold numbers of items, each at least 1"),
                (!c.Moves || !family.Config.Contains("\"level\"", StringComparison.Ordinal), $"'{path}.{i}.config' has a level and '{name}' moves it; give one of them"),
                (!family.HasRows || (!c.Moves && family.Config == "{}"), $"'{path}.{i}' has rows; they have no config and no curriculum"),
            ]);
        }
    }

    private static void Model(ModelOptions m, List<(bool Holds, string Clause)> rules)
    {
        string[] projections = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"];
        rules.AddRange([
            (m.Device is "cpu" or "cuda" || (m.Device.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(m.Device[5..], out _)), $"'model.device' is '{m.Device}'; it must be cpu, cuda or cuda:N"),
            AtLeast(m.Lora.Rank, 0, "model.lora.rank"), Above(m.Lora.Alpha, "model.lora.alpha"),
            (m.Lora.Targets.All(t => projections.Contains(t, StringComparer.Ordinal)), $"'model.lora.targets' must hold some of {string.Join(", ", projections)}"),
            (m.Path.Length == 0 || m.Alphabet.Length + m.Words.Count == 0, "'model.path' and 'model.alphabet' are both given; a model from a folder has its own tokens, so give one of them"),
        ]);
        if (m.Path.Length > 0)
        {
            rules.Add(AtLeast(m.MaxPositions, 0, "model.max_positions"));
            return;
        }
        rules.AddRange([
            (m.Alphabet.Length > 0 && m.Alphabet.Distinct().Count() == m.Alphabet.Length, "'model.alphabet' must hold each of its characters once, or 'model.path' name a model's folder"),
            (m.Words.All(w => w.Length > 1) && m.Words.Distinct(StringComparer.Ordinal).Count() == m.Words.Count, "'model.words' must be different texts of two characters or more"),
            AtLeast(m.HiddenSize, 2, "model.hidden_size"), AtLeast(m.Layers, 1, "model.layers"),
            AtLeast(m.Heads, 1, "model.heads"), AtLeast(m.KeyValueHeads, 1, "model.key_value_heads"),
            AtLeast(m.IntermediateSize, 1, "model.intermediate_size"), (m.MaxPositions is 0 or >= 2, "'model.max_positions' must be 2 or more, or 0 for the default"),
            Above(m.RopeTheta, "model.rope_theta"), Above(m.InitStd, "model.init_std"),
        ]);
        if (m.Heads < 1 || m.KeyValueHeads < 1) return;
        rules.Add((m.HiddenSize % (2 * m.Heads) == 0, "'model.hidden_size' must be a multiple of twice 'model.heads'"));
        rules.Add((m.Heads % m.KeyValueHeads == 0, "'model.heads' must be a multiple of 'model.key_value_heads'"));
    }

    private static (bool Holds, string Clause) AtLeast(double value, double least, string name) =>
        (value >= least, FormattableString.Invariant($"'{name}' is {value}; it must be {least} or more"));

    private static (bool Holds, string Clause) Above(double value, string name) =>
        (value > 0, FormattableString.Invariant($"'{name}' is {value}; it must be above 0"));

    private static (bool Holds, string Clause) Share(double value, string name) =>
        (value is >= 0 and <= 1, FormattableString.Invariant($"'{name}' is {value}; it must be from 0 to 1"));

    private static (bool Holds, string Clause) AboveToOne(double value, string name) =>
        (value is > 0 and <= 1, FormattableString.Invariant($"'{name}' is {value}; it must be above 0 and at most 1"));
}
