using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ProRL.Gym.Tasks;

/// <summary>Says which side of the held-out line a content is on, by its hash alone: the same content is always on the same side.</summary>
public static class ContentSplit
{
    // Drawing an eval item takes ten attempts on average; content that fails a thousand times has no eval share at all.
    private const int MaxAttempts = 1000;

    /// <summary>One tenth of all contents are <see cref="Split.Eval"/>.</summary>
    public static Split Of(string content)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(content), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash) % 10 == 0 ? Split.Eval : Split.Train;
    }

    /// <summary>Draws until the content lies on the side that <paramref name="handle"/> asks for.</summary>
    /// <param name="handle">From which all chance comes.</param>
    /// <param name="draw">Draws one.</param>
    /// <param name="content">Its content.</param>
    /// <exception cref="TaskFormatException">None was found.</exception>
    internal static T Draw<T>(Handle handle, Func<Rng, T> draw, Func<T, string> content)
    {
        var rng = new Rng($"{handle.Family}|{handle.Split}|{handle.Seed}|{handle.Index}");
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var drawn = draw(attempt == 0 ? rng : rng.Split($"{attempt}"));
            if (Of(content(drawn)) == handle.Split)
                return drawn;
        }

        throw new TaskFormatException($"{handle.Family}: {MaxAttempts} draws with the config '{Datasets.TaskRow.Shorten(handle.Config)}' gave no item of the {(handle.Split == Split.Eval ? "eval" : "train")} split; widen the settings, which allow too few different items.");
    }
}
