using System.Globalization;
using System.Text;
using System.Text.Json;
using ProRL.Trainer.Recipes;

namespace ProRL.Trainer.Planning;

/// <summary>What a recipe asks of a device, before anything starts.</summary>
/// <param name="Size">The model.</param>
/// <param name="Recipe">The recipe.</param>
/// <param name="Device">The device.</param>
/// <param name="Assumed">What is assumed.</param>
/// <param name="Stages">Stage by stage.</param>
internal sealed record RunEstimate(ModelSize Size, Recipe Recipe, ComputeDevice Device, Assumptions Assumed, IReadOnlyList<StageEstimate> Stages)
{
    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    public double PeakBytes => Stages.Max(s => s.Memory.Peak);

    public bool Fits => PeakBytes <= Device.MemoryBytes;

    public double Seconds => Stages.Sum(s => s.Seconds);

    /// <param name="recipe">The recipe.</param>
    /// <param name="size">Its model.</param>
    /// <param name="device">Where it would run.</param>
    /// <param name="assumed">What is assumed.</param>
    public static RunEstimate Of(Recipe recipe, ModelSize size, ComputeDevice device, Assumptions assumed) =>
        new(size, recipe, device, assumed, [.. recipe.Stages.Select(s => StageEstimate.Of(s, size, device, assumed))]);

    public string Text()
    {
        var text = new StringBuilder();
        Line($"Model: {Size.Parameters:#,0} parameters{(Size.Trained == Size.Parameters ? "" : $", of which {Size.Trained:#,0} are trained")}, {(Recipe.Model.Dtype == ModelDtype.Bfloat16 ? "bfloat16" : "float32")}.");
        Line($"Device: {Device.Name}, {Bytes(Device.MemoryBytes)}, {Flops / 1e12:0.##} TFLOP/s, {Device.BytesPerSecond / 1e9:#,0.#} GB/s.");
        foreach (var stage in Stages)
        {
            var (m, s) = (stage.Memory, stage);
            Line($"");
            Line($"{(s.Name.Length == 0 ? "Steps" : $"Stage {s.Name}")}: {s.Steps:#,0} steps at most, {Time(s.StepSeconds)} each, {Time(s.Seconds)} in all.");
            Line($"  memory   {Bytes(m.Peak)} at most: weights {Bytes(m.Weights)}, float32 copies {Bytes(m.Masters)}, reference {Bytes(m.Reference)}, optimizer {Bytes(m.Optimizer)}, gradients {Bytes(m.Gradients)}{(m.Host > 0 ? $", and {Bytes(m.Host)} of the optimizer in main memory" : "")};");
            Line($"           then in turns: activations {Bytes(m.Activations)} and logits {Bytes(m.Logits)}, or the sampler's cache {Bytes(m.Cache)}.{(m.Peak <= Device.MemoryBytes ? "" : " DOES NOT FIT.")}");
            Line($"  a step   {s.Completions:#,0} completions with {s.SampledTokens:#,0} tokens sampled in {Time(s.SamplingSeconds)}; {s.TrainedTokens:#,0} tokens trained in {Time(s.TrainingSeconds)}; reference and old policy {Time(s.ScoringSeconds)}.");
            Line($"  verdicts {s.VerdictsPerSecond:0.##} a second while sampling.");
            if (s.Evaluations > 0) Line($"  on the way {s.Evaluations} evaluations, {Time(s.EvaluationSeconds)} each.");
        }
        Line($"");
        Line($"In all {Time(Seconds)}; memory {(Fits ? "fits" : "does not fit")}: {Bytes(PeakBytes)} of {Bytes(Device.MemoryBytes)}.");
        foreach (var line in Stated()) Line($"{line}");
        return text.ToString();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    public string Json() => JsonSerializer.Serialize(
        new
        {
            Size.Parameters,
            Size.Trained,
            Device = new { Device.Name, Device.MemoryBytes, Flops, Device.BytesPerSecond },
            Fits,
            PeakBytes,
            Seconds,
            Stages,
            Assumed,
        },
        Format);

    private double Flops => Recipe.Model.Dtype == ModelDtype.Bfloat16 ? Device.HalfFlops : Device.SingleFlops;

    private string[] Stated() =>
    [
        FormattableString.Invariant($"Estimated, not measured. Assumed: passes over sequences reach {100 * Assumed.TrainingShare:0} % of the peak and decoding {100 * Assumed.DecodingShare:0} % of the bandwidth;"),
        FormattableString.Invariant($"completions are {100 * Assumed.LengthShare:0} % of the limit long, prompts {Assumed.PromptTokens} tokens or what the model leaves for them; {100 * Assumed.EqualShare:0} % of groups have equal rewards."),
        ..Recipe.Engine.IsUsed ? new[] { "The engine samples on a device of its own; its time is reckoned as if that were a second one of this kind." } : [],
        "Left out: waiting for verdicts, checkpoints, the warm-up, the evaluations between stages, what libtorch itself keeps, and the",
        "cost of its calls, which is most of the time of models below some million parameters.",
    ];

    private static string Bytes(double bytes) => bytes switch
    {
        >= 1e9 => FormattableString.Invariant($"{bytes / 1e9:0.0} GB"),
        >= 1e6 => FormattableString.Invariant($"{bytes / 1e6:0.0} MB"),
        0 => "0",
        _ => FormattableString.Invariant($"{bytes / 1e3:0.0} kB"),
    };

    private static string Time(double seconds) => seconds switch
    {
        >= 2 * 86400 => FormattableString.Invariant($"{seconds / 86400:0.0} days"),
        >= 2 * 3600 => FormattableString.Invariant($"{seconds / 3600:0.0} hours"),
        >= 120 => FormattableString.Invariant($"{seconds / 60:0.0} minutes"),
        0 => "0",
        _ => FormattableString.Invariant($"{seconds:0.##} s"),
    };
}
