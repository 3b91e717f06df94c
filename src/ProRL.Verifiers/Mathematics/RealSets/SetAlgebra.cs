namespace ProRL.Verifiers.Mathematics.RealSets;

/// <summary>Unions, intersections and complements of sets whose ends can be ordered; null where they can't.</summary>
internal sealed class SetAlgebra(Ordering ordering)
{
    // What people write has a handful of parts.
    private const int MaxParts = 64;

    /// <summary>The parts in order, with overlapping and touching ones joined and empty ones dropped.</summary>
    public RealSet? Normalize(RealSet set)
    {
        if (set.Parts.Count > MaxParts)
            return null;
        var parts = new List<Interval>(set.Parts.Count);
        foreach (var part in set.Parts)
        {
            if (ordering.Compare(part.Low, part.High) is not { } sign)
                return null;

            // An interval from right to left is a point or a mistake.
            if (sign > 0)
                return null;
            if (sign < 0 || part.LowClosed && part.HighClosed)
                parts.Add(part);
        }

        // Insertion by lower end: the comparison may fail, so no library sort.
        for (var i = 1; i < parts.Count; i++)
        {
            for (var j = i; j > 0; j--)
            {
                if (CompareLows(parts[j - 1], parts[j]) is not { } sign)
                    return null;
                if (sign <= 0)
                    break;
                (parts[j - 1], parts[j]) = (parts[j], parts[j - 1]);
            }
        }

        var joined = new List<Interval>(parts.Count);
        foreach (var part in parts)
        {
            if (joined.Count > 0)
            {
                var last = joined[^1];
                if (ordering.Compare(last.High, part.Low) is not { } gap)
                    return null;
                if (gap > 0 || gap == 0 && (last.HighClosed || part.LowClosed))
                {
                    if (ordering.Compare(last.High, part.High) is not { } top)
                        return null;
                    joined[^1] = top switch
                    {
                        < 0 => last with { High = part.High, HighClosed = part.HighClosed },
                        0 => last with { HighClosed = last.HighClosed || part.HighClosed },
                        _ => last,
                    };
                    continue;
                }
            }

            joined.Add(part);
        }

        return new RealSet(joined);
    }

    public RealSet? Union(RealSet a, RealSet b) => Normalize(new RealSet([.. a.Parts, .. b.Parts]));

    public RealSet? Complement(RealSet set)
    {
        if (Normalize(set) is not { } normal)
            return null;
        var parts = new List<Interval>();
        var (low, closed) = (Infinities.Minus, false);
        foreach (var part in normal.Parts)
        {
            parts.Add(new Interval(low, closed, part.Low, !part.LowClosed && Infinities.Sign(part.Low) == 0));
            (low, closed) = (part.High, !part.HighClosed && Infinities.Sign(part.High) == 0);
        }

        parts.Add(new Interval(low, closed, Infinities.Plus, false));
        return Normalize(new RealSet([.. parts.Where(p => Infinities.Sign(p.Low) <= 0 && Infinities.Sign(p.High) >= 0)]));
    }

    /// <summary>De Morgan: A ∩ B is the complement of the union of the complements.</summary>
    public RealSet? Intersect(RealSet a, RealSet b) =>
        Complement(a) is { } x && Complement(b) is { } y && Union(x, y) is { } union ? Complement(union) : null;

    public RealSet? Subtract(RealSet a, RealSet b) => Complement(b) is { } outside ? Intersect(a, outside) : null;

    private int? CompareLows(Interval a, Interval b) => ordering.Compare(a.Low, b.Low) switch
    {
        0 => a.LowClosed == b.LowClosed ? 0 : a.LowClosed ? -1 : 1,
        var sign => sign,
    };
}
