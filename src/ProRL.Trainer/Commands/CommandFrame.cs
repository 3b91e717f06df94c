using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;
using ProRL.Trainer.Models;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Rewards;
using ProRL.Trainer.Rollouts;

namespace ProRL.Trainer.Commands;

/// <summary>
/// What the commands share: options, where they write, and how errors become one sentence and an exit code: 0 done,
/// 1 failed, 2 asked for wrongly, 130 stopped by a signal.
/// </summary>
internal sealed class CommandFrame(TextWriter output, TextWriter error)
{
    /// <summary>The exit code of what a signal stopped.</summary>
    public const int Interrupted = 130;

    private const int Failed = 1;
    private const int Misused = 2;

    // A restarted server is back within seconds; a minute without one is an outage.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Option<string[]> Set { get; } = new("--set") { Description = "Overrides a setting of the recipe: path.to.key=value.", AllowMultipleArgumentsPerToken = false };

    public Option<string?> Server { get; } = new("--server") { Description = "The address of a running server, instead of one of the trainer's own." };

    public Option<string?> Device { get; } = new("--device") { Description = "cpu, cuda or cuda:N; the same as --set model.device=DEVICE." };

    public Option<string> Checkpoint { get; } = new("--checkpoint") { Description = "newest, best (by the evaluations on the way, since the last reset), or the number in a checkpoint's name.", DefaultValueFactory = _ => "newest" };

    public Option<bool> Json { get; } = new("--json") { Description = "Prints one JSON object instead of a table." };

    public TextWriter Output => output;

    /// <summary>An argument that names a run's folder.</summary>
    public static Argument<string> Run(string name) => new(name) { Description = "A run's folder: runs/NAME." };

    /// <summary>What the options override.</summary>
    public string[] Overrides(ParseResult result) =>
        [.. result.GetValue(Set) ?? [], .. result.CommandResult.Command.Options.Contains(Device) && result.GetValue(Device) is { } device ? [$"model.device={device}"] : Array.Empty<string>()];

    /// <summary>Says what was asked for wrongly; the exit code for it.</summary>
    public int Misuse(string message)
    {
        error.WriteLine(message);
        return Misused;
    }

    /// <summary>Does the work; an error becomes a sentence and an exit code.</summary>
    public int Carry(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is RecipeException or TaskFormatException or FormatException || e is GymException { Code: ErrorCodes.BadRequest })
        {
            return Misuse(e.Message);
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
        catch (Exception e) when (e is GymException or EngineException or IOException or InvalidDataException or InvalidOperationException or UnauthorizedAccessException)
        {
            error.WriteLine(e.Message);
            return Failed;
        }
    }

    /// <summary>Does the work with the tasks of a server: one that runs, or one of our own for as long as it takes.</summary>
    /// <exception cref="InvalidOperationException">The recipe's device is not there.</exception>
    public int WithTasks(Recipe recipe, string? server, Func<ITaskSource, CancellationToken, int> work)
    {
        Devices.Require(recipe.Model.Device);
        using var stop = new StopSignal();
        return WithTasksAsync(recipe, server, work, stop.Token).GetAwaiter().GetResult();
    }

    public void Print(JsonObject json) => output.WriteLine(json.ToJsonString(Readable));

    private async Task<int> WithTasksAsync(Recipe recipe, string? server, Func<ITaskSource, CancellationToken, int> work, CancellationToken stop)
    {
        if (server != null)
        {
            await using var client = await GymClient.ConnectAsync(server, new GymClientOptions(Patience), stop).ConfigureAwait(false);
            return work(await GymTasks.OpenAsync(client, recipe, stop).ConfigureAwait(false), stop);
        }
        await using var gym = await EmbeddedGym.StartAsync(new EmbeddedGymOptions(Patience) { Log = error.WriteLine }, stop).ConfigureAwait(false);
        return work(await GymTasks.OpenAsync(gym.Client, recipe, stop).ConfigureAwait(false), stop);
    }
}
