using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ProRL.Trainer.Learning;
using ProRL.Trainer.Models;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Tokenizers;
using static TorchSharp.torch;

namespace ProRL.Trainer.Runs;

/// <summary>
/// Checkpoints of a run: a folder each with weights, reference weights, optimizer and state. With adapters the weights are
/// merged, and stand once beside the checkpoints as they were. A folder has its name only when it is complete. The newest are kept, and the best one.
/// </summary>
internal static class Checkpoint
{
    private const string Prefix = "checkpoint-";
    private const string Replaced = ".old";
    private const string Unfinished = ".tmp";
    private const string Merged = "model.safetensors";
    private const string Base = "base.safetensors";

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The checkpoint after <paramref name="step"/> steps of the run, those of the warm-up among them.</summary>
    public static string Path(string folder, int step) => System.IO.Path.Combine(folder, FormattableString.Invariant($"{Prefix}{step:D6}"));

    /// <summary>Writes a checkpoint under <paramref name="folder"/> and returns its path.</summary>
    /// <exception cref="IOException">It could not be written (the disk is full, for one); the older checkpoints stand as they were.</exception>
    public static string Save(string folder, RunState state, PretrainedModel policy, CausalDecoder? reference, FusedAdamW optimizer, ITokenizer tokenizer, int keep)
    {
        using var scope = NewDisposeScope();
        var model = policy.Model;
        var path = Path(folder, state.WarmUpSteps + state.PolicySteps);
        var temporary = path + Unfinished;
        if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        try
        {
            Directory.CreateDirectory(temporary);
            WriteModel(temporary, policy, tokenizer);
            if (model.Lora != null) WriteBase(folder, model);
            if (reference != null) Safetensors.Write(In(temporary, "reference.safetensors"), Named(reference));
            Safetensors.Write(In(temporary, "optimizer.safetensors"), Named(model, optimizer));
            File.WriteAllText(In(temporary, "state.json"), JsonSerializer.Serialize(state with { OptimizerSteps = optimizer.Steps }, Format));
        }
        catch (IOException error)
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
            throw new IOException($"The checkpoint {path} could not be written ({error.Message.TrimEnd('.')}); the run can be resumed from the one before it.", error);
        }

        // A stop at the same step again replaces the older one; its other name keeps it until the new one stands.
        if (Directory.Exists(path))
        {
            if (Directory.Exists(path + Replaced)) Directory.Delete(path + Replaced, recursive: true);
            Directory.Move(path, path + Replaced);
        }
        Directory.Move(temporary, path);
        if (Directory.Exists(path + Replaced)) Directory.Delete(path + Replaced, recursive: true);
        var best = state.BestStep < 0 ? "" : Path(folder, state.WarmUpSteps + state.BestStep);
        foreach (var old in All(folder).SkipLast(keep).Where(old => old != best)) Directory.Delete(old, recursive: true);
        return path;
    }

    /// <summary>
    /// Writes weights, config and tokenizer into an empty folder: a model folder as other tools read it. Adapters are merged
    /// into the weights, and stand beside them as <see cref="AdapterFiles"/>.
    /// </summary>
    public static void WriteModel(string folder, PretrainedModel policy, ITokenizer tokenizer)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        Safetensors.Write(In(folder, Merged), [.. policy.Model.Weights.Select(w => (w.Name, policy.Model.Merged(w)))]);
        if (policy.Model.Lora != null) AdapterFiles.Write(folder, policy.Model, policy.Folder);
        policy.Config.Write(folder, policy.Model.Dtype);
        tokenizer.Save(folder);
    }

    // Merged weights have forgotten what they were merged from. That never changes in a run; a run that begins anew may have another.
    private static void WriteBase(string folder, CausalDecoder model)
    {
        var path = In(folder, Base);
        if (File.Exists(path) && Newest(folder) != null) return;
        File.Delete(path + Unfinished);
        Safetensors.Write(path + Unfinished, Named(model));
        File.Move(path + Unfinished, path, overwrite: true);
    }

    /// <summary>Puts right what a killed process left under <paramref name="folder"/>; only for who holds the run.</summary>
    public static void Recover(string folder)
    {
        if (!Directory.Exists(folder)) return;
        // A kill between the two moves of a replacement leaves the older one under its other name.
        foreach (var old in Directory.GetDirectories(folder, Prefix + "*" + Replaced))
        {
            if (Directory.Exists(old[..^Replaced.Length])) Directory.Delete(old, recursive: true);
            else Directory.Move(old, old[..^Replaced.Length]);
        }
        foreach (var unfinished in Directory.GetDirectories(folder, Prefix + "*" + Unfinished)) Directory.Delete(unfinished, recursive: true);
    }

    /// <summary>The newest complete checkpoint under <paramref name="folder"/>; null where there is none.</summary>
    public static string? Newest(string folder) => Directory.Exists(folder) ? All(folder).LastOrDefault() : null;

    /// <summary>The checkpoint that a person means.</summary>
    /// <param name="run">Whose.</param>
    /// <param name="which"><c>newest</c>, <c>best</c> (by the evaluations on the way, since the last reset), or the number in its name.</param>
    /// <exception cref="RecipeException">There is no such checkpoint; the message says which there are.</exception>
    public static string Find(RunFolder run, string which)
    {
        var newest = Newest(run.Checkpoints) ?? throw new RecipeException($"{run.Path} has no checkpoint yet.");
        if (which == "newest") return newest;
        var there = $"there are {string.Join(", ", All(run.Checkpoints).Select(Steps))}";
        if (which == "best")
        {
            var state = State(newest);
            return state.BestStep >= 0
                ? Path(run.Checkpoints, state.WarmUpSteps + state.BestStep)
                : throw new RecipeException($"{run.Path} has no best checkpoint, since no evaluation on the way (evaluation.every) was made after its start or its last reset; {there}.");
        }
        if (!int.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out var step))
            throw new RecipeException($"'{which}' is no checkpoint; give newest, best or the number in a checkpoint's name: {there}.");
        var path = Path(run.Checkpoints, step);
        return Directory.Exists(path) ? path : throw new RecipeException($"{run.Path} has no checkpoint {which}; {there}.");
    }

    /// <summary>The state that a checkpoint holds.</summary>
    /// <exception cref="InvalidDataException">The checkpoint is damaged.</exception>
    public static RunState State(string path) =>
        JsonSerializer.Deserialize<RunState>(File.ReadAllText(In(path, "state.json")), Format) ?? throw new InvalidDataException($"{path}/state.json is empty.");

    /// <summary>Gives another run a copy of a checkpoint to begin with, its state changed; returns the copy's path.</summary>
    /// <param name="checkpoint">Of the run that it comes from.</param>
    /// <param name="folder">Where the other run keeps its checkpoints.</param>
    /// <param name="change">What the other run's state is; its number of steps must stay.</param>
    public static string Fork(string checkpoint, string folder, Func<RunState, RunState> change)
    {
        var path = System.IO.Path.Combine(folder, System.IO.Path.GetFileName(checkpoint));
        var temporary = path + Unfinished;
        if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        Directory.CreateDirectory(temporary);
        foreach (var file in Directory.GetFiles(checkpoint, "*", SearchOption.AllDirectories))
        {
            var copy = In(temporary, System.IO.Path.GetRelativePath(checkpoint, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        if (File.Exists(BaseOf(checkpoint))) File.Copy(BaseOf(checkpoint), In(folder, Base), overwrite: true);
        File.WriteAllText(In(temporary, "state.json"), JsonSerializer.Serialize(change(State(checkpoint)), Format));
        Directory.Move(temporary, path);
        return path;
    }

    /// <summary>Restores a checkpoint into models and optimizer of the same shape.</summary>
    /// <exception cref="InvalidDataException">The checkpoint is damaged or of another model.</exception>
    public static RunState Load(string path, CausalDecoder model, CausalDecoder? reference, FusedAdamW optimizer)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var state = State(path);
        LoadWeights(path, model);
        // A run may be continued with a divergence that it did not weigh before: its reference is then the policy.
        if (reference != null) Copy(In(path, File.Exists(In(path, "reference.safetensors")) ? "reference.safetensors" : Merged), Named(reference));
        Copy(In(path, "optimizer.safetensors"), Named(model, optimizer));
        optimizer.Resume(state.OptimizerSteps);
        return state;
    }

    /// <summary>Restores the weights alone, those of adapters among them.</summary>
    /// <inheritdoc cref="Load"/>
    public static void LoadWeights(string path, CausalDecoder model)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        if (model.Lora != null && !Directory.Exists(In(path, AdapterFiles.Folder)))
            throw new InvalidDataException($"{path} was made without adapters; continue it with 'model.lora.rank' 0.");
        Copy(model.Lora == null ? In(path, Merged) : BaseOf(path), Named(model));
        if (model.Lora != null) Copy(In(In(path, AdapterFiles.Folder), AdapterFiles.Weights), AdapterFiles.Named(model));
    }

    private static string BaseOf(string checkpoint) => In(System.IO.Path.GetDirectoryName(checkpoint)!, Base);

    private static string In(string path, string name) => System.IO.Path.Combine(path, name);

    private static void Copy(string path, (string Name, Tensor Value)[] targets)
    {
        using var saved = new SafetensorsFile(path);
        foreach (var (name, target) in targets)
        {
            if (!saved.Entries.TryGetValue(name, out var entry) || !entry.Shape.AsSpan().SequenceEqual(target.shape))
                throw new InvalidDataException($"{path} lacks '{name}' in the shape this recipe's model has.");
            saved.CopyTo(name, target);
        }
    }

    private static (string, Tensor)[] Named(CausalDecoder model) => [.. model.Weights.Select(w => (w.Name, (Tensor)w.Parameter))];

    private static (string, Tensor)[] Named(CausalDecoder model, FusedAdamW optimizer) => optimizer.Named([.. model.Trained.Select(w => w.Name)]);

    private static int Steps(string path) => int.Parse(System.IO.Path.GetFileName(path)[Prefix.Length..], CultureInfo.InvariantCulture);

    private static IEnumerable<string> All(string folder) =>
        Directory.GetDirectories(folder, Prefix + "*").Where(d => !System.IO.Path.HasExtension(d)).Order(StringComparer.Ordinal);
}
