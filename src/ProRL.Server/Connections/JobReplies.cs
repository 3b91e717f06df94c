using System.Buffers;
using MessagePack;
using ProRL.Gym.Protocol;
using ProRL.Server.Queueing;

namespace ProRL.Server.Connections;

/// <summary>Puts the encoded results of a job's items into messages.</summary>
internal static class JobReplies
{
    /// <summary>The response of a job that is done: <c>{key: [result, …]}</c>, or <c>{key: []}</c> after they were streamed.</summary>
    public static byte[] Whole(Job job)
    {
        var results = job.Order.Streams ? [] : job.Results;
        var buffer = new ArrayBufferWriter<byte>(32 + results.Sum(r => r.Length));
        var writer = new MessagePackWriter(buffer);
        RpcWriting.BeginResponse(ref writer, job.Id);
        writer.WriteMapHeader(1);
        writer.Write(job.Order.ResultKey);
        writer.WriteArrayHeader(results.Count);
        foreach (var result in results)
            writer.WriteRaw(result);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The notification about one item: <c>["verdict", [{"msgid", "index", "verdict"}]]</c>.</summary>
    public static byte[] Streamed(uint id, int index, byte[] result)
    {
        var buffer = new ArrayBufferWriter<byte>(result.Length + 48);
        var writer = new MessagePackWriter(buffer);
        writer.WriteArrayHeader(3);
        writer.Write((int)RpcKind.Notification);
        writer.Write("verdict");
        writer.WriteArrayHeader(1);
        writer.WriteMapHeader(3);
        writer.Write("msgid");
        writer.Write(id);
        writer.Write("index");
        writer.Write(index);
        writer.Write("verdict");
        writer.WriteRaw(result);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
