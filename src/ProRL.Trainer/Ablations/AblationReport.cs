using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ProRL.Trainer.Recipes;
using ProRL.Trainer.Runs;

namespace ProRL.Trainer.Ablations;

/// <summary>What an ablation found: as Markdown for people, as JSON for programs.</summary>
/// <param name="Seeds">The seeds.</param>
/// <param name="Runs">By arm, the base first, its runs by seed.</param>
/// <param name="Comparisons">One per arm.</param>
internal sealed record AblationReport(IReadOnlyList<long> Seeds, IReadOnlyList<(string Arm, IReadOnlyList<ArmRun> Runs)> Runs, IReadOnlyList<ArmComparison> Comparisons)
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // An interval over one seed has no bounds.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <param name="ablation">What was asked.</param>
    /// <param name="seeds">The seeds.</param>
    /// <param name="runs">By arm, the base first, its runs in the order of the seeds.</param>
    public static AblationReport Of(Ablation ablation, IReadOnlyList<long> seeds, IReadOnlyList<IReadOnlyList<ArmRun>> runs) => new(
        seeds,
        [.. ablation.Arms.Select(a => a.Name).Prepend(Ablation.Base).Zip(runs)],
        [.. ablation.Arms.Select((arm, i) => ArmComparison.Of(arm, runs[0], runs[i + 1]))]);

    public string Markdown()
    {
        var text = new StringBuilder();
        text.Append("| run | held-out score at the end | over all steps | entropy at the end | completions sampled |\n|---|---|---|---|---|\n");
        foreach (var (arm, runs) in Runs)
            text.Append(CultureInfo.InvariantCulture, $"| {arm} | {runs.Average(r => r.End):0.000} | {runs.Average(r => r.Area):0.000} | {runs.Average(r => r.Entropy):0.000} | {runs.Average(r => r.Completions):0} |\n");
        text.Append("\n| base less … | score at the end | score over all steps | entropy at the end | judged by, seed by seed |\n|---|---|---|---|---|\n");
        foreach (var c in Comparisons)
            text.Append(CultureInfo.InvariantCulture, $"| {c.Arm.Name} | {Cell(c.End)} | {Cell(c.Area)} | {Cell(c.Entropy)} | {(c.Arm.Measure == ArmMeasure.Entropy ? "entropy" : "score")}: {string.Join(", ", c.Seeds.Select(Signed))} |\n");
        text.Append('\n');
        foreach (var c in Comparisons) text.Append(CultureInfo.InvariantCulture, $"- **{c.Arm.Question}** Found elsewhere: {c.Arm.Finding} Here: {c.Sentence()}\n");
        text.Append(CultureInfo.InvariantCulture, $"\n{Caveat()}\n");
        return text.ToString();
    }

    public string Json() => JsonSerializer.Serialize(
        new
        {
            Seeds,
            Runs = Runs.Select(r => new
            {
                r.Arm,
                Seeds = r.Runs.Select(run => new { run.End, run.Area, run.Entropy, run.Completions }),
            }),
            Comparisons = Comparisons.Select(c => new
            {
                Arm = c.Arm.Name,
                c.Arm.Question,
                c.Arm.Finding,
                c.Arm.Measure,
                c.Arm.Set,
                c.End,
                c.Area,
                c.Entropy,
                c.Seeds,
                c.Judgement,
                Sentence = c.Sentence(),
            }),
            Caveat = Caveat(),
        },
        Format);

    private string Caveat() => FormattableString.Invariant(
        $"Means over {Seeds.Count} {(Seeds.Count == 1 ? "seed" : "seeds")}. In brackets, of scores: 95 % of 10,000 bootstrap resamples of the seeds and, within them, of the held-out items, base and arm paired by both; of entropies: Student's 95 % interval over the seeds. ")
        + (Seeds.Count == 1
            ? "With one seed those of scores cover the choice of items and nothing of the chance in training (a second seed may well turn a sign), and those of entropies have no bounds."
            : "With few seeds the former are narrower than they should be, and no correction is made for asking several questions: read a judgement as a hint where an interval ends near 0.")
        + " Entropies are those of the distribution that was sampled from, so they are not comparable between temperatures.";

    private static string Cell(Interval interval) => $"{Signed(interval.Mean)} [{Signed(interval.Low)}, {Signed(interval.High)}]";

    private static string Signed(double value) => FormattableString.Invariant($"{value:+0.000;-0.000;0.000}");
}
