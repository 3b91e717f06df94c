using System.Text.Json;
using System.Text.Json.Nodes;
using MessagePack;
using ProRL.Verifiers;

namespace ProRL.Gym.Protocol;

/// <summary>
/// A verdict as a map on the wire:
/// <c>{"id","status","score","extracted","reason","proof","components","queue_us","work_us","version"}</c>. All keys but
/// <c>id</c> are always there, nil where they don't apply; <c>id</c> only where the row had one.
/// </summary>
internal static class VerdictMap
{
    public static void Write(ref MessagePackWriter writer, JsonNode? id, Verdict verdict)
    {
        writer.WriteMapHeader(id is null ? 9 : 10);
        if (id is not null)
        {
            writer.Write("id");
            MessagePackJson.Write(ref writer, id.GetValue<JsonElement>());
        }

        writer.Write("status");
        writer.Write(VerdictText.Name(verdict.Status));
        writer.Write("score");
        writer.WriteOptional(verdict.Score);
        writer.Write("extracted");
        writer.Write(verdict.Extracted);
        writer.Write("reason");
        writer.Write(verdict.Reason);
        writer.Write("proof");
        writer.Write(VerdictText.Name(verdict.Proof));
        writer.Write("components");
        WriteComponents(ref writer, verdict.Components);
        writer.Write("queue_us");
        writer.Write(verdict.QueueMicroseconds);
        writer.Write("work_us");
        writer.Write(verdict.WorkMicroseconds);
        writer.Write("version");
        writer.Write(verdict.Version);
    }

    /// <exception cref="MessagePackSerializationException">The map is no verdict, or contradicts itself.</exception>
    public static Verdict Read(ref MessagePackReader reader)
    {
        string? status = null, extracted = null, reason = null, proof = null, version = null;
        double? score = null;
        long queue = 0, work = 0;
        Dictionary<string, double>? components = null;
        for (var n = reader.ReadMapHeader(); n > 0; n--)
        {
            switch (reader.ReadString())
            {
                case "status": status = reader.ReadString(); break;
                case "score": score = reader.TryReadNil() ? null : reader.ReadDouble(); break;
                case "extracted": extracted = reader.ReadString(); break;
                case "reason": reason = reader.ReadString(); break;
                case "proof": proof = reader.ReadString(); break;
                case "components": components = ReadComponents(ref reader); break;
                case "queue_us": queue = reader.ReadInt64(); break;
                case "work_us": work = reader.ReadInt64(); break;
                case "version": version = reader.ReadString(); break;
                default: reader.Skip(); break;
            }
        }

        if (VerdictText.Status(status) is not { } known)
            throw new MessagePackSerializationException($"'{status}' is no status of a verdict.");
        try
        {
            return Verdict.FromParts(known, score, reason ?? "", extracted) with
            {
                Proof = VerdictText.Proof(proof),
                Components = components,
                QueueMicroseconds = queue,
                WorkMicroseconds = work,
                Version = version,
            };
        }
        catch (ArgumentException e)
        {
            throw new MessagePackSerializationException(e.Message, e);
        }
    }

    private static void WriteComponents(ref MessagePackWriter writer, IReadOnlyDictionary<string, double>? components)
    {
        if (components is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteMapHeader(components.Count);
        foreach (var (name, value) in components)
        {
            writer.Write(name);
            writer.Write(value);
        }
    }

    private static Dictionary<string, double>? ReadComponents(ref MessagePackReader reader)
    {
        if (reader.TryReadNil())
            return null;
        var components = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var n = reader.ReadMapHeader(); n > 0; n--)
            components[reader.ReadString() ?? ""] = reader.ReadDouble();
        return components;
    }
}
