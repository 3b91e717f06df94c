using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ProRL.Gym.Tasks;

/// <summary>Says which side of the held-out line a content is on, by its hash alone: the same content is always on the same side.</summary>
public static class ContentSplit
{
    /// <summary>One tenth of all contents are <see cref="Split.Eval"/>.</summary>
    public static Split Of(string content)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(content), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash) % 10 == 0 ? Split.Eval : Split.Train;
    }
}
