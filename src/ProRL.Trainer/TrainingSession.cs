using ProRL.Trainer.Learning;
using ProRL.Trainer.Models;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Rewards;
using ProRL.Trainer.Rollouts;
using ProRL.Trainer.Runs;
using ProRL.Trainer.Tokenizers;
using TorchSharp;

namespace ProRL.Trainer;

/// <summary>The parts of a run, wired by hand: models, optimizer, workers, and what uses them in the present stage.</summary>
internal sealed class TrainingSession : IDisposable
{
    private const int DefaultPositions = 128;

    private readonly Workers _workers;
    private readonly ITaskSource _source;
    private readonly Scoring _scoring;
    private readonly EngineClient? _engine;
    private readonly EngineWeights? _engineWeights;

    /// <param name="recipe">What to run.</param>
    /// <param name="source">Tasks and verdicts.</param>
    /// <param name="workers">Threads for sampling and updates; their number changes no result.</param>
    /// <param name="stop">Gives up what is in flight at an engine.</param>
    public TrainingSession(Recipe recipe, ITaskSource source, int workers, CancellationToken stop = default)
    {
        (Policy, Tokenizer) = Open(recipe);
        if (recipe.Stages.Any(s => s.Recipe.NeedsReference))
        {
            Reference = new CausalDecoder(Model.Shape, Model.Dtype, Model.Device);
            Reference.CopyFrom(Model);
        }

        _workers = new Workers(workers);
        _source = source;
        Optimizer = new FusedAdamW(Model.Trained.Select(w => (torch.Tensor)w.Parameter), recipe.Policy.Beta1, recipe.Policy.Beta2, recipe.Policy.WeightDecay, recipe.Optimizer);
        Learner = new Learner(Model, Optimizer, _workers, recipe.Run.Shards, recipe.Model.Recompute);
        if (recipe.Engine.IsUsed)
        {
            _engine = new EngineClient(recipe.Engine, TimeProvider.System);
            _engineWeights = new EngineWeights(_engine, recipe.Engine);
        }
        _scoring = new Scoring(source, Tokenizer, _engine == null ? new Sampler(Model, Tokenizer, _workers) : new EngineSampler(_engine, recipe.Engine, Tokenizer.Ends, stop));
        WarmUp = new WarmUp(recipe, Learner, Tokenizer, source);
        (Collector, Updates, Evaluator) = Parts(recipe);
    }

    public ITokenizer Tokenizer { get; }

    /// <summary>The model that learns, with its config.</summary>
    public PretrainedModel Policy { get; }

    public CausalDecoder Model => Policy.Model;

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

    /// <summary>Has the engine, where one samples, take the weights as they are now.</summary>
    /// <param name="step">Steps of the run made; names the hand-over.</param>
    /// <param name="stop">Gives up.</param>
    public void HandOver(int step, CancellationToken stop) =>
        _engineWeights?.HandOverAsync(step, folder => Checkpoint.WriteModel(folder, Policy, Tokenizer), stop).GetAwaiter().GetResult();

    /// <summary>The reference becomes the policy.</summary>
    public void ResetReference() => Reference?.CopyFrom(Model);

    public string Save(RunFolder folder, RunState state, int keep) => Checkpoint.Save(folder.Checkpoints, state, Policy, Reference, Optimizer, Tokenizer, keep);

    public RunState Load(string checkpoint) => Checkpoint.Load(checkpoint, Model, Reference, Optimizer);

    /// <summary>The policy becomes what it was at a checkpoint; reference and the optimizer's means stay as they are.</summary>
    /// <param name="folder">The run's.</param>
    /// <param name="step">Steps of the run that had been made.</param>
    public void GoBack(RunFolder folder, int step)
    {
        Checkpoint.LoadWeights(Checkpoint.Path(folder.Checkpoints, step), Model);
        Optimizer.TakeWeights();
    }

    public void Dispose()
    {
        _engine?.Dispose();
        Learner.Dispose();
        Optimizer.Dispose();
        Reference?.Dispose();
        Policy.Dispose();
    }

    /// <summary>The sizes of a model that a recipe has made new.</summary>
    public static DecoderShape ShapeOf(ModelOptions m, CharacterTokenizer characters) =>
        new(characters.Size, m.HiddenSize, m.Layers, m.Heads, m.KeyValueHeads, m.IntermediateSize, m.MaxPositions > 0 ? m.MaxPositions : DefaultPositions, m.RopeTheta);

    /// <summary>A run's model as it was at a checkpoint, and its tokenizer, without what only training needs.</summary>
    /// <exception cref="InvalidDataException">The checkpoint is damaged or of another model.</exception>
    public static (PretrainedModel Policy, ITokenizer Tokenizer) Open(Recipe recipe, string checkpoint)
    {
        var (policy, tokenizer) = Open(recipe);
        try
        {
            Checkpoint.LoadWeights(checkpoint, policy.Model);
            return (policy, tokenizer);
        }
        catch
        {
            policy.Dispose();
            throw;
        }
    }

    private static (PretrainedModel, ITokenizer) Open(Recipe recipe)
    {
        var (policy, tokenizer) = OpenBase(recipe);
        if (recipe.Model.Lora.Rank > 0) policy.Model.Adapt(recipe.Model.Lora, recipe.Seed);
        return (policy, tokenizer);
    }

    private static (PretrainedModel, ITokenizer) OpenBase(Recipe recipe)
    {
        var m = recipe.Model;
        var dtype = m.Dtype == ModelDtype.Bfloat16 ? torch.ScalarType.BFloat16 : torch.ScalarType.Float32;
        var device = torch.device(m.Device);
        if (m.Path.Length > 0)
        {
            var tokens = HuggingFaceTokenizer.Read(m.Path, new ChatSettings(m.System.Length > 0 ? m.System : null, m.Thinking));
            return (PretrainedModel.Load(m.Path, dtype, device, m.MaxPositions > 0 ? m.MaxPositions : null), tokens);
        }
        var characters = new CharacterTokenizer(m.Alphabet, m.Words);
        var shape = ShapeOf(m, characters);
        var made = new PretrainedModel(new CausalDecoder(shape, dtype, device), HuggingFaceConfig.Of(shape, characters));
        made.Model.Initialize(m.InitStd, recipe.Seed);
        return (made, characters);
    }

    private (GroupCollector, PolicyUpdates, Evaluator) Parts(Recipe stage) =>
        (new GroupCollector(stage, _scoring, _source), new PolicyUpdates(stage, Learner, stage.NeedsReference ? Reference : null, _workers), new Evaluator(stage, _scoring, _source));
}
