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

    public override JsonObject Request(IReadOnlyList<int> prompt, SamplingSettings settings, IReadOnlyList<int> ends, int seed)
    {
        var request = Knobs(settings, ends);
        request["prompt"] = Array(prompt);
        request["max_tokens"] = settings.MaxTokens;
        request["include_stop_str_in_output"] = true;
        request["seed"] = seed;
        request["logprobs"] = 1;
        // Two ways to learn the ids: older servers know only the second.
        request["return_token_ids"] = true;
        request["return_tokens_as_token_ids"] = true;
        return request;
    }

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
