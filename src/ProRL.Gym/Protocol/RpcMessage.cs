using MessagePack;

namespace ProRL.Gym.Protocol;

internal enum RpcKind
{
    Request = 0,
    Response = 1,
    Notification = 2,
}

/// <summary>The parts of a MessagePack-RPC message; the values in it are still encoded.</summary>
/// <param name="Kind">Request, response or notification.</param>
/// <param name="MsgId">The id that a response shares with its request; 0 for a notification.</param>
/// <param name="Method">What is called; empty for a response.</param>
/// <param name="Body">The parameters' array; for a response its result.</param>
/// <param name="Error">The error of a response; empty where it is nil.</param>
internal readonly record struct RpcMessage(RpcKind Kind, uint MsgId, string Method, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Error)
{
    /// <summary>Takes a whole message apart.</summary>
    /// <exception cref="MessagePackSerializationException">It has not the shape of a message.</exception>
    public static RpcMessage Parse(ReadOnlyMemory<byte> bytes)
    {
        var reader = new MessagePackReader(bytes);
        var length = reader.ReadArrayHeader();
        var kind = (RpcKind)reader.ReadInt32();
        var fits = kind switch
        {
            RpcKind.Request or RpcKind.Response => length == 4,
            RpcKind.Notification => length == 3,
            _ => false,
        };
        if (!fits)
            throw new MessagePackSerializationException("A message is [0, msgid, method, params], [1, msgid, error, result] or [2, method, params].");
        var id = kind == RpcKind.Notification ? 0 : reader.ReadUInt32();
        if (kind != RpcKind.Response)
            return new RpcMessage(kind, id, reader.ReadString() ?? "", Slice(bytes, ref reader), default);
        var error = Slice(bytes, ref reader);
        return new RpcMessage(kind, id, "", Slice(bytes, ref reader), error.Span[0] == MessagePackCode.Nil ? default : error);
    }

    /// <summary>Takes a whole message apart; where it has not the shape of a message, gives its id if that can be told.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> bytes, out RpcMessage message)
    {
        try
        {
            message = Parse(bytes);
            return true;
        }
        catch (Exception e) when (e is MessagePackSerializationException or EndOfStreamException or OverflowException)
        {
            message = new RpcMessage(RpcKind.Request, ReadId(bytes), "", default, default);
            return false;
        }
    }

    /// <summary>The id in the first bytes of a request or response; 0 where there is none.</summary>
    public static uint ReadId(ReadOnlyMemory<byte> head)
    {
        try
        {
            var reader = new MessagePackReader(head);

            // Unlike ReadArrayHeader, this does not ask for the whole array to be there.
            return reader.TryReadArrayHeader(out var length) && length == 4 && reader.ReadInt32() is 0 or 1 ? reader.ReadUInt32() : 0;
        }
        catch (Exception e) when (e is MessagePackSerializationException or EndOfStreamException or OverflowException)
        {
            return 0;
        }
    }

    /// <summary>The one value of a parameters' array, encoded; empty where the array is.</summary>
    /// <exception cref="GymException">The parameters are not an array with at most one value.</exception>
    public ReadOnlyMemory<byte> Parameters()
    {
        var reader = new MessagePackReader(Body);
        if (reader.NextMessagePackType != MessagePackType.Array)
            throw GymException.BadRequest("the parameters must be an array with one map");
        return reader.ReadArrayHeader() switch
        {
            0 => default,
            1 => Body[(int)reader.Consumed..],
            var n => throw GymException.BadRequest($"the parameters are an array of {n}; it must hold one map"),
        };
    }

    /// <summary>The next value of <paramref name="reader"/>, which reads <paramref name="bytes"/>, passed over and still encoded.</summary>
    public static ReadOnlyMemory<byte> Slice(ReadOnlyMemory<byte> bytes, ref MessagePackReader reader)
    {
        var start = (int)reader.Consumed;
        reader.Skip();
        return bytes[start..(int)reader.Consumed];
    }
}
