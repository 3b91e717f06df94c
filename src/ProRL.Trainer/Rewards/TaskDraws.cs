namespace ProRL.Trainer.Rewards;

/// <summary>
/// Deals tasks to families in proportion to their weights, each family's from index 0 on, none twice. What was dealt is
/// all there is to remember.
/// </summary>
internal sealed class TaskDraws
{
    private readonly double[] _weights;
    private readonly long[] _dealt;

    /// <param name="weights">One per family, above 0.</param>
    /// <param name="dealt">Tasks dealt so far, one count per family.</param>
    public TaskDraws(IEnumerable<double> weights, IReadOnlyList<long> dealt)
    {
        _weights = [.. weights];
        _dealt = [.. dealt];
    }

    public long[] Dealt => [.. _dealt];

    /// <summary>The next tasks: for each family its first index and how many. Ties go to the earlier family.</summary>
    public (long Start, int Count)[] Next(int tasks)
    {
        long[] starts = [.. _dealt];
        for (var n = 0; n < tasks; n++)
        {
            var neediest = 0;
            for (var f = 1; f < _weights.Length; f++)
                if ((_dealt[f] + 1) / _weights[f] < (_dealt[neediest] + 1) / _weights[neediest]) neediest = f;
            _dealt[neediest]++;
        }
        return [.. starts.Select((start, f) => (start, (int)(_dealt[f] - start)))];
    }
}
