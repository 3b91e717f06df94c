using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>
/// The safetensors format: 8 bytes of header length, a JSON header of names, types, shapes and byte ranges, the bytes.
/// F32 and BF16, CPU tensors below 2 GB each.
/// </summary>
internal static class Safetensors
{
    private const long MaxHeader = 100_000_000;

    /// <summary>Writes the tensors, in their order, to a new file.</summary>
    public static void Write(string path, IReadOnlyList<(string Name, Tensor Value)> tensors)
    {
        using var scope = NewDisposeScope();
        var header = new JsonObject { ["__metadata__"] = new JsonObject { ["format"] = "pt" } };
        var end = 0L;
        foreach (var (name, value) in tensors)
        {
            var start = end;
            end += value.numel() * value.element_size();
            header[name] = new JsonObject
            {
                ["dtype"] = TypeName(value),
                ["shape"] = new JsonArray([.. value.shape.Select(n => (JsonNode)n)]),
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
        foreach (var (_, value) in tensors) file.Write(value.detach().contiguous().bytes);
        file.Flush(flushToDisk: true);
    }

    /// <summary>The file's tensors by name; they belong to the caller's dispose scope.</summary>
    /// <exception cref="InvalidDataException">The file is not safetensors, or holds another type than F32 and BF16.</exception>
    public static Dictionary<string, Tensor> Read(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> prefix = stackalloc byte[8];
        file.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (length is < 2 or > MaxHeader || length > file.Length - 8) throw Wrong(path, $"its header would have {length} bytes");
        var text = new byte[length];
        file.ReadExactly(text);

        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, entry) in Parse(path, text))
        {
            if (name == "__metadata__") continue;
            var type = (string?)entry!["dtype"] switch
            {
                "F32" => ScalarType.Float32,
                "BF16" => ScalarType.BFloat16,
                var other => throw Wrong(path, $"'{name}' has the type {other}; only F32 and BF16 are read"),
            };
            long[] shape = [.. entry["shape"]!.AsArray().Select(n => (long)n!)];
            long start = (long)entry["data_offsets"]![0]!, end = (long)entry["data_offsets"]![1]!;
            var value = empty(shape, dtype: type);
            if (start < 0 || end - start != value.numel() * value.element_size() || 8 + length + end > file.Length)
                throw Wrong(path, $"'{name}' does not fit its bytes");
            file.Position = 8 + length + start;
            file.ReadExactly(value.bytes);
            tensors[name] = value;
        }
        return tensors;
    }

    private static JsonObject Parse(string path, byte[] header)
    {
        try
        {
            return JsonNode.Parse(header)!.AsObject();
        }
        catch (JsonException)
        {
            throw Wrong(path, "its header is not JSON");
        }
    }

    private static string TypeName(Tensor value) => value.dtype switch
    {
        ScalarType.Float32 => "F32",
        ScalarType.BFloat16 => "BF16",
        var other => throw new ArgumentException($"A tensor of type {other} can't be written; only Float32 and BFloat16 can.", nameof(value)),
    };

    private static InvalidDataException Wrong(string path, string what) => new($"{path} is not a safetensors file that can be read: {what}.");
}
