using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProRL.Trainer.Rollouts;

/// <summary>
/// vLLM's OpenAI-compatible server. It has to run with <c>VLLM_SERVER_DEV_MODE=1</c>, which opens the endpoint that reloads
/// weights, and <c>--logprobs-mode processed_logprobs</c>: by default its log-probabilities leave out the temperature.
/// </summary>
internal sealed class VllmApi : EngineApi
{
    private const string IdPrefix = "token_id:";

    public override string Completions => "/v1/completions";

    public override JsonObject Request(IReadOnlyList<int> prompt, SamplingSettings settings, IReadOnlyList<int> ends, int seed) => new()
    {
        ["prompt"] = Array(prompt),
        ["n"] = 1,
        ["max_tokens"] = settings.MaxTokens,
        ["temperature"] = settings.Temperature,
        ["top_p"] = settings.TopP,
        ["top_k"] = settings.TopK == 0 ? -1 : settings.TopK,
        ["min_p"] = 0,
        ["repetition_penalty"] = 1,
        ["stop"] = Array(settings.Stop),
        ["include_stop_str_in_output"] = true,
        ["stop_token_ids"] = Array(ends),
        ["seed"] = seed,
        ["logprobs"] = 1,
        // Two ways to learn the ids: older servers know only the second.
        ["return_token_ids"] = true,
        ["return_tokens_as_token_ids"] = true,
    };

    public override EngineCompletion Read(JsonElement answer)
    {
        var choices = List(answer, "choices");
        if (choices.GetArrayLength() != 1) throw new FormatException($"it has {choices.GetArrayLength()} choices instead of one");
        var choice = choices[0];
        var logProbs = Member(choice, "logprobs");
        int[] tokens = choice.TryGetProperty("token_ids", out var ids) && ids.ValueKind == JsonValueKind.Array
            ? [.. ids.EnumerateArray().Select(Token)]
            : [.. List(logProbs, "tokens").EnumerateArray().Select(NamedToken)];
        return new EngineCompletion(
            tokens,
            [.. List(logProbs, "token_logprobs").EnumerateArray().Select(LogProb)],
            Truncated(Member(choice, "finish_reason") is { ValueKind: JsonValueKind.String } reason ? reason.GetString() : null));
    }

    // The prefix cache holds keys and values of the old weights.
    public override IReadOnlyList<(string Path, JsonObject Body)> Reload(string folder) =>
    [
        ("/collective_rpc", new JsonObject { ["method"] = "reload_weights", ["kwargs"] = new JsonObject { ["weights_path"] = folder } }),
        ("/reset_prefix_cache", []),
    ];

    private static int NamedToken(JsonElement token) =>
        token.ValueKind == JsonValueKind.String && token.GetString() is { } name && name.StartsWith(IdPrefix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(IdPrefix.Length), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id)
            ? id : throw new FormatException("it tells no token ids");
}
