using MessagePack;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Protocol;

/// <summary>
/// An item as a map on the wire: <c>{"handle","family","prompt","difficulty"}</c>, and with them <c>answer</c>,
/// <c>metadata</c> and <c>demonstration</c> where there are any. A prompt is a text or a list of
/// <c>{"role","content"}</c>.
/// </summary>
internal static class SampledItemMap
{
    public static void Write(ref MessagePackWriter writer, SampledItem item)
    {
        writer.WriteMapHeader(4 + (item.Answer is null ? 0 : 1) + (item.Metadata is null ? 0 : 1) + (item.Demonstration is null ? 0 : 1));
        writer.Write("handle");
        writer.Write(item.Handle);
        writer.Write("family");
        writer.Write(item.Family);
        writer.Write("prompt");
        WritePrompt(ref writer, item.Prompt);
        writer.Write("difficulty");
        writer.Write(item.Difficulty);
        if (item.Answer is not null)
        {
            writer.Write("answer");
            writer.Write(item.Answer);
        }

        if (item.Metadata is { } metadata)
        {
            writer.Write("metadata");
            MessagePackJson.Write(ref writer, metadata);
        }

        if (item.Demonstration is not null)
        {
            writer.Write("demonstration");
            writer.Write(item.Demonstration);
        }
    }

    /// <exception cref="MessagePackSerializationException">The map is no item.</exception>
    public static SampledItem Read(ReadOnlyMemory<byte> bytes, ref MessagePackReader reader)
    {
        string? handle = null, family = null, answer = null, demonstration = null;
        Prompt? prompt = null;
        double difficulty = 0;
        System.Text.Json.JsonElement? metadata = null;
        for (var n = reader.ReadMapHeader(); n > 0; n--)
        {
            switch (reader.ReadString())
            {
                case "handle": handle = reader.ReadString(); break;
                case "family": family = reader.ReadString(); break;
                case "prompt": prompt = ReadPrompt(ref reader); break;
                case "difficulty": difficulty = reader.ReadDouble(); break;
                case "answer": answer = reader.ReadString(); break;
                case "metadata": metadata = MessagePackJson.ToJson(RpcMessage.Slice(bytes, ref reader)); break;
                case "demonstration": demonstration = reader.ReadString(); break;
                default: reader.Skip(); break;
            }
        }

        if (handle is null || family is null || prompt is null)
            throw new MessagePackSerializationException("An item lacks its handle, its family or its prompt.");
        return new SampledItem(handle, family, prompt, difficulty) { Answer = answer, Metadata = metadata, Demonstration = demonstration };
    }

    /// <summary>A text, or a list of <c>{"role","content"}</c>.</summary>
    public static void WritePrompt(ref MessagePackWriter writer, Prompt prompt)
    {
        if (prompt.Messages is not { } messages)
        {
            writer.Write(prompt.Text);
            return;
        }

        writer.WriteArrayHeader(messages.Count);
        foreach (var message in messages)
        {
            writer.WriteMapHeader(2);
            writer.Write("role");
            writer.Write(message.Role);
            writer.Write("content");
            writer.Write(message.Content);
        }
    }

    private static Prompt ReadPrompt(ref MessagePackReader reader)
    {
        if (reader.NextMessagePackType == MessagePackType.String)
            return reader.ReadString()!;
        var messages = new ChatMessage[reader.ReadArrayHeader()];
        for (var i = 0; i < messages.Length; i++)
        {
            string role = "", content = "";
            for (var n = reader.ReadMapHeader(); n > 0; n--)
            {
                switch (reader.ReadString())
                {
                    case "role": role = reader.ReadString() ?? ""; break;
                    case "content": content = reader.ReadString() ?? ""; break;
                    default: reader.Skip(); break;
                }
            }

            messages[i] = new ChatMessage(role, content);
        }

        return new Prompt(messages.LastOrDefault(m => m.Role == "user")?.Content ?? "", messages);
    }
}
