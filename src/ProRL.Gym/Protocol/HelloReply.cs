using System.Text.Json;
using MessagePack;

namespace ProRL.Gym.Protocol;

/// <summary>Who answers, and what it takes.</summary>
/// <param name="Protocol">The version of the protocol; see <see cref="ProtocolLimits.ProtocolVersion"/>.</param>
/// <param name="Version">The version of the product.</param>
/// <param name="Families">How many families there are.</param>
/// <param name="Workers">How many answers are judged at a time.</param>
/// <param name="MaxMessageBytes">The largest message, in bytes.</param>
/// <param name="MaxDepth">The deepest nesting.</param>
/// <param name="MaxItems">The most items of one call, and the most that one connection may have waiting.</param>
public sealed record HelloReply(int Protocol, string Version, int Families, int Workers, long MaxMessageBytes, int MaxDepth, int MaxItems)
{
    internal void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(5);
        writer.Write("protocol");
        writer.Write(Protocol);
        writer.Write("version");
        writer.Write(Version);
        writer.Write("families");
        writer.Write(Families);
        writer.Write("workers");
        writer.Write(Workers);
        writer.Write("limits");
        writer.WriteMapHeader(3);
        writer.Write("message_bytes");
        writer.Write(MaxMessageBytes);
        writer.Write("depth");
        writer.Write(MaxDepth);
        writer.Write("items");
        writer.Write(MaxItems);
    }

    /// <exception cref="MessagePackSerializationException">The value is no such reply.</exception>
    internal static HelloReply Read(ReadOnlyMemory<byte> value)
    {
        try
        {
            var reply = MessagePackJson.ToJson(value);
            var limits = reply.GetProperty("limits");
            return new HelloReply(
                reply.GetProperty("protocol").GetInt32(),
                reply.GetProperty("version").GetString() ?? "",
                reply.GetProperty("families").GetInt32(),
                reply.GetProperty("workers").GetInt32(),
                limits.GetProperty("message_bytes").GetInt64(),
                limits.GetProperty("depth").GetInt32(),
                limits.GetProperty("items").GetInt32());
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or JsonException)
        {
            throw new MessagePackSerializationException("The peer does not answer hello as a gym server does.", e);
        }
    }
}
