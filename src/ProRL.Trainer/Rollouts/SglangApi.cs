using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProRL.Trainer.Rollouts;

/// <summary>
/// SGLang's own endpoints: its OpenAI-compatible one does not tell token ids. Its log-probabilities are those it samples
/// from, temperature applied, unless it runs with <c>SGLANG_RETURN_ORIGINAL_LOGPROB</c>. A seed has an effect only under
/// <c>--enable-deterministic-inference</c>.
/// </summary>
internal sealed class SglangApi : EngineApi
{
    public override string Completions => "/generate";

    public override JsonObject Request(IReadOnlyList<int> prompt, SamplingSettings settings, IReadOnlyList<int> ends, int seed)
    {
        var knobs = Knobs(settings, ends);
        knobs["max_new_tokens"] = settings.MaxTokens;
        knobs["no_stop_trim"] = true;
        knobs["sampling_seed"] = seed;
        return new JsonObject { ["input_ids"] = Array(prompt), ["sampling_params"] = knobs, ["return_logprob"] = true, ["stream"] = false };
    }

    public override EngineCompletion Read(JsonElement answer)
    {
        var meta = Member(answer, "meta_info");
        var tokens = new List<int>();
        var logProbs = new List<float>();
        // Each [log-probability, id, text or null].
        foreach (var token in List(meta, "output_token_logprobs").EnumerateArray())
        {
            if (token.ValueKind != JsonValueKind.Array || token.GetArrayLength() < 2) throw new FormatException("output_token_logprobs has an entry without an id");
            logProbs.Add(LogProb(token[0]));
            tokens.Add(Token(token[1]));
        }
        var reason = Member(Member(meta, "finish_reason"), "type");
        return new EngineCompletion([.. tokens], [.. logProbs], Truncated(reason.ValueKind == JsonValueKind.String ? reason.GetString() : null));
    }

    public override IReadOnlyList<(string Path, JsonObject Body)> Reload(string folder) =>
        [("/update_weights_from_disk", new JsonObject { ["model_path"] = folder, ["flush_cache"] = true })];

    // A failed update may come with the status 200.
    public override string? Failure(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("success", out var success) && success.ValueKind == JsonValueKind.False
            ? answer.TryGetProperty("message", out var message) ? message.ToString() : "it gives no reason"
            : null;
}
