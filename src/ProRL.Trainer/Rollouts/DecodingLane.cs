using System.Runtime.InteropServices;
using ProRL.Trainer.Models;
using ProRL.Trainer.Tokenizers;
using static TorchSharp.torch;

namespace ProRL.Trainer.Rollouts;

/// <summary>
/// Decodes a list of requests in a fixed number of rows (continuous batching): where a completion ends, the next one
/// takes its row while the others go on. A prompt is read once for all its completions.
/// </summary>
internal sealed class DecodingLane
{
    private readonly CachedDecoder _model;
    private readonly int _pad;
    private readonly RolloutRequest[] _requests;
    private readonly Action<Rollout> _ended;
    private readonly TokenDraw _draw;
    private readonly CompletionEnd _end;
    private readonly int _most;
    private OpenRow?[] _rows;
    private int _open;
    private int _taken;
    private PromptBatch? _prompts;
    private KeyValueCache? _cache;

    /// <param name="model">Ready for decoding.</param>
    /// <param name="tokenizer">The model's.</param>
    /// <param name="requests">In the order in which they are started.</param>
    /// <param name="settings">How to sample.</param>
    /// <param name="ended">Gets each rollout the moment it ends.</param>
    public DecodingLane(CachedDecoder model, ITokenizer tokenizer, RolloutRequest[] requests, SamplingSettings settings, Action<Rollout> ended)
    {
        (_model, _pad, _requests, _ended) = (model, tokenizer.Pad, requests, ended);
        _draw = new TokenDraw(settings, model.Shape.VocabSize);
        _end = new CompletionEnd(settings, tokenizer);
        _most = Math.Min(settings.BatchRows, requests.Sum(r => r.Samples));
        _rows = new OpenRow?[Math.Max(_most, CachedDecoder.LeastRows)];
    }

    /// <summary>Prompt tokens that went through the model, padding included.</summary>
    public long PromptTokens { get; private set; }

    /// <summary>Decoding steps.</summary>
    public int Steps { get; private set; }

    /// <summary>Rows that went through the model, summed over the steps, empty ones included.</summary>
    public long RowSteps { get; private set; }

    public void Run()
    {
        using var none = no_grad();
        try
        {
            while (true)
            {
                Fill();
                if (_open == 0) return;
                Compact();
                Step();
            }
        }
        finally
        {
            _prompts?.Dispose();
            _cache?.Dispose();
        }
    }

    private void Fill()
    {
        while (_open < _most && MorePrompts())
        {
            using var scope = NewDisposeScope();
            var (sources, slots) = (new List<long>(), new List<long>());
            while (_open < _most && !_prompts!.Empty)
            {
                var (row, prompt) = _prompts.Start(_draw, _end, out var ended);
                if (ended != null)
                {
                    _ended(ended);
                    continue;
                }
                var slot = Array.IndexOf(_rows, null);
                _rows[slot] = row;
                _open++;
                sources.Add(prompt);
                slots.Add(slot);
            }
            if (slots.Count == 0) continue;
            Fit();
            _cache!.CopyFrom(_prompts!.Cache, _model.Tensor([.. sources]), _model.Tensor([.. slots]));
        }
    }

    private bool MorePrompts()
    {
        if (_prompts is { Empty: false }) return true;
        _prompts?.Dispose();
        _prompts = null;
        if (_taken == _requests.Length) return false;
        // Somewhat more than there is room for, so that single free rows don't have single prompts read.
        var count = PromptBatch.Fitting(_requests.AsSpan(_taken), Math.Max(_most - _open, _most / 4));
        _prompts = PromptBatch.Read(_model, _pad, _requests[_taken..(_taken += count)]);
        PromptTokens += _prompts.Tokens;
        return true;
    }

    // With nothing left to start, rows that ended are dropped, a quarter of them at a time.
    private void Compact()
    {
        if (_taken < _requests.Length || _prompts is { Empty: false }) return;
        var rows = Math.Max(_open, CachedDecoder.LeastRows);
        if (rows > _rows.Length * 3 / 4) return;
        using var scope = NewDisposeScope();
        int[] kept = [.. Enumerable.Range(0, _rows.Length).OrderBy(i => _rows[i] == null).Take(rows)];
        _cache!.Select(_model.Tensor(Array.ConvertAll(kept, i => (long)i)));
        _rows = Array.ConvertAll(kept, i => _rows[i]);
    }

    // Room for the tokens that are about to be written, and not much more.
    private void Fit()
    {
        var needed = KeyValueCache.CapacityFor(_rows.Max(r => r?.Position ?? 0) + 1);
        if (_cache == null) _cache = _model.NewCache(_rows.Length, needed);
        else if (needed > _cache.Capacity || needed <= _cache.Capacity / 2) _cache.Resize(needed);
    }

    private void Step()
    {
        using var scope = NewDisposeScope();
        Fit();
        var ids = _model.Tensor(Array.ConvertAll(_rows, r => r?.Last ?? _pad), _rows.Length);
        var positions = _model.Tensor(Array.ConvertAll(_rows, r => (long)(r?.Position ?? 0)), _rows.Length);
        var logits = _model.Logits(_model.Hidden(ids, positions, _cache!));
        var values = MemoryMarshal.Cast<byte, float>(logits.bytes);
        var vocabulary = _model.Shape.VocabSize;
        for (var i = 0; i < _rows.Length; i++)
        {
            if (_rows[i]?.Extend(values.Slice(i * vocabulary, vocabulary), _draw, _end) is not { } rollout) continue;
            _rows[i] = null;
            _open--;
            _ended(rollout);
        }
        Steps++;
        RowSteps += _rows.Length;
    }
}
