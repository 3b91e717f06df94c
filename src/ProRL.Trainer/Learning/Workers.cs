using System.Runtime.ExceptionServices;

namespace ProRL.Trainer.Learning;

/// <summary>
/// Runs numbered tasks on a fixed number of threads of its own. Which thread takes which task is left to timing, so
/// tasks must write to places of their own and sums must be made afterwards, in order.
/// </summary>
internal sealed class Workers(int threads)
{
    public int Threads { get; } = threads;

    /// <summary>Runs tasks 0 … count − 1 and returns when all have ended; rethrows the first failure.</summary>
    public void Run(int count, Action<int> task)
    {
        var next = -1;
        ExceptionDispatchInfo? failure = null;
        var others = new Thread[Math.Max(0, Math.Min(Threads, count) - 1)];
        for (var i = 0; i < others.Length; i++)
        {
            others[i] = new Thread(Take) { IsBackground = true, Name = "prorl worker" };
            others[i].Start();
        }
        Take();
        foreach (var thread in others) thread.Join();
        failure?.Throw();

        void Take()
        {
            try
            {
                for (int i; failure == null && (i = Interlocked.Increment(ref next)) < count;) task(i);
            }
            catch (Exception error)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(error), null);
            }
        }
    }
}
