using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>A model with the config it goes with, from a Hugging Face folder and back to one.</summary>
internal sealed class PretrainedModel : IDisposable
{
    private const string Head = "lm_head.weight";
    private const string Embedding = "model.embed_tokens.weight";

    // What other tools need beside the weights; nothing here reads or changes them.
    private static readonly string[] Companions =
        ["tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.json", "merges.txt", "chat_template.jinja", "chat_template.json"];

    private readonly Dictionary<string, ScalarType> _stored = new(StringComparer.Ordinal);

    /// <summary>A model that comes from no folder.</summary>
    public PretrainedModel(CausalDecoder model, HuggingFaceConfig config) => (Model, Config) = (model, config);

    private PretrainedModel(string folder, HuggingFaceConfig config, CausalDecoder model)
        : this(model, config) => Folder = folder;

    public CausalDecoder Model { get; }

    public HuggingFaceConfig Config { get; }

    /// <summary>Where it was read from; null where it comes from no folder.</summary>
    public string? Folder { get; }

    /// <summary>Reads a model folder, one tensor at a time, straight into the model's parameters.</summary>
    /// <param name="folder">Holds config.json and the safetensors files.</param>
    /// <param name="dtype">The type the model computes in; that of the files where null.</param>
    /// <param name="device">Where it computes; the CPU where null.</param>
    /// <param name="maxPositions">Longest sequence that is asked of it, where that is less than its config says.</param>
    /// <exception cref="InvalidDataException">The folder holds no model that can be read; the message says why.</exception>
    public static PretrainedModel Load(string folder, ScalarType? dtype = null, Device? device = null, int? maxPositions = null)
    {
        var config = HuggingFaceConfig.Read(folder);
        using var files = new WeightFiles(folder);
        var stored = files.Has(Embedding) ? files.Entry(Embedding).Type : ScalarType.Float32;
        var shape = config.Shape with { MaxPositionEmbeddings = Math.Min(config.Shape.MaxPositionEmbeddings, maxPositions ?? int.MaxValue) };
        var model = new PretrainedModel(folder, config, new CausalDecoder(shape, dtype ?? stored, device));
        try
        {
            model.Fill(files, folder);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Writes a new model folder that other tools can read: each tensor in the type it was read in (or the model's, where
    /// it came from no folder), config with all its keys, and the tokenizer's files as they were. Adapters are merged into
    /// the weights, and stand beside them as <see cref="AdapterFiles"/>.
    /// </summary>
    /// <param name="folder">Must not exist; it has its name only when it is complete.</param>
    /// <param name="dtype">Another type for all tensors.</param>
    /// <param name="shardBytes">Bytes of tensors in one file, at most.</param>
    public void Export(string folder, ScalarType? dtype = null, long shardBytes = WeightFiles.DefaultShardBytes)
    {
        if (Path.Exists(folder)) throw new IOException($"{folder} exists already; a model is exported to a new folder.");
        var temporary = folder.TrimEnd('/') + ".tmp";
        if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        Directory.CreateDirectory(temporary);
        using (no_grad())
        {
            using var scope = NewDisposeScope();
            StoredTensor[] tensors = [.. Model.Weights.Select(w => new StoredTensor(w.Name, Model.Merged(w), dtype ?? _stored.GetValueOrDefault(w.Name, Model.Dtype)))];
            WeightFiles.Write(temporary, tensors, shardBytes);
        }
        if (Model.Lora is not null) AdapterFiles.Write(temporary, Model, Folder);
        Config.Write(temporary, dtype ?? _stored.GetValueOrDefault(Embedding, Model.Dtype));
        foreach (var name in Companions)
            if (Folder is not null && File.Exists(Path.Combine(Folder, name))) File.Copy(Path.Combine(Folder, name), Path.Combine(temporary, name));
        Directory.Move(temporary, folder);
    }

    public void Dispose() => Model.Dispose();

    private void Fill(WeightFiles files, string folder)
    {
        var weights = Model.Weights.ToDictionary(w => w.Name, w => w.Parameter, StringComparer.Ordinal);
        var extraHead = Model.Shape.TieWordEmbeddings && files.Has(Head);
        var wrong = weights.Keys.Where(n => !files.Has(n)).Select(n => $"{n} is missing")
            .Concat(files.Names.Where(n => !weights.ContainsKey(n) && !(extraHead && n == Head)).Select(n => $"{n} is not of this model"))
            .Concat(weights.Where(w => files.Has(w.Key) && !files.Entry(w.Key).Shape.AsSpan().SequenceEqual(w.Value.shape))
                .Select(w => $"{w.Key} has the shape [{string.Join(", ", files.Entry(w.Key).Shape)}] where config.json makes it [{string.Join(", ", w.Value.shape)}]"))
            .ToArray();
        if (wrong.Length > 0)
            throw new InvalidDataException($"The weights in {folder} do not fit its config.json: {string.Join("; ", wrong.Take(20))}{(wrong.Length > 20 ? $"; and {wrong.Length - 20} more" : "")}.");

        foreach (var (name, parameter) in weights)
        {
            files.CopyTo(name, parameter);
            _stored[name] = files.Entry(name).Type;
        }
        if (extraHead) CheckTied(files, weights[Embedding], folder);
    }

    // Some checkpoints of tied models have the output matrix all the same.
    private static void CheckTied(WeightFiles files, Tensor embedding, string folder)
    {
        using var scope = NewDisposeScope();
        var same = files.Entry(Head).Shape.AsSpan().SequenceEqual(embedding.shape);
        if (same)
        {
            var head = empty_like(embedding);
            files.CopyTo(Head, head);
            same = head.eq(embedding).all().item<bool>();
        }
        if (!same) throw new InvalidDataException($"config.json in {folder} says tie_word_embeddings, but its {Head} is not its {Embedding}.");
    }
}
