namespace ProRL.Trainer.Rollouts;

/// <summary>
/// Counter-based random numbers: a pure function of a key and a counter (the finaliser of SplitMix64, Steele et al.,
/// OOPSLA 2014). Nothing has to be saved to continue a run, and no draw depends on any other.
/// </summary>
internal static class Counter
{
    /// <summary>A key for the path of numbers that names a stream, e.g. (seed, phase, step, row).</summary>
    public static ulong Key(params ReadOnlySpan<ulong> path)
    {
        var key = 0x9e3779b97f4a7c15UL;
        foreach (var part in path) key = Mix(key + part);
        return key;
    }

    /// <summary>Draw number <paramref name="counter"/> of a stream, in [0, 1) on a grid of 2⁻⁵³.</summary>
    public static double Unit(ulong key, ulong counter) =>
        (Mix(key + counter * 0x9e3779b97f4a7c15UL) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A permutation of 0 … count − 1.</summary>
    public static int[] Permutation(ulong key, int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (var i = count - 1; i > 0; i--)
        {
            var j = (int)(Unit(key, (ulong)i) * (i + 1));
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }

    private static ulong Mix(ulong z)
    {
        z += 0x9e3779b97f4a7c15UL;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9UL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebUL;
        return z ^ (z >> 31);
    }
}
