namespace ProRL.Trainer.Rollouts;

/// <summary>Top-k and nucleus: zeroes all weights but the largest, found by partial selection, without sorting. Not thread-safe.</summary>
internal sealed class LargestWeights(int topK, double topP, int vocabulary)
{
    private readonly int _count = topK == 0 ? vocabulary : Math.Min(topK, vocabulary);
    private readonly float[] _candidates = topK == 0 && topP >= 1 ? [] : new float[vocabulary];

    /// <summary>
    /// Keeps the k largest weights, and of these the fewest largest whose sum is at least p of theirs; of equal ones
    /// those of lower ids. Returns false where that is all of them and nothing had to be done.
    /// </summary>
    /// <param name="weights">Not negative.</param>
    /// <param name="total">Their sum.</param>
    public bool Keep(Span<float> weights, double total)
    {
        if (_count == weights.Length && topP >= 1) return false;
        var cut = default(Threshold);
        var held = weights.Length;
        if (_count < weights.Length)
        {
            weights.CopyTo(_candidates);
            cut = Select(_candidates, _count, mass: false);
            held = _count;
            total = Measure(_candidates.AsSpan(0, held), mass: true);
        }
        else
        {
            held = Prune(weights, (1 - topP) * total / weights.Length);
        }
        if (topP < 1) cut = Select(_candidates.AsSpan(0, held), topP * total, mass: true);

        var ties = cut.Ties;
        foreach (ref var weight in weights)
            if (!(weight > cut.Weight || (weight == cut.Weight && ties-- > 0))) weight = 0;
        return true;
    }

    // Weights below (1 − p) · total / n can't sum up to more than (1 − p) · total: the nucleus is among the others.
    private int Prune(ReadOnlySpan<float> weights, double least)
    {
        var held = 0;
        foreach (var weight in weights)
            if (weight >= least) _candidates[held++] = weight;
        return held;
    }

    // Quickselect: moves the fewest largest values that together measure at least `need` to the front.
    private static Threshold Select(Span<float> values, double need, bool mass)
    {
        var (low, high) = (0, values.Length);
        while (true)
        {
            var pivot = MedianOfThree(values[low], values[(low + high) / 2], values[high - 1]);
            var (equal, i, below) = (low, low, high);
            while (i < below)
            {
                if (values[i] > pivot)
                {
                    (values[equal], values[i]) = (values[i], values[equal]);
                    equal++;
                    i++;
                }
                else if (values[i] < pivot)
                {
                    below--;
                    (values[i], values[below]) = (values[below], values[i]);
                }
                else
                {
                    i++;
                }
            }
            var larger = Measure(values[low..equal], mass);
            var same = Measure(values[equal..below], mass);
            if (larger >= need)
            {
                high = equal;
            }
            else if (larger + same >= need || below == high)
            {
                var each = mass ? pivot : 1;
                return new Threshold(pivot, (int)Math.Clamp(Math.Ceiling((need - larger) / each), 1, below - equal));
            }
            else
            {
                need -= larger + same;
                low = below;
            }
        }
    }

    private static double Measure(ReadOnlySpan<float> values, bool mass)
    {
        if (!mass) return values.Length;
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum;
    }

    private static float MedianOfThree(float a, float b, float c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));

    /// <summary>All above <see cref="Weight"/>, and as many equal to it.</summary>
    private readonly record struct Threshold(float Weight, int Ties);
}
