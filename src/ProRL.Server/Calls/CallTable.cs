using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MessagePack;
using ProRL.Gym.Protocol;
using ProRL.Server.Connections;
using ProRL.Server.Queueing;

namespace ProRL.Server.Calls;

/// <summary>
/// What a peer may call. Every call takes one map, or nothing; keys that it doesn't know are refused, so that a misspelt
/// one is not passed over.
/// </summary>
internal sealed class CallTable(ItemCalls items, RunCodeCall runCode, MixtureCalls mixtures, EnvironmentCalls environments, AboutCalls about, Admission admission, ProtocolLimits limits, string? token, Action drain)
{
    public ProtocolLimits Limits => limits;

    /// <summary>Answers a call: the encoded result, or null where a job will give it.</summary>
    /// <exception cref="GymException">The call is refused.</exception>
    public byte[]? Call(Connection connection, RpcMessage message)
    {
        if (message.Method == "hello")
            return Hello(connection, message.Parameters());
        if (!connection.Authorized)
            throw new GymException(ErrorCodes.Unauthorized, "This server wants its token in hello first: {\"token\": …}.");
        return message.Method switch
        {
            "score" => Submit(connection, message, items.Score(message.Parameters())),
            "verify" => Submit(connection, message, items.Verify(message.Parameters())),
            "sample" => Submit(connection, message, items.Sample(message.Parameters())),
            "run_code" => Submit(connection, message, runCode.Order(message.Parameters())),
            "make" => environments.Make(message.Parameters()),
            "reset" => Submit(connection, message, environments.Reset(message.Parameters())),
            "step" => Submit(connection, message, environments.Step(message.Parameters())),
            "close" => environments.Close(message.Parameters()),
            "open_mixture" => mixtures.Open(message.Parameters()),
            "mixture_state" => mixtures.State(message.Parameters()),
            "close_mixture" => mixtures.Close(message.Parameters()),
            "cancel" => Cancel(connection, message.Parameters()),
            "health" => Plain(message, about.Health()),
            "families" => Plain(message, about.Families()),
            "stats" => Plain(message, about.Stats()),
            "drain" => Drain(message),
            _ => throw new GymException(ErrorCodes.UnknownMethod, $"There is no method '{Gym.Datasets.TaskRow.Shorten(message.Method)}'; there are hello, health, families, sample, score, verify, run_code, make, reset, step, close, open_mixture, mixture_state, close_mixture, cancel, stats and drain."),
        };
    }

    /// <summary>Cancels what a notification names; one that names nothing is passed over.</summary>
    public static void TryCancel(Connection connection, RpcMessage message)
    {
        try
        {
            Cancel(connection, message.Parameters());
        }
        catch (Exception e) when (e is GymException or MessagePackSerializationException or EndOfStreamException or Gym.Tasks.TaskFormatException)
        {
        }
    }

    private byte[] Hello(Connection connection, ReadOnlyMemory<byte> parameters)
    {
        var map = new CallParameters("hello", parameters, "protocol", "token");
        var version = map.Int("protocol", ProtocolLimits.ProtocolVersion);
        if (version != ProtocolLimits.ProtocolVersion)
            throw GymException.BadRequest($"hello asks for version {version} of the protocol; this server speaks version {ProtocolLimits.ProtocolVersion}");
        if (token is not null && !connection.Authorized)
        {
            // Compared in constant time: how long a refusal takes must not tell how much of a guess was right.
            var given = Encoding.UTF8.GetBytes(map.Text("token") ?? "");
            if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(given), SHA256.HashData(Encoding.UTF8.GetBytes(token))))
                throw new GymException(ErrorCodes.Unauthorized, "The token in hello is missing or wrong.");
            connection.Authorized = true;
        }

        return about.Hello(limits, admission.MaxItemsPerConnection);
    }

    private static byte[]? Submit(Connection connection, RpcMessage message, WorkOrder order)
    {
        connection.Submit(message.MsgId, order);
        return null;
    }

    private static byte[] Cancel(Connection connection, ReadOnlyMemory<byte> parameters)
    {
        var id = new CallParameters("cancel", parameters, "msgid").Required("msgid");
        if (id.ValueKind != JsonValueKind.Number || !id.TryGetUInt32(out var number))
            throw GymException.BadRequest("cancel's \"msgid\" must be the msgid of a call");
        return AboutCalls.Flag("cancelled", connection.Cancel(number));
    }

    private byte[] Drain(RpcMessage message)
    {
        _ = new CallParameters("drain", message.Parameters());
        drain();
        return AboutCalls.Flag("draining", true);
    }

    private static byte[] Plain(RpcMessage message, byte[] result)
    {
        _ = new CallParameters(message.Method, message.Parameters());
        return result;
    }
}
