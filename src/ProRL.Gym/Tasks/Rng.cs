using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace ProRL.Gym.Tasks;

/// <summary>
/// The source of chance for everything that makes a task: xoshiro256++ (Blackman and Vigna, 2018) keyed by SHA-256 of a
/// text, so that the same key gives the same numbers on every platform, for ever. <see cref="Split"/> makes an
/// independent generator for a named part of the work, so that one part can change without disturbing the others.
/// Not thread-safe.
/// </summary>
public sealed class Rng
{
    private ulong _s0, _s1, _s2, _s3;

    /// <param name="key">Any text; different texts give independent streams.</param>
    public Rng(string key)
        : this(SHA256.HashData(Encoding.UTF8.GetBytes(key)))
    {
    }

    private Rng(ReadOnlySpan<byte> hash)
    {
        _s0 = BinaryPrimitives.ReadUInt64LittleEndian(hash);
        _s1 = BinaryPrimitives.ReadUInt64LittleEndian(hash[8..]);
        _s2 = BinaryPrimitives.ReadUInt64LittleEndian(hash[16..]);
        _s3 = BinaryPrimitives.ReadUInt64LittleEndian(hash[24..]);
    }

    /// <summary>An independent generator for the part called <paramref name="label"/>; this one is left as it was.</summary>
    public Rng Split(string label)
    {
        var text = Encoding.UTF8.GetByteCount(label);
        Span<byte> input = stackalloc byte[32 + Math.Min(text, 96)];
        if (text > 96)
            throw new ArgumentException($"A label has at most 96 bytes; this one has {text}.", nameof(label));
        BinaryPrimitives.WriteUInt64LittleEndian(input, _s0);
        BinaryPrimitives.WriteUInt64LittleEndian(input[8..], _s1);
        BinaryPrimitives.WriteUInt64LittleEndian(input[16..], _s2);
        BinaryPrimitives.WriteUInt64LittleEndian(input[24..], _s3);
        Encoding.UTF8.GetBytes(label, input[32..]);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(input, hash);
        return new Rng(hash);
    }

    /// <summary>64 random bits.</summary>
    public ulong Bits()
    {
        var result = BitOperations.RotateLeft(_s0 + _s3, 23) + _s0;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>, both included, each equally likely.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="max"/> is below <paramref name="min"/>.</exception>
    public long Long(long min, long max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, min);
        var range = (ulong)(max - min) + 1;
        if (range == 0)
            return (long)Bits();

        // Multiply and shift, rejecting the few values that would favour some results (Lemire, 2019).
        var high = Math.BigMul(Bits(), range, out var low);
        if (low < range)
        {
            var threshold = (0UL - range) % range;
            while (low < threshold)
                high = Math.BigMul(Bits(), range, out low);
        }

        return (long)((ulong)min + high);
    }

    /// <inheritdoc cref="Long"/>
    public int Int(int min, int max) => (int)Long(min, max);

    /// <summary>A number in [0, 1), a multiple of 2^-53.</summary>
    public double Unit() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True with probability <paramref name="p"/>.</summary>
    public bool Chance(double p) => Unit() < p;

    /// <summary>One of <paramref name="items"/>, each equally likely.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[Int(0, items.Count - 1)];

    /// <summary>Puts <paramref name="items"/> in random order, in place.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Int(0, i);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
