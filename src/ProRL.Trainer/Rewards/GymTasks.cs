using System.Text.Json;
using System.Text.Json.Nodes;
using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;
using ProRL.Trainer.Recipes;
using ProRL.Verifiers;

namespace ProRL.Trainer.Rewards;

/// <summary>Tasks and verdicts of a reward server, and tasks from files that the server judges.</summary>
internal sealed class GymTasks : ITaskSource
{
    private readonly GymClient _client;
    private readonly ulong _seed;
    private readonly Dictionary<string, (int MaxLevel, string Domain)> _known;
    private readonly Dictionary<string, RowTasks> _rows;

    private GymTasks(GymClient client, ulong seed, Dictionary<string, (int, string)> known, Dictionary<string, RowTasks> rows) =>
        (_client, _seed, _known, _rows) = (client, seed, known, rows);

    /// <summary>Asks the server for what the recipe needs, so that a family, a setting or a file that can't be used shows at once.</summary>
    /// <exception cref="GymException">The server refused; the message says why.</exception>
    /// <exception cref="RecipeException">A file of rows can't be used.</exception>
    public static async Task<GymTasks> OpenAsync(GymClient client, Recipe recipe, CancellationToken cancellation)
    {
        var known = (await client.FamiliesAsync(cancellation).ConfigureAwait(false)).GetProperty("families").EnumerateArray()
            .ToDictionary(f => f.GetProperty("id").GetString()!, f => (f.GetProperty("max_level").GetInt32(), f.GetProperty("domain").GetString()!), StringComparer.Ordinal);
        var families = recipe.Stages.SelectMany(s => s.Recipe.Families.Concat(s.Recipe.Evaluation.Families)).Distinct().ToArray();
        var rows = families.Where(f => f.HasRows).Select(f => (f.Rows, f.HeldOut)).Distinct().ToDictionary(RowTasks.Key, f => RowTasks.Read(f.Rows, f.HeldOut), StringComparer.Ordinal);
        var tasks = new GymTasks(client, (ulong)recipe.Seed, known, rows);
        foreach (var family in families.Where(f => !f.HasRows))
        {
            var curriculum = family.Curriculum;
            await tasks.SampleAsync(family, Split.Train, 0, 1, curriculum.Moves ? curriculum.Start : null, demonstrations: false, cancellation).ConfigureAwait(false);
        }
        return tasks;
    }

    public async Task<IReadOnlyList<TrainingTask>> SampleAsync(FamilyOptions family, Split split, long start, int count, int? level, bool demonstrations, CancellationToken cancellation)
    {
        if (family.HasRows) return Rows(family).Take(family.Id, split, _seed, start, count);
        var request = new SampleRequest(family.Id, split, _seed, count) { Start = start, Level = level, Config = family.Config, Demonstrations = demonstrations };
        var items = await _client.SampleAsync(request, cancellation).ConfigureAwait(false);
        return [.. items.Select(item => new TrainingTask(family.Id, item.Handle, item.Prompt, item.Demonstration))];
    }

    public int MaxLevel(FamilyOptions family) => _known.GetValueOrDefault(family.Id).MaxLevel;

    public string Domain(FamilyOptions family) =>
        _known.TryGetValue(family.HasRows ? Rows(family).Family : family.Id, out var known) ? known.Domain : family.Category;

    public async Task<Verdict> ScoreAsync(TrainingTask task, string response, CancellationToken cancellation)
    {
        if (task.Row == null) return await _client.ScoreAsync(task.Handle, response, cancellation).ConfigureAwait(false);
        var row = (JsonObject)task.Row.DeepClone();
        row["response"] = response;
        return (await _client.VerifyAsync([JsonSerializer.SerializeToElement(row)], cancellation).ConfigureAwait(false))[0];
    }

    private RowTasks Rows(FamilyOptions family) => _rows[RowTasks.Key((family.Rows, family.HeldOut))];
}
