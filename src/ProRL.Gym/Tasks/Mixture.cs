namespace ProRL.Gym.Tasks;

/// <summary>
/// Deals the items of a run to families in proportion to their weights, each family's from index 0 on, none twice. What was
/// dealt is all that a run needs to remember to continue.
/// </summary>
public sealed class Mixture
{
    private readonly double[] _weights;
    private readonly long[] _dealt;

    /// <param name="weights">One per family, above 0.</param>
    /// <param name="dealt">Items dealt so far, one count per family.</param>
    /// <exception cref="ArgumentException">There are no families, a weight is not above 0, or the counts are not as many.</exception>
    public Mixture(IEnumerable<double> weights, IReadOnlyList<long> dealt)
    {
        _weights = [.. weights];
        _dealt = [.. dealt];
        if (_weights.Length == 0 || _weights.Length != _dealt.Length)
            throw new ArgumentException($"A mixture of {_weights.Length} families can't continue from {_dealt.Length} counts; it needs at least one family and a count for each.", nameof(dealt));
        if (_weights.FirstOrDefault(w => !(w > 0) || double.IsInfinity(w), 1) is var wrong and not 1)
            throw new ArgumentException($"A weight is {wrong}; it must be a number above 0.", nameof(weights));
    }

    /// <summary>Items dealt so far, one count per family.</summary>
    public IReadOnlyList<long> Dealt => [.. _dealt];

    /// <summary>The next items: for each family its first index and how many. Ties go to the earlier family.</summary>
    public (long Start, int Count)[] Next(int items)
    {
        long[] starts = [.. _dealt];
        for (var n = 0; n < items; n++)
        {
            var neediest = 0;
            for (var f = 1; f < _weights.Length; f++)
            {
                if ((_dealt[f] + 1) / _weights[f] < (_dealt[neediest] + 1) / _weights[neediest])
                    neediest = f;
            }

            _dealt[neediest]++;
        }

        return [.. starts.Select((start, f) => (start, (int)(_dealt[f] - start)))];
    }
}
