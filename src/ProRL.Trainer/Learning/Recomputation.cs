using ProRL.Trainer.Models;
using static TorchSharp.torch;

namespace ProRL.Trainer.Learning;

/// <summary>
/// Gradients with little memory (checkpointing, arXiv 1604.06174, by hand): the forward pass keeps hidden states between
/// layers only, and logits of a few tokens at a time; the backward pass computes each part again, with its graph, when
/// its turn comes.
/// </summary>
internal sealed class Recomputation
{
    private static readonly TorchScript Script = new("""
        def add(sums: List[Tensor], gradients: List[Tensor]) -> Tensor:
            for i in range(len(sums)):
                sums[i].add_(gradients[i])
            return sums[0]

        def add_rows(sum: Tensor, rows: Tensor, values: Tensor) -> Tensor:
            return sum.index_add_(0, rows, values)
        """);

    private readonly CausalDecoder _model;
    private readonly int _chunk;
    private readonly int[] _embedding;
    private readonly int[][] _layers;
    private readonly int[] _head;

    /// <param name="model">Whose gradients.</param>
    /// <param name="chunk">Tokens whose logits are made at a time.</param>
    public Recomputation(CausalDecoder model, int chunk)
    {
        (_model, _chunk) = (model, chunk);
        _embedding = With(n => n == "model.embed_tokens.weight");
        _layers = [.. Enumerable.Range(0, model.Shape.NumHiddenLayers).Select(l => With(n => n.StartsWith(FormattableString.Invariant($"model.layers.{l}."), StringComparison.Ordinal)))];
        var output = model.Shape.TieWordEmbeddings ? "model.embed_tokens.weight" : "lm_head.weight";
        _head = With(n => n == "model.norm.weight" || n == output);

        int[] With(Func<string, bool> name) => [.. Enumerable.Range(0, model.Trained.Length).Where(i => name(model.Trained[i].Name))];
    }

    /// <summary>Adds the gradient of the loss on a micro-batch to the sums, and returns the loss's values.</summary>
    /// <param name="batch">The micro-batch.</param>
    /// <param name="scorer">From logits to what the loss sees.</param>
    /// <param name="loss">From scores to values, the first of them the loss.</param>
    /// <param name="sums">One per weight that is trained, in their order and shapes.</param>
    public Tensor AddGradient(TokenBatch batch, TokenScorer scorer, Func<TokenBatch, Tensor, Tensor> loss, Tensor[] sums)
    {
        var ids = tensor(batch.Ids, [batch.Rows, batch.Time], device: _model.Device);
        var predictors = tensor(batch.Predictors, device: _model.Device);
        var targets = tensor(batch.Targets, device: _model.Device);
        var between = Forward(ids);
        var last = between.Pop();
        var flat = last.view(-1, _model.Shape.HiddenSize);

        var scores = Scores(flat.index_select(0, predictors), targets, scorer).requires_grad_();
        var values = loss(batch, scores);
        var byScore = autograd.grad([values.dim() == 0 ? values : values.select(0, 0)], [scores])[0];

        var gradient = zeros_like(flat);
        for (var at = 0; at < batch.Targets.Length; at += _chunk)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(_chunk, batch.Targets.Length - at);
            var rows = predictors.narrow(0, at, count);
            var hidden = flat.index_select(0, rows).requires_grad_();
            var again = scorer.Score(_model.Logits(_model.Norm(hidden)), targets.narrow(0, at, count));
            Script.Call("add_rows", gradient, rows, Backward(again, hidden, _head, byScore.narrow(1, at, count), sums));
        }

        gradient = gradient.view(last.shape);
        for (var layer = _layers.Length - 1; layer >= 0; layer--)
        {
            using var scope = NewDisposeScope();
            var below = between.Pop();
            var input = below.detach().requires_grad_();
            var after = Backward(_model.Layer(layer, input), input, _layers[layer], gradient, sums).MoveToOuterDisposeScope();
            gradient.Dispose();
            below.Dispose();
            gradient = after;
        }
        if (_embedding.Length > 0) Backward(_model.Embed(ids), null, _embedding, gradient, sums);
        return values;
    }

    // Hidden states before each layer, and after the last on top.
    private Stack<Tensor> Forward(Tensor ids)
    {
        using var none = no_grad();
        var states = new Stack<Tensor>();
        states.Push(_model.Embed(ids));
        for (var layer = 0; layer < _layers.Length; layer++)
        {
            using var scope = NewDisposeScope();
            states.Push(_model.Layer(layer, states.Peek()).MoveToOuterDisposeScope());
        }
        return states;
    }

    private Tensor Scores(Tensor hidden, Tensor targets, TokenScorer scorer)
    {
        using var none = no_grad();
        return Predictions.InChunks(_model, _model.Norm(hidden), targets, scorer, _chunk);
    }

    // Adds the gradients of the weights to the sums, and returns that of the input where there is one.
    private Tensor Backward(Tensor output, Tensor? input, int[] weights, Tensor gradient, Tensor[] sums)
    {
        List<Tensor> inputs = [.. weights.Select(i => (Tensor)_model.Trained[i].Parameter)];
        if (input is not null) inputs.Add(input);
        var gradients = autograd.grad([output], inputs, [gradient]);
        if (weights.Length > 0) Script.Call("add", weights.Select(i => sums[i]).ToArray(), gradients.Take(weights.Length).ToArray());
        return gradients[^1];
    }
}
