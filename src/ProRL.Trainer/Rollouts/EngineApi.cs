using System.Text.Json;
using System.Text.Json.Nodes;
using ProRL.Trainer.Recipes;

namespace ProRL.Trainer.Rollouts;

/// <summary>What a completion's request and answer, and a hand-over of weights, look like to one kind of engine.</summary>
internal abstract class EngineApi
{
    /// <summary>The path that completions are asked for at.</summary>
    public abstract string Completions { get; }

    public static EngineApi Of(EngineKind kind) => kind switch
    {
        EngineKind.Vllm => new VllmApi(),
        EngineKind.Sglang => new SglangApi(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The request for one completion. Every knob is sent: engines fill gaps from the model's generation_config.</summary>
    /// <param name="prompt">Token ids.</param>
    /// <param name="settings">How to sample.</param>
    /// <param name="ends">Token ids that end a completion.</param>
    /// <param name="seed">From 0 to 2³¹ − 1.</param>
    public abstract JsonObject Request(IReadOnlyList<int> prompt, SamplingSettings settings, IReadOnlyList<int> ends, int seed);

    /// <summary>The completion in an answer.</summary>
    /// <exception cref="FormatException">There is none; the message says what is missing, as the end of a sentence.</exception>
    public abstract EngineCompletion Read(JsonElement answer);

    /// <summary>The calls, in order, after which the engine samples from the weights in a folder.</summary>
    public abstract IReadOnlyList<(string Path, JsonObject Body)> Reload(string folder);

    /// <summary>What an answer to one of those calls says went wrong; null where all is well.</summary>
    public virtual string? Failure(JsonElement answer) => null;

    /// <summary>The knobs of sampling that both engines know by the same names.</summary>
    protected static JsonObject Knobs(SamplingSettings settings, IReadOnlyList<int> ends) => new()
    {
        ["n"] = 1,
        ["temperature"] = settings.Temperature,
        ["top_p"] = settings.TopP,
        ["top_k"] = settings.TopK == 0 ? -1 : settings.TopK,
        ["min_p"] = 0,
        ["repetition_penalty"] = 1,
        ["stop"] = Array(settings.Stop),
        ["stop_token_ids"] = Array(ends),
    };

    protected static JsonArray Array(IEnumerable<int> numbers) => new([.. numbers.Select(n => (JsonNode)n)]);

    protected static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);

    protected static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : throw new FormatException($"it has no {name}");

    protected static JsonElement List(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Array } list ? list : throw new FormatException($"{name} is no list");

    protected static int Token(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var id) && id >= 0 ? id : throw new FormatException("a token is no id");

    // Above zero only by rounding: a probability is at most one.
    protected static float LogProb(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetSingle(out var value) && float.IsFinite(value) && value < 1e-3f
            ? Math.Min(value, 0) : throw new FormatException("a log-probability is no number of at most 0");

    protected static bool Truncated(string? reason) => reason switch
    {
        "stop" => false,
        "length" => true,
        _ => throw new FormatException($"it ended for the reason '{reason}', which is neither stop nor length"),
    };
}

/// <param name="Tokens">The ids that were sampled, at least one.</param>
/// <param name="LogProbs">One for each.</param>
/// <param name="Truncated">Whether the token limit cut it off.</param>
internal readonly record struct EngineCompletion(int[] Tokens, float[] LogProbs, bool Truncated);
