namespace ProRL.Gym.Tasks;

/// <summary>One family of a mixture.</summary>
/// <param name="Family">The family's id.</param>
/// <param name="Weight">Its share of the draws, relative to the others; above 0.</param>
/// <param name="Config">Its settings, as the config of a <see cref="Handle"/>.</param>
public sealed record MixtureEntry(string Family, double Weight, string Config);

/// <summary>
/// Which item comes when in a run: draw n is a function of the seed and n alone, so a run that continues needs to remember
/// nothing but how many it has drawn. No item is drawn twice: n is also the item's index.
/// </summary>
public sealed class Mixture
{
    private readonly IReadOnlyList<MixtureEntry> _entries;
    private readonly ulong _seed;
    private readonly double _total;

    /// <exception cref="TaskFormatException">There are no entries, or a weight is not above 0.</exception>
    public Mixture(IReadOnlyList<MixtureEntry> entries, ulong seed)
    {
        if (entries.Count == 0)
            throw new TaskFormatException("The mixture is empty; it needs at least one family.");
        foreach (var entry in entries)
        {
            if (!(entry.Weight > 0) || double.IsInfinity(entry.Weight))
                throw new TaskFormatException($"The weight of {entry.Family} is {entry.Weight}; it must be a number above 0.");
        }

        _entries = entries;
        _seed = seed;
        _total = entries.Sum(e => e.Weight);
    }

    /// <summary>The training item of draw <paramref name="n"/>, from 0.</summary>
    public Handle Draw(long n)
    {
        var at = new Rng($"mixture|{_seed}|{n}").Unit() * _total;
        var i = 0;
        while (i < _entries.Count - 1 && (at -= _entries[i].Weight) >= 0)
            i++;
        return new Handle(_entries[i].Family, Split.Train, _seed, n, _entries[i].Config);
    }
}
