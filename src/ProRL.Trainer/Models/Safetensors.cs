using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>
/// Writing the safetensors format: 8 bytes of header length, a JSON header of names, types, shapes and byte ranges, the
/// bytes. <see cref="SafetensorsFile"/> reads it.
/// </summary>
internal static class Safetensors
{
    /// <summary>Elements that are moved at a time: a span counts bytes in an int, and a tensor may have more.</summary>
    public const long ChunkElements = 1 << 24;

    /// <summary>The types there are, as the format names them.</summary>
    public static readonly (string Name, ScalarType Type, int Bytes)[] Types =
        [("F32", ScalarType.Float32, 4), ("F16", ScalarType.Float16, 2), ("BF16", ScalarType.BFloat16, 2), ("U8", ScalarType.Byte, 1)];

    /// <summary>Bytes of a number of one of <see cref="Types"/>.</summary>
    public static int BytesOf(ScalarType type) => Array.Find(Types, t => t.Type == type).Bytes;

    /// <summary>Writes the tensors, in their order, to a new file; one chunk at a time is held besides them.</summary>
    public static void Write(string path, IReadOnlyList<(string Name, Tensor Value)> tensors) =>
        Write(path, [.. tensors.Select(t => new StoredTensor(t.Name, t.Value, t.Value.dtype))]);

    /// <summary>Writes the tensors, in their order and each in its type, to a new file.</summary>
    public static void Write(string path, IReadOnlyList<StoredTensor> tensors)
    {
        var header = new JsonObject { ["__metadata__"] = new JsonObject { ["format"] = "pt" } };
        var end = 0L;
        foreach (var tensor in tensors)
        {
            var start = end;
            end += tensor.Bytes;
            header[tensor.Name] = new JsonObject
            {
                ["dtype"] = Array.Find(Types, t => t.Type == tensor.Type).Name
                    ?? throw new ArgumentException($"A tensor of type {tensor.Type} can't be written; Float32, Float16, BFloat16 and Byte can.", nameof(tensors)),
                ["shape"] = new JsonArray([.. tensor.Value.shape.Select(n => (JsonNode)n)]),
                ["data_offsets"] = new JsonArray(start, end),
            };
        }

        var text = JsonSerializer.SerializeToUtf8Bytes(header);
        // The data starts on a multiple of 8, as the format asks; blanks may end the header.
        var padded = (text.Length + 7) / 8 * 8;
        Array.Resize(ref text, padded);
        text.AsSpan().Replace((byte)0, (byte)' ');
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, padded);
        file.Write(length);
        file.Write(text);
        foreach (var tensor in tensors) WriteBytes(file, tensor);
        file.Flush(flushToDisk: true);
    }

    /// <summary>The file's tensors by name, on the CPU; they belong to the caller's dispose scope.</summary>
    /// <exception cref="InvalidDataException">The file is not safetensors, or holds another type than F32, F16, BF16 and U8.</exception>
    public static Dictionary<string, Tensor> Read(string path)
    {
        using var file = new SafetensorsFile(path);
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, entry) in file.Entries)
        {
            var value = empty(entry.Shape, entry.Type);
            file.CopyTo(name, value);
            tensors[name] = value;
        }
        return tensors;
    }

    private static void WriteBytes(FileStream file, StoredTensor tensor)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var flat = tensor.Value.detach().contiguous().view(-1);
        for (long at = 0, count = flat.numel(); at < count; at += ChunkElements)
        {
            using var chunk = NewDisposeScope();
            file.Write(flat.narrow(0, at, Math.Min(ChunkElements, count - at)).to(tensor.Type).cpu().bytes);
        }
    }
}

/// <summary>A tensor as a file has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its values, in any type and on any device.</param>
/// <param name="Type">The type the file has.</param>
internal readonly record struct StoredTensor(string Name, Tensor Value, ScalarType Type)
{
    /// <summary>Its length in the file.</summary>
    public long Bytes => Value.numel() * Safetensors.BytesOf(Type);
}
