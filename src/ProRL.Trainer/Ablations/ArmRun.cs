using System.Text.Json.Nodes;
using ProRL.Trainer.Runs;

namespace ProRL.Trainer.Ablations;

/// <summary>What one held-out item scored in a run.</summary>
/// <param name="Family">The id of the recipe's family.</param>
/// <param name="Handle">The item's.</param>
/// <param name="End">Its mean score in the last evaluation.</param>
/// <param name="Area">Its mean score over the steps: the area under the curve of the evaluations, over the number of steps.</param>
internal sealed record ArmItem(string Family, string Handle, double End, double Area);

/// <summary>What a run of an ablation came to, read from its folder and that of the warm-up that it began with.</summary>
/// <param name="Items">The held-out items, family by family.</param>
/// <param name="Entropy">The mean of the last tenth of the steps, in nats per token at the temperature of sampling.</param>
/// <param name="Completions">Completions sampled for training.</param>
internal sealed record ArmRun(IReadOnlyList<ArmItem> Items, double Entropy, long Completions)
{
    public double End => Mean(i => i.End);

    public double Area => Mean(i => i.Area);

    public static ArmRun Read(RunFolder warmUp, RunFolder run, int samples)
    {
        var lines = Lines(warmUp.Evaluations).Where(l => (string?)l["label"] is TrainLoop.AfterWarmUp or TrainLoop.BeforePolicy).Concat(Lines(run.Evaluations));
        var curves = lines.Where(l => (int)l["samples"]! > 0).GroupBy(l => (Family: (string)l["family"]!, Handle: (string)l["handle"]!))
            .Select(item => (item.Key, Curve: item.Select(l => (Step: (int)l["step"]!, Score: (double)l["score"]!)).DistinctBy(p => p.Step).ToArray())).ToArray();
        // An item that a fault kept from being judged once has no curve to compare.
        var whole = curves.Max(c => c.Curve.Length);
        var steps = Lines(run.Metrics).Where(l => (string?)l["phase"] == "policy").ToArray();
        return new ArmRun(
            [.. curves.Where(c => c.Curve.Length == whole).Select(c => new ArmItem(c.Key.Family, c.Key.Handle, c.Curve[^1].Score, AreaUnder(c.Curve)))],
            steps.Skip(steps.Length - (steps.Length + 9) / 10).Select(l => (double)l["policy/entropy"]!).DefaultIfEmpty(0).Average(),
            steps.Sum(l => (long)l["groups/sampled"]! * samples));
    }

    /// <summary>The score over the steps, by the trapezoid rule, over their number.</summary>
    /// <param name="curve">Steps and scores, by rising step.</param>
    public static double AreaUnder(IReadOnlyList<(int Step, double Score)> curve)
    {
        if (curve.Count == 1) return curve[0].Score;
        var area = 0.0;
        for (var i = 1; i < curve.Count; i++) area += (curve[i].Step - curve[i - 1].Step) * (curve[i].Score + curve[i - 1].Score) / 2;
        return area / (curve[^1].Step - curve[0].Step);
    }

    private static IEnumerable<JsonObject> Lines(string path) => File.ReadLines(path).Select(l => JsonNode.Parse(l)!.AsObject());

    private double Mean(Func<ArmItem, double> of) => Items.GroupBy(i => i.Family).Average(f => f.Average(of));
}
