using System.Text.Json;

namespace ProRL.Gym.Protocol;

/// <summary>
/// An item as a row of a file, <c>{"id","family","prompt","difficulty","answer","metadata","demonstration"}</c>, without
/// the keys that have no value. The id is the handle; the row with a <c>response</c> can be verified.
/// </summary>
internal static class SampledItemJson
{
    public static void Write(Utf8JsonWriter json, SampledItem item)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, item.Handle);
        json.WriteString("family"u8, item.Family);
        if (item.Prompt.Messages is { } messages)
        {
            json.WriteStartArray("prompt"u8);
            foreach (var message in messages)
            {
                json.WriteStartObject();
                json.WriteString("role"u8, message.Role);
                json.WriteString("content"u8, message.Content);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
        else
        {
            json.WriteString("prompt"u8, item.Prompt.Text);
        }

        json.WriteNumber("difficulty"u8, item.Difficulty);
        if (item.Answer is not null)
            json.WriteString("answer"u8, item.Answer);
        if (item.Metadata is { } metadata)
        {
            json.WritePropertyName("metadata"u8);
            metadata.WriteTo(json);
        }

        if (item.Demonstration is not null)
            json.WriteString("demonstration"u8, item.Demonstration);
        json.WriteEndObject();
    }
}
