using MessagePack;
using ProRL.Gym.Tasks;

namespace ProRL.Server.Calls;

/// <summary>Reads an item of <c>score</c>: <c>{"handle", "response"}</c> or <c>{"handle", "final"}</c>.</summary>
internal static class ScoreItem
{
    /// <exception cref="TaskFormatException">The item is neither.</exception>
    public static (string Handle, Answer Answer) Read(ReadOnlyMemory<byte> item)
    {
        var reader = new MessagePackReader(item);
        if (reader.NextMessagePackType != MessagePackType.Map)
            throw new TaskFormatException("it must be a map with \"handle\" and \"response\" or \"final\".");
        string? handle = null;
        Answer? response = null, final = null;
        for (var n = reader.ReadMapHeader(); n > 0; n--)
        {
            switch (reader.ReadString())
            {
                case "handle": handle = reader.ReadString(); break;
                case "response": response = Answer.Response(reader.ReadString() ?? throw new TaskFormatException("\"response\" is nil; it must be a text.")); break;
                case "final": final = Answer.Final(reader.ReadString()); break;
                case var other: throw new TaskFormatException($"it has the key '{Gym.Datasets.TaskRow.Shorten(other ?? "nil")}'; the keys are handle, response and final.");
            }
        }

        if (handle is null)
            throw new TaskFormatException("it has no \"handle\".");
        if (response is null == final is null)
            throw new TaskFormatException("it must have either \"response\" or \"final\".");
        return (handle, response ?? final!.Value);
    }
}
