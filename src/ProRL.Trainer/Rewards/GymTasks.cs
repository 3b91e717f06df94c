using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;
using ProRL.Trainer.Recipes;
using ProRL.Verifiers;

namespace ProRL.Trainer.Rewards;

/// <summary>Tasks and verdicts of a reward server.</summary>
internal sealed class GymTasks(GymClient client, Recipe recipe) : ITaskSource
{
    public async Task<IReadOnlyList<TrainingTask>> SampleAsync(int family, Split split, long start, int count, bool demonstrations, CancellationToken cancellation)
    {
        var options = recipe.Families[family];
        var request = new SampleRequest(options.Id, split, (ulong)recipe.Seed, count) { Start = start, Config = options.Config, Demonstrations = demonstrations };
        var items = await client.SampleAsync(request, cancellation).ConfigureAwait(false);
        return [.. items.Select(item => new TrainingTask(family, item.Handle, item.Prompt.Text, item.Demonstration))];
    }

    public Task<Verdict> ScoreAsync(string handle, string response, CancellationToken cancellation) =>
        client.ScoreAsync(handle, response, cancellation);
}
