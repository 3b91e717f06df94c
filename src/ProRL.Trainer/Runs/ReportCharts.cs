using ScottPlot;

namespace ProRL.Trainer.Runs;

/// <summary>The report's charts, as SVG.</summary>
internal static class ReportCharts
{
    private const int Width = 560;
    private const int Height = 300;
    private const int FewLines = 3;
    private const int LegendWidth = 280;
    private const int LegendLine = 22;

    /// <summary>Every chart that there are numbers for, with its title.</summary>
    public static IEnumerable<string> All(ReportData data)
    {
        (string Title, string Phase, (string Name, string Label)[] Lines)[] charts =
        [
            ("Held-out mean score", "evaluation", ByFamily(data, "evaluation", "score/")),
            ("Reward of rollouts", "policy", ByFamily(data, "policy", "reward/")),
            ("KL to the reference, per token (k3)", "policy", [("policy/kl", "KL")]),
            ("Entropy, nats per token", "policy", [("policy/entropy", "entropy")]),
            ("Share of tokens clipped", "policy", [("policy/clip_low_share", "below 1 − ε_low"), ("policy/clip_high_share", "above 1 + ε_high")]),
            ("Completion length, tokens", "policy", [("length/mean", "mean"), ("length/max", "max")]),
            ("Share of groups with equal rewards", "policy", [("groups/equal_share", "equal")]),
            ("Loss of the warm-up", "warm_up", [("warm_up/loss", "loss")]),
        ];
        return charts.Select(c => Draw(data, c.Title, c.Phase, c.Lines)).OfType<string>();
    }

    private static (string, string)[] ByFamily(ReportData data, string phase, string prefix) =>
        [.. data.Names(phase, prefix).Where(n => n != prefix + "std").Select(n => (n, n[prefix.Length..]))];

    private static string? Draw(ReportData data, string title, string phase, (string Name, string Label)[] lines)
    {
        using var plot = new Plot();
        var drawn = 0;
        foreach (var (name, label) in lines)
        {
            var (steps, values) = data.Series(phase, name);
            if (steps.Length == 0) continue;
            var line = plot.Add.Scatter(steps, values);
            line.LegendText = label;
            line.MarkerSize = phase == "evaluation" ? 5 : 0;
            line.LineWidth = label == "mean" && lines.Length > 2 ? 3 : 1.5f;
            drawn++;
        }
        if (drawn == 0) return null;
        if (phase != "warm_up")
            foreach (var reset in data.Resets) plot.Add.VerticalLine(reset, 1, Colors.Gray, LinePattern.Dashed);
        plot.Title(title, 14);
        plot.XLabel(phase == "warm_up" ? "warm-up step" : "policy step", 12);
        if (drawn == 1) return plot.GetSvgXml(Width, Height);
        // A long list of names beside the plot leaves the plot its size.
        plot.ShowLegend(drawn > FewLines ? Edge.Right : Edge.Bottom);
        return drawn > FewLines ? plot.GetSvgXml(Width + LegendWidth, Math.Max(Height, (drawn + 3) * LegendLine)) : plot.GetSvgXml(Width, Height + 60);
    }
}
