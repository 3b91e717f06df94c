using System.Buffers.Binary;
using System.Text;

namespace ProRL.Trainer.Models;

/// <summary>The symbol versions that a 64-bit little-endian ELF library asks of others (section .gnu.version_r).</summary>
internal static class ElfVersions
{
    private const uint VersionNeeds = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort Weak = 2;                // VER_FLG_WEAK

    /// <summary>
    /// Marks every need of <paramref name="version"/> weak, in place: the loader then warns instead of refusing a
    /// library that lacks it. Safe only for a version no relocation binds to, as with GLIBCXX_3.4.32, which is
    /// asked for by the empty <c>std::ios_base_library_init()</c> alone.
    /// </summary>
    public static void Weaken(byte[] image, string version)
    {
        if (image.Length < 64 || image[0] != 0x7f || image[1] != 'E' || image[4] != 2 || image[5] != 1)
            throw new InvalidDataException("Not a 64-bit little-endian ELF file.");
        var sections = (int)U64(image, 0x28);
        int size = U16(image, 0x3a), count = U16(image, 0x3c);
        for (var i = 0; i < count; i++)
        {
            var header = sections + i * size;
            if (U32(image, header + 4) != VersionNeeds) continue;
            var names = sections + (int)U32(image, header + 40) * size;
            WeakenNeeds(image, (int)U64(image, header + 24), (int)U32(image, header + 44), (int)U64(image, names + 24), version);
        }
    }

    private static void WeakenNeeds(byte[] image, int need, int needs, int names, string version)
    {
        for (var n = 0; n < needs; n++)
        {
            var auxiliary = need + (int)U32(image, need + 8);
            for (int a = 0, entries = U16(image, need + 2); a < entries; a++)
            {
                var name = names + (int)U32(image, auxiliary + 8);
                var end = Array.IndexOf(image, (byte)0, name);
                if (Encoding.ASCII.GetString(image, name, end - name) == version)
                    BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(auxiliary + 4), (ushort)(U16(image, auxiliary + 4) | Weak));
                auxiliary += (int)U32(image, auxiliary + 12);
            }
            need += (int)U32(image, need + 12);
        }
    }

    private static ushort U16(byte[] image, int at) => BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan(at));

    private static uint U32(byte[] image, int at) => BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(at));

    private static ulong U64(byte[] image, int at) => BinaryPrimitives.ReadUInt64LittleEndian(image.AsSpan(at));
}
