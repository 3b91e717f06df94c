using System.Globalization;
using ProRL.Gym.Tasks;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Rewards;
using ProRL.Verifiers;

namespace ProRL.Trainer.Tests.Support;

/// <summary>
/// A stand-in for the server: sums of two digits, modulo ten. Judges exactly, and can be told to fail like a lost
/// sandbox.
/// </summary>
internal sealed class SumTasks : ITaskSource
{
    /// <summary>Which answers are faults instead of being judged.</summary>
    public Func<string, bool> Faulty { get; set; } = _ => false;

    public int Scored;

    public Task<IReadOnlyList<TrainingTask>> SampleAsync(FamilyOptions family, Split split, long start, int count, int? level, bool demonstrations, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<TrainingTask>>([.. Enumerable.Range(0, count).Select(i => Make(family.Id, split, start + i, demonstrations))]);

    public int MaxLevel(FamilyOptions family) => 5;

    public string Domain(FamilyOptions family) => "math";

    public Task<Verdict> ScoreAsync(TrainingTask task, string response, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Interlocked.Increment(ref Scored);
        if (Faulty(task.Handle)) return Task.FromResult(Verdict.Fault("The sandbox is down."));
        var parts = task.Handle.Split('|');
        var (a, b) = Operands(long.Parse(parts[3], CultureInfo.InvariantCulture), parts[1] == "eval");
        return Task.FromResult(response == Answer(a, b) ? Verdict.Correct(response) : Verdict.Incorrect(response, "Another sum is right."));
    }

    private static TrainingTask Make(string family, Split split, long index, bool demonstrations)
    {
        var (a, b) = Operands(index, split == Split.Eval);
        // Every third demonstration is wrong, so that there is something left to learn.
        var shown = index % 3 == 0 ? Answer(a, b + 1) : Answer(a, b);
        return new TrainingTask(family, $"sum|{(split == Split.Eval ? "eval" : "train")}|1|{index}|{family}", $"{a}+{b}=", demonstrations ? shown : null);
    }

    private static (long A, long B) Operands(long index, bool eval) => ((index * 7 + (eval ? 3 : 0)) % 10, index / 2 % 10);

    private static string Answer(long a, long b) => $"<answer>{(a + b) % 10}</answer>";
}
