using System.Text.Json;
using System.Text.Json.Nodes;
using ProRL.Verifiers;

namespace ProRL.Gym.Protocol;

/// <summary>
/// A verdict as one JSON object of a file:
/// <c>{"id","status","score","extracted","reason","proof","components","work_us","version"}</c>. All keys are always
/// there, null where they don't apply.
/// </summary>
internal static class VerdictJson
{
    public static void Write(Utf8JsonWriter json, JsonNode? id, Verdict verdict)
    {
        json.WriteStartObject();
        json.WritePropertyName("id"u8);
        if (id is null)
            json.WriteNullValue();
        else
            id.WriteTo(json);
        json.WriteString("status"u8, VerdictText.Name(verdict.Status));
        if (verdict.Score is { } score)
            json.WriteNumber("score"u8, score);
        else
            json.WriteNull("score"u8);
        json.WriteString("extracted"u8, verdict.Extracted);
        json.WriteString("reason"u8, verdict.Reason);
        json.WriteString("proof"u8, VerdictText.Name(verdict.Proof));
        if (verdict.Components is null)
        {
            json.WriteNull("components"u8);
        }
        else
        {
            json.WriteStartObject("components"u8);
            foreach (var (name, value) in verdict.Components)
                json.WriteNumber(name, value);
            json.WriteEndObject();
        }

        json.WriteNumber("work_us"u8, verdict.WorkMicroseconds);
        json.WriteString("version"u8, verdict.Version);
        json.WriteEndObject();
    }
}
