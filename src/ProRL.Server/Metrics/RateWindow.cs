namespace ProRL.Server.Metrics;

/// <summary>How often something happened a second, over the last seconds that are complete. Lock-free.</summary>
internal sealed class RateWindow(int seconds, TimeProvider time)
{
    // A cell holds the second it counts for in its upper half, so that a stale cell shows and is begun anew.
    private readonly long[] _cells = new long[seconds + 1];
    private readonly long _start = time.GetTimestamp();

    public double PerSecond
    {
        get
        {
            var now = Now();
            var sum = 0L;
            for (var second = Math.Max(0, now - seconds); second < now; second++)
            {
                var cell = Interlocked.Read(ref _cells[second % _cells.Length]);
                if (cell >> 32 == second)
                    sum += cell & uint.MaxValue;
            }

            return sum / (double)Math.Clamp(now, 1, seconds);
        }
    }

    public void Count()
    {
        var now = Now();
        ref var cell = ref _cells[now % _cells.Length];
        while (true)
        {
            var seen = Interlocked.Read(ref cell);
            var next = seen >> 32 == now ? seen + 1 : (now << 32) + 1;
            if (Interlocked.CompareExchange(ref cell, next, seen) == seen)
                return;
        }
    }

    private long Now() => (long)time.GetElapsedTime(_start).TotalSeconds;
}
