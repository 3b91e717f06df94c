using ProRL.Trainer.Learning;
using ProRL.Trainer.Models;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Rewards;
using ProRL.Trainer.Rollouts;
using ProRL.Trainer.Runs;
using ProRL.Trainer.Tokenizers;

namespace ProRL.Trainer;

/// <summary>The parts of a run, wired by hand: models, optimizer, workers, and what uses them.</summary>
internal sealed class TrainingSession : IDisposable
{
    /// <param name="recipe">What to run.</param>
    /// <param name="source">Tasks and verdicts.</param>
    /// <param name="workers">Threads for sampling and updates; their number changes no result.</param>
    public TrainingSession(Recipe recipe, ITaskSource source, int workers)
    {
        var m = recipe.Model;
        Tokenizer = new CharacterTokenizer(m.Alphabet, m.Words);
        var shape = new DecoderShape(Tokenizer.Size, m.HiddenSize, m.Layers, m.Heads, m.KeyValueHeads, m.IntermediateSize, m.MaxPositions, m.RopeTheta);
        Model = new CausalDecoder(shape);
        Reference = new CausalDecoder(shape);
        Model.Initialize(m.InitStd, recipe.Seed);
        Reference.CopyFrom(Model);

        var threads = new Workers(workers);
        Optimizer = new FusedAdamW(Model.Weights.Select(w => (TorchSharp.torch.Tensor)w.Parameter), recipe.Policy.Beta1, recipe.Policy.Beta2, recipe.Policy.WeightDecay);
        Learner = new Learner(Model, Optimizer, threads, recipe.Run.Shards);
        var scoring = new Scoring(source, Tokenizer, new Sampler(Model, Tokenizer, threads));
        WarmUp = new WarmUp(recipe, Learner, Tokenizer, source);
        Collector = new GroupCollector(recipe, scoring, source);
        Updates = new PolicyUpdates(recipe, Learner, Reference, threads);
        Evaluator = new Evaluator(recipe, scoring, source);
    }

    public ITokenizer Tokenizer { get; }

    public CausalDecoder Model { get; }

    public CausalDecoder Reference { get; }

    public FusedAdamW Optimizer { get; }

    public Learner Learner { get; }

    public WarmUp WarmUp { get; }

    public GroupCollector Collector { get; }

    public PolicyUpdates Updates { get; }

    public Evaluator Evaluator { get; }

    public string Save(RunFolder folder, RunState state) => Checkpoint.Save(folder.Checkpoints, state, Model, Reference, Optimizer, Tokenizer);

    public RunState Load(string checkpoint) => Checkpoint.Load(checkpoint, Model, Reference, Optimizer);

    public void Dispose()
    {
        Learner.Dispose();
        Optimizer.Dispose();
        Reference.Dispose();
        Model.Dispose();
    }
}
