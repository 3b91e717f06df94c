namespace ProRL.Trainer.Learning;

/// <summary>How rewards become advantages.</summary>
internal enum AdvantageKind
{
    /// <summary>(R − mean) / std within the group (GRPO, arXiv 2402.03300).</summary>
    Grpo,

    /// <summary>R − mean within the group (Dr. GRPO, arXiv 2503.20783).</summary>
    DrGrpo,

    /// <summary>R − the mean of the others in the group (RLOO, arXiv 2402.14740).</summary>
    Rloo,

    /// <summary>R − group mean, then normalised over the tokens of the whole batch (REINFORCE++-baseline, arXiv 2501.03262).</summary>
    ReinforcePlusPlusBaseline,
}

internal static class Advantages
{
    // Keeps a group whose rewards differ by rounding alone from blowing up.
    private const double Epsilon = 1e-6;

    /// <summary>One advantage per rollout.</summary>
    /// <param name="rewards">One reward per rollout.</param>
    /// <param name="groups">The group id of each rollout.</param>
    /// <param name="lengths">Completion tokens of each rollout, which weigh the batch statistics.</param>
    /// <param name="kind">Which formula.</param>
    public static double[] From(ReadOnlySpan<double> rewards, ReadOnlySpan<int> groups, ReadOnlySpan<int> lengths, AdvantageKind kind)
    {
        var advantages = new double[rewards.Length];
        var byGroup = new SortedDictionary<int, List<int>>();
        for (var i = 0; i < groups.Length; i++)
        {
            if (!byGroup.TryGetValue(groups[i], out var members)) byGroup[groups[i]] = members = [];
            members.Add(i);
        }

        foreach (var members in byGroup.Values)
        {
            double mean = 0, variance = 0;
            foreach (var i in members) mean += rewards[i] / members.Count;
            foreach (var i in members) variance += (rewards[i] - mean) * (rewards[i] - mean) / members.Count;
            var scale = kind switch
            {
                AdvantageKind.Grpo => 1 / (Math.Sqrt(variance) + Epsilon),
                // R − mean of the others = (R − mean) · n / (n − 1).
                AdvantageKind.Rloo => members.Count / Math.Max(1.0, members.Count - 1),
                _ => 1,
            };
            foreach (var i in members) advantages[i] = (rewards[i] - mean) * scale;
        }

        if (kind == AdvantageKind.ReinforcePlusPlusBaseline) NormaliseOverTokens(advantages, lengths);
        return advantages;
    }

    private static void NormaliseOverTokens(double[] advantages, ReadOnlySpan<int> lengths)
    {
        double tokens = 0, sum = 0, squares = 0;
        for (var i = 0; i < advantages.Length; i++)
        {
            tokens += lengths[i];
            sum += lengths[i] * advantages[i];
        }
        var mean = sum / tokens;
        for (var i = 0; i < advantages.Length; i++) squares += lengths[i] * (advantages[i] - mean) * (advantages[i] - mean);
        var std = Math.Sqrt(squares / tokens) + Epsilon;
        for (var i = 0; i < advantages.Length; i++) advantages[i] = (advantages[i] - mean) / std;
    }
}
