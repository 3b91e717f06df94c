using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;
using ProRL.Trainer.Recipes;
using ProRL.Verifiers;

namespace ProRL.Trainer.Rewards;

/// <summary>Tasks and verdicts of a reward server.</summary>
internal sealed class GymTasks : ITaskSource
{
    private readonly GymClient _client;
    private readonly Recipe _recipe;
    private readonly int[] _maxLevels;

    private GymTasks(GymClient client, Recipe recipe, int[] maxLevels)
    {
        _client = client;
        _recipe = recipe;
        _maxLevels = maxLevels;
    }

    /// <summary>Asks the server for what the recipe needs, so that a family or a setting that it refuses shows at once.</summary>
    /// <exception cref="GymException">The server refused; the message says why.</exception>
    public static async Task<GymTasks> OpenAsync(GymClient client, Recipe recipe, CancellationToken cancellation)
    {
        var known = (await client.FamiliesAsync(cancellation).ConfigureAwait(false)).GetProperty("families").EnumerateArray()
            .ToDictionary(f => f.GetProperty("id").GetString()!, f => f.GetProperty("max_level").GetInt32(), StringComparer.Ordinal);
        var tasks = new GymTasks(client, recipe, [.. recipe.Families.Select(f => known.GetValueOrDefault(f.Id))]);
        for (var family = 0; family < recipe.Families.Count; family++)
        {
            var curriculum = recipe.Families[family].Curriculum;
            await tasks.SampleAsync(family, Split.Train, 0, 1, curriculum.Moves ? curriculum.Start : null, demonstrations: false, cancellation).ConfigureAwait(false);
        }
        return tasks;
    }

    public async Task<IReadOnlyList<TrainingTask>> SampleAsync(int family, Split split, long start, int count, int? level, bool demonstrations, CancellationToken cancellation)
    {
        var options = _recipe.Families[family];
        var request = new SampleRequest(options.Id, split, (ulong)_recipe.Seed, count) { Start = start, Level = level, Config = options.Config, Demonstrations = demonstrations };
        var items = await _client.SampleAsync(request, cancellation).ConfigureAwait(false);
        return [.. items.Select(item => new TrainingTask(family, item.Handle, item.Prompt, item.Demonstration))];
    }

    public int MaxLevel(int family) => _maxLevels[family];

    public Task<Verdict> ScoreAsync(string handle, string response, CancellationToken cancellation) =>
        _client.ScoreAsync(handle, response, cancellation);
}
