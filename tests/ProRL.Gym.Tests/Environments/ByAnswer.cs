using System.Globalization;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;

namespace ProRL.Gym.Tests.Environments;

/// <summary>A family that pays what the answer says; "fault" is one, and "wait" is judged never.</summary>
internal sealed class ByAnswer : ITaskFamily
{
    public FamilyInfo Info { get; } = new("test/by_answer-v1", "logic", "pays what the answer says", [], 0);

    public TaskItem Make(Handle handle) => new(Info.Id, handle, "How much?", 0, handle);

    public TaskItem Read(TaskRow row) => throw new NotSupportedException();

    public string? Oracle(TaskItem item) => "1";

    public JsonObject Metadata(TaskItem item) => [];

    public string? Demonstrate(TaskItem item, Rng rng) => null;

    public async ValueTask<Verdict> JudgeAsync(TaskItem item, Answer answer, CancellationToken cancellation)
    {
        if (answer.Text == "wait")
            await Task.Delay(Timeout.Infinite, cancellation);
        return answer.Text == "fault" ? Verdict.Fault("asked for") : Verdict.FromScore(double.Parse(answer.Text!, CultureInfo.InvariantCulture), answer.Text, "as asked");
    }
}
