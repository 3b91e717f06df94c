using System.Text.Json;
using System.Text.Json.Serialization;
using ProRL.Trainer.Learning;
using ProRL.Trainer.Models;
using ProRL.Trainer.Tokenizers;
using static TorchSharp.torch;

namespace ProRL.Trainer.Runs;

/// <summary>
/// Checkpoints of a run: a folder each with weights, reference weights, optimizer and state. A folder has its name only
/// when it is complete; the last two are kept.
/// </summary>
internal static class Checkpoint
{
    private const int Kept = 2;
    private const string Prefix = "checkpoint-";

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Writes a checkpoint under <paramref name="folder"/> and returns its path.</summary>
    public static string Save(string folder, RunState state, CausalDecoder model, CausalDecoder reference, FusedAdamW optimizer, ITokenizer tokenizer)
    {
        var path = Path.Combine(folder, FormattableString.Invariant($"{Prefix}{state.WarmUpSteps + state.PolicySteps:D6}"));
        var temporary = path + ".tmp";
        if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        Directory.CreateDirectory(temporary);
        Safetensors.Write(Path.Combine(temporary, "model.safetensors"), Named(model));
        Safetensors.Write(Path.Combine(temporary, "reference.safetensors"), Named(reference));
        Safetensors.Write(Path.Combine(temporary, "optimizer.safetensors"), Named(model, optimizer));
        HuggingFaceConfig.Of(model.Shape, tokenizer).Write(temporary, model.Dtype);
        tokenizer.Save(temporary);
        File.WriteAllText(Path.Combine(temporary, "state.json"), JsonSerializer.Serialize(state with { OptimizerSteps = optimizer.Steps }, Format));

        // A stop at the same step again replaces the older one; its own name keeps it until the new one stands.
        var older = path + ".old";
        if (Directory.Exists(path)) Directory.Move(path, older);
        Directory.Move(temporary, path);
        if (Directory.Exists(older)) Directory.Delete(older, recursive: true);
        foreach (var old in All(folder).SkipLast(Kept)) Directory.Delete(old, recursive: true);
        return path;
    }

    /// <summary>The newest complete checkpoint under <paramref name="folder"/>; null where there is none.</summary>
    public static string? Newest(string folder) => Directory.Exists(folder) ? All(folder).LastOrDefault() : null;

    /// <summary>Restores a checkpoint into models and optimizer of the same shape.</summary>
    /// <exception cref="InvalidDataException">The checkpoint is damaged or of another model.</exception>
    public static RunState Load(string path, CausalDecoder model, CausalDecoder reference, FusedAdamW optimizer)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var state = JsonSerializer.Deserialize<RunState>(File.ReadAllText(Path.Combine(path, "state.json")), Format)
            ?? throw new InvalidDataException($"{path}/state.json is empty.");
        Copy(Path.Combine(path, "model.safetensors"), Named(model));
        Copy(Path.Combine(path, "reference.safetensors"), Named(reference));
        Copy(Path.Combine(path, "optimizer.safetensors"), Named(model, optimizer));
        optimizer.Resume(state.OptimizerSteps);
        return state;
    }

    private static void Copy(string path, (string Name, Tensor Value)[] targets)
    {
        var saved = Safetensors.Read(path);
        foreach (var (name, target) in targets)
        {
            if (!saved.TryGetValue(name, out var value) || !value.shape.AsSpan().SequenceEqual(target.shape))
                throw new InvalidDataException($"{path} lacks '{name}' in the shape this recipe's model has.");
            target.copy_(value);
        }
    }

    private static (string, Tensor)[] Named(CausalDecoder model) => [.. model.Weights.Select(w => (w.Name, (Tensor)w.Parameter))];

    private static (string, Tensor)[] Named(CausalDecoder model, FusedAdamW optimizer) =>
    [
        .. model.Weights.Select((w, i) => ($"exp_avg.{w.Name}", optimizer.First[i])),
        .. model.Weights.Select((w, i) => ($"exp_avg_sq.{w.Name}", optimizer.Second[i])),
    ];

    private static IEnumerable<string> All(string folder) =>
        Directory.GetDirectories(folder, Prefix + "*").Where(d => !Path.HasExtension(d)).Order(StringComparer.Ordinal);
}
