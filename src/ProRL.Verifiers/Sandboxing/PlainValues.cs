using System.Numerics;

namespace ProRL.Verifiers.Sandboxing;

/// <summary>Compares plain values by their contents.</summary>
public static class PlainValues
{
    // Finding partners costs the square of this.
    private const int MaxOutOfOrder = 2000;

    /// <summary>
    /// Whether two values have the same contents. Numbers are compared by value: NaN is NaN, 0 is -0, and a whole number
    /// of any size equals the number of the same value. The members of a record may stand in any order; the items of a
    /// set and the entries of a map too, up to 2,000 that are out of place.
    /// </summary>
    public static bool Same(PlainValue a, PlainValue b) => (a, b) switch
    {
        (PlainValue.Number x, PlainValue.Number y) => x.Value == y.Value || double.IsNaN(x.Value) && double.IsNaN(y.Value),
        (PlainValue.Number x, PlainValue.Whole y) => SameWhole(x.Value, y.Value),
        (PlainValue.Whole x, PlainValue.Number y) => SameWhole(y.Value, x.Value),
        (PlainValue.List x, PlainValue.List y) => SameItems(x.Items, y.Items),
        (PlainValue.Record x, PlainValue.Record y) => SameMembers(x.Members, y.Members),
        (PlainValue.UniqueItems x, PlainValue.UniqueItems y) => SameInAnyOrder(x.Items, y.Items, Same),
        (PlainValue.Map x, PlainValue.Map y) => SameInAnyOrder(x.Entries, y.Entries, (e, f) => Same(e.Key, f.Key) && Same(e.Value, f.Value)),
        (PlainValue.Moment x, PlainValue.Moment y) => x.Milliseconds.Equals(y.Milliseconds),
        _ => a.Equals(b),
    };

    private static bool SameWhole(double number, BigInteger whole) =>
        double.IsFinite(number) && double.IsInteger(number) && new BigInteger(number) == whole;

    private static bool SameItems(IReadOnlyList<PlainValue> a, IReadOnlyList<PlainValue> b)
    {
        if (a.Count != b.Count)
            return false;
        for (var i = 0; i < a.Count; i++)
        {
            if (!Same(a[i], b[i]))
                return false;
        }

        return true;
    }

    // Each item must find a partner of its own; equal items at equal places are paired without a search.
    private static bool SameInAnyOrder<T>(IReadOnlyList<T> a, IReadOnlyList<T> b, Func<T, T, bool> same)
    {
        if (a.Count != b.Count)
            return false;
        var left = Enumerable.Range(0, a.Count).Where(i => !same(a[i], b[i])).ToArray();
        if (left.Length > MaxOutOfOrder)
            return false;
        var free = left.ToList();
        return left.All(i => free.FindIndex(j => same(a[i], b[j])) is var at && at >= 0 && Removed(free, at));
    }

    private static bool Removed(List<int> free, int at)
    {
        free.RemoveAt(at);
        return true;
    }

    private static bool SameMembers(IReadOnlyList<KeyValuePair<string, PlainValue>> a, IReadOnlyList<KeyValuePair<string, PlainValue>> b)
    {
        if (a.Count != b.Count)
            return false;
        var others = new Dictionary<string, PlainValue>(StringComparer.Ordinal);
        foreach (var (key, value) in b)
            others[key] = value;
        return a.All(m => others.TryGetValue(m.Key, out var other) && Same(m.Value, other));
    }
}
