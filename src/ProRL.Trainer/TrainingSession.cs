using ProRL.Trainer.Learning;
using ProRL.Trainer.Models;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Rewards;
using ProRL.Trainer.Rollouts;
using ProRL.Trainer.Runs;
using ProRL.Trainer.Tokenizers;

namespace ProRL.Trainer;

/// <summary>The parts of a run, wired by hand: models, optimizer, workers, and what uses them in the present stage.</summary>
internal sealed class TrainingSession : IDisposable
{
    private readonly Workers _workers;
    private readonly ITaskSource _source;
    private readonly Scoring _scoring;

    /// <param name="recipe">What to run.</param>
    /// <param name="source">Tasks and verdicts.</param>
    /// <param name="workers">Threads for sampling and updates; their number changes no result.</param>
    public TrainingSession(Recipe recipe, ITaskSource source, int workers)
    {
        var m = recipe.Model;
        Tokenizer = new CharacterTokenizer(m.Alphabet, m.Words);
        var shape = new DecoderShape(Tokenizer.Size, m.HiddenSize, m.Layers, m.Heads, m.KeyValueHeads, m.IntermediateSize, m.MaxPositions, m.RopeTheta);
        Model = new CausalDecoder(shape);
        Model.Initialize(m.InitStd, recipe.Seed);
        if (recipe.Stages.Any(s => s.Recipe.NeedsReference))
        {
            Reference = new CausalDecoder(shape);
            Reference.CopyFrom(Model);
        }

        _workers = new Workers(workers);
        _source = source;
        Optimizer = new FusedAdamW(Model.Weights.Select(w => (TorchSharp.torch.Tensor)w.Parameter), recipe.Policy.Beta1, recipe.Policy.Beta2, recipe.Policy.WeightDecay);
        Learner = new Learner(Model, Optimizer, _workers, recipe.Run.Shards);
        _scoring = new Scoring(source, Tokenizer, new Sampler(Model, Tokenizer, _workers));
        WarmUp = new WarmUp(recipe, Learner, Tokenizer, source);
        (Collector, Updates, Evaluator) = Parts(recipe);
    }

    public ITokenizer Tokenizer { get; }

    public CausalDecoder Model { get; }

    /// <summary>What the divergence is taken from; null where no stage weighs it.</summary>
    public CausalDecoder? Reference { get; }

    public FusedAdamW Optimizer { get; }

    public Learner Learner { get; }

    public WarmUp WarmUp { get; }

    public GroupCollector Collector { get; private set; }

    public PolicyUpdates Updates { get; private set; }

    public Evaluator Evaluator { get; private set; }

    /// <summary>Goes on by a stage's recipe.</summary>
    public void Enter(Recipe stage) => (Collector, Updates, Evaluator) = Parts(stage);

    /// <summary>The reference becomes the policy.</summary>
    public void ResetReference() => Reference?.CopyFrom(Model);

    public string Save(RunFolder folder, RunState state, int keep) => Checkpoint.Save(folder.Checkpoints, state, Model, Reference, Optimizer, Tokenizer, keep);

    public RunState Load(string checkpoint) => Checkpoint.Load(checkpoint, Model, Reference, Optimizer);

    /// <summary>The policy becomes what it was at a checkpoint; reference and optimizer stay as they are.</summary>
    /// <param name="folder">The run's.</param>
    /// <param name="step">Steps of the run that had been made.</param>
    public void GoBack(RunFolder folder, int step) => Checkpoint.LoadWeights(Checkpoint.Path(folder.Checkpoints, step), Model);

    public void Dispose()
    {
        Learner.Dispose();
        Optimizer.Dispose();
        Reference?.Dispose();
        Model.Dispose();
    }

    private (GroupCollector, PolicyUpdates, Evaluator) Parts(Recipe stage) =>
        (new GroupCollector(stage, _scoring, _source), new PolicyUpdates(stage, Learner, stage.NeedsReference ? Reference : null, _workers), new Evaluator(stage, _scoring, _source));
}
