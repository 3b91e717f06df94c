using ProRL.Trainer.Recipes;

namespace ProRL.Trainer.Rollouts;

/// <summary>
/// Hands weights over to an engine: a model's folder per step under <see cref="EngineOptions.Weights"/>, and then the
/// calls that have the engine read it. A folder has its name only when it is complete; the one before is deleted after.
/// </summary>
internal sealed class EngineWeights(EngineClient client, EngineOptions options)
{
    private const string Prefix = "step-";

    private readonly EngineApi _api = EngineApi.Of(options.Kind);

    /// <summary>Returns when the engine samples from the new weights. Nothing may be in flight there meanwhile.</summary>
    /// <param name="step">Names the folder: an engine may keep what it once read from a path.</param>
    /// <param name="export">Writes config.json, model.safetensors and the tokenizer's files into the folder that it gets.</param>
    /// <param name="cancellation">Gives up; the engine may then have either weights.</param>
    /// <exception cref="EngineException">The engine did not take them.</exception>
    public async Task HandOverAsync(long step, Action<string> export, CancellationToken cancellation)
    {
        var folder = Path.Combine(Path.GetFullPath(options.Weights), FormattableString.Invariant($"{Prefix}{step:D6}"));
        var temporary = folder + ".tmp";
        foreach (var old in new[] { temporary, folder })
            if (Directory.Exists(old)) Directory.Delete(old, recursive: true);
        Directory.CreateDirectory(temporary);
        export(temporary);
        Directory.Move(temporary, folder);
        foreach (var (path, body) in _api.Reload(folder))
        {
            using var answer = await client.CallAsync(path, body, cancellation).ConfigureAwait(false);
            if (answer is not null && _api.Failure(answer.RootElement) is { } failure)
                throw new EngineException($"The engine at {options.Url} did not take the weights in {folder}: {failure.TrimEnd('.')}.");
        }
        foreach (var old in Directory.GetDirectories(Path.GetFullPath(options.Weights), Prefix + "*"))
            if (old != folder) Directory.Delete(old, recursive: true);
    }
}
