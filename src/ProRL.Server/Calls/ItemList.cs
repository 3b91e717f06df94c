using MessagePack;
using ProRL.Gym.Protocol;
using ProRL.Gym.Tasks;

namespace ProRL.Server.Calls;

/// <summary>The items of a call, each still encoded, in memory of their own.</summary>
/// <param name="Items">The items.</param>
/// <param name="Streams">Whether the verdicts are to be told one by one.</param>
/// <param name="Profile">What is paid for.</param>
/// <param name="Mixture">The mixture that the verdicts are told to; null for none.</param>
/// <param name="Bytes">The size of the parameters.</param>
internal sealed record ItemList(IReadOnlyList<ReadOnlyMemory<byte>> Items, bool Streams, ScoringProfile Profile, string? Mixture, int Bytes)
{
    /// <exception cref="GymException">The parameters are not <c>{"items": […], "stream", "profile", "mixture"}</c>.</exception>
    public static ItemList Read(string method, ReadOnlyMemory<byte> parameters)
    {
        ReadOnlyMemory<byte> own = parameters.ToArray();
        var reader = new MessagePackReader(own);
        if (own.IsEmpty || reader.NextMessagePackType != MessagePackType.Map)
            throw GymException.BadRequest($"the parameters of {method} must be a map with \"items\"");
        ReadOnlyMemory<byte>[]? items = null;
        var streams = false;
        var profile = ScoringProfile.Default;
        string? mixture = null;
        for (var n = reader.ReadMapHeader(); n > 0; n--)
        {
            switch (reader.ReadString())
            {
                case "items" when reader.NextMessagePackType == MessagePackType.Array:
                    items = new ReadOnlyMemory<byte>[reader.ReadArrayHeader()];
                    for (var i = 0; i < items.Length; i++)
                        items[i] = RpcMessage.Slice(own, ref reader);
                    break;
                case "items":
                    throw GymException.BadRequest($"{method}'s \"items\" must be a list");
                case "stream" when reader.NextMessagePackType == MessagePackType.Boolean:
                    streams = reader.ReadBoolean();
                    break;
                case "stream":
                    throw GymException.BadRequest($"{method}'s \"stream\" must be true or false");
                case "profile" when reader.NextMessagePackType == MessagePackType.String:
                    profile = ParseProfile(reader.ReadString()!);
                    break;
                case "mixture" when method == "score" && reader.NextMessagePackType == MessagePackType.String:
                    mixture = reader.ReadString();
                    break;
                case "mixture" when method == "score":
                    throw GymException.BadRequest($"{method}'s \"mixture\" must be a text");
                case "profile":
                    throw GymException.BadRequest($"{method}'s \"profile\" must be a text");
                case var other:
                    throw GymException.BadRequest($"{method} has no parameter '{Gym.Datasets.TaskRow.Shorten(other ?? "nil")}'; it has items, stream, profile{(method == "score" ? ", mixture" : "")}");
            }
        }

        return items is null ? throw GymException.BadRequest($"{method} needs \"items\"") : new ItemList(items, streams, profile, mixture, own.Length);
    }

    /// <exception cref="GymException">There is no such profile.</exception>
    public static ScoringProfile ParseProfile(string name)
    {
        try
        {
            return ScoringProfiles.Parse(name);
        }
        catch (TaskFormatException e)
        {
            throw GymException.BadRequest(e.Message.TrimEnd('.'));
        }
    }
}
