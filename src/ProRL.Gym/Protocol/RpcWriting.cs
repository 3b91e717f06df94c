using System.Buffers;
using MessagePack;

namespace ProRL.Gym.Protocol;

/// <summary>Writes the envelopes of MessagePack-RPC around values that are already encoded.</summary>
internal static class RpcWriting
{
    /// <summary>What <c>nil</c> is, encoded.</summary>
    public static readonly byte[] Nil = [MessagePackCode.Nil];

    public static void WriteRequest(this IBufferWriter<byte> output, uint id, string method, ReadOnlySpan<byte> parameters)
    {
        var writer = new MessagePackWriter(output);
        writer.WriteArrayHeader(4);
        writer.Write((int)RpcKind.Request);
        writer.Write(id);
        writer.Write(method);
        WriteParameters(ref writer, parameters);
        writer.Flush();
    }

    public static void WriteNotification(this IBufferWriter<byte> output, string method, ReadOnlySpan<byte> parameters)
    {
        var writer = new MessagePackWriter(output);
        writer.WriteArrayHeader(3);
        writer.Write((int)RpcKind.Notification);
        writer.Write(method);
        WriteParameters(ref writer, parameters);
        writer.Flush();
    }

    /// <summary>Begins a response; its result is to be written next.</summary>
    public static void BeginResponse(ref MessagePackWriter writer, uint id)
    {
        writer.WriteArrayHeader(4);
        writer.Write((int)RpcKind.Response);
        writer.Write(id);
        writer.WriteNil();
    }

    public static void WriteResponse(this IBufferWriter<byte> output, uint id, ReadOnlySpan<byte> result)
    {
        var writer = new MessagePackWriter(output);
        BeginResponse(ref writer, id);
        writer.WriteRaw(result);
        writer.Flush();
    }

    public static void WriteError(this IBufferWriter<byte> output, uint id, string code, string message)
    {
        var writer = new MessagePackWriter(output);
        writer.WriteArrayHeader(4);
        writer.Write((int)RpcKind.Response);
        writer.Write(id);
        writer.WriteMapHeader(2);
        writer.Write("code");
        writer.Write(code);
        writer.Write("message");
        writer.Write(message);
        writer.WriteNil();
        writer.Flush();
    }

    /// <summary>The error of a response.</summary>
    public static GymException ReadError(ReadOnlyMemory<byte> error)
    {
        var map = MessagePackJson.ToJson(error);
        return map.ValueKind == System.Text.Json.JsonValueKind.Object && map.TryGetProperty("code", out var code) && map.TryGetProperty("message", out var message)
            ? new GymException(code.ToString(), message.ToString())
            : new GymException(ErrorCodes.Internal, $"The server answered with the error {Datasets.TaskRow.Shorten(map.ToString())}.");
    }

    private static void WriteParameters(ref MessagePackWriter writer, ReadOnlySpan<byte> parameters)
    {
        writer.WriteArrayHeader(parameters.IsEmpty ? 0 : 1);
        writer.WriteRaw(parameters);
    }
}
