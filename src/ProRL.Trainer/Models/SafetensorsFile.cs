using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>
/// A safetensors file open for reading. The header is checked in full before anything is allocated for a tensor: the
/// byte ranges must fill the file, without gaps and overlaps.
/// </summary>
internal sealed class SafetensorsFile : IDisposable
{
    private const long MaxHeader = 100_000_000;

    private readonly FileStream _file;
    private readonly string _path;
    private readonly long _data;

    /// <summary>Opens the file and reads its header.</summary>
    /// <exception cref="InvalidDataException">The file is not safetensors, or holds another type than F32, F16, BF16 and U8.</exception>
    public SafetensorsFile(string path)
    {
        _path = path;
        _file = File.OpenRead(path);
        try
        {
            Span<byte> prefix = stackalloc byte[8];
            if (_file.ReadAtLeast(prefix, 8, throwOnEndOfStream: false) < 8) throw Wrong("it is shorter than 8 bytes");
            var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
            if (length is < 2 or > MaxHeader || length > _file.Length - 8) throw Wrong($"its header would have {length} bytes");
            _data = 8 + length;
            var text = new byte[length];
            _file.ReadExactly(text);
            Entries = Parse(text);
            Check();
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>What the file holds: type, shape, and where the bytes start after the header.</summary>
    public SortedDictionary<string, (ScalarType Type, long[] Shape, long Start, long Bytes)> Entries { get; }

    /// <summary>Copies a tensor's values into another of the same shape, converting type and device, a chunk at a time.</summary>
    /// <exception cref="InvalidDataException">The file ends early.</exception>
    public void CopyTo(string name, Tensor target)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var (type, shape, start, _) = Entries[name];
        if (!shape.AsSpan().SequenceEqual(target.shape))
            throw new ArgumentException($"{name} has the shape [{string.Join(", ", shape)}], not [{string.Join(", ", target.shape)}].", nameof(target));
        _file.Position = _data + start;
        var direct = target.dtype == type && target.device_type == TorchSharp.DeviceType.CPU;
        var flat = target.detach().view(-1);
        for (long at = 0, count = flat.numel(); at < count; at += Safetensors.ChunkElements)
        {
            using var chunk = NewDisposeScope();
            var part = flat.narrow(0, at, Math.Min(Safetensors.ChunkElements, count - at));
            var read = direct ? part : empty(part.shape, type);
            try
            {
                _file.ReadExactly(read.bytes);
            }
            catch (EndOfStreamException)
            {
                throw Wrong($"it ends within '{name}'");
            }
            if (!direct) part.copy_(read);
        }
    }

    public void Dispose() => _file.Dispose();

    private SortedDictionary<string, (ScalarType, long[], long, long)> Parse(byte[] header)
    {
        var entries = new SortedDictionary<string, (ScalarType, long[], long, long)>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(header, new JsonDocumentOptions { MaxDepth = 8 });
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw Wrong("its header is not an object");
            foreach (var property in document.RootElement.EnumerateObject())
                if (property.Name != "__metadata__" && !entries.TryAdd(property.Name, Entry(property)))
                    throw Wrong($"it has two tensors '{property.Name}'");
        }
        catch (JsonException)
        {
            throw Wrong("its header is not JSON");
        }
        return entries;
    }

    private (ScalarType, long[], long, long) Entry(JsonProperty property)
    {
        var (name, entry) = (property.Name, property.Value);
        if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("dtype", out var dtype) || dtype.ValueKind != JsonValueKind.String)
            throw Wrong($"'{name}' has no dtype");
        var known = Array.Find(Safetensors.Types, t => t.Name == dtype.GetString());
        if (known.Name is null) throw Wrong($"'{name}' has the type {dtype.GetString()}; F32, F16, BF16 and U8 are read");
        var shape = Numbers(entry, "shape", name);
        if (Numbers(entry, "data_offsets", name) is not [var start, var end]) throw Wrong($"'{name}' has no two data_offsets");
        try
        {
            var bytes = shape.Aggregate((long)known.Bytes, (product, n) => checked(product * n));
            if (end - start != bytes) throw Wrong($"'{name}' does not fit its bytes");
            return (known.Type, shape, start, bytes);
        }
        catch (OverflowException)
        {
            throw Wrong($"'{name}' does not fit its bytes");
        }
    }

    private long[] Numbers(JsonElement entry, string key, string name)
    {
        if (!entry.TryGetProperty(key, out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > 64)
            throw Wrong($"'{name}' has no {key}");
        return [.. list.EnumerateArray().Select(n =>
            n.ValueKind == JsonValueKind.Number && n.TryGetInt64(out var number) && number >= 0 ? number : throw Wrong($"{key} of '{name}' are not whole numbers"))];
    }

    private void Check()
    {
        var at = 0L;
        foreach (var (name, entry) in Entries.OrderBy(e => e.Value.Start).ThenBy(e => e.Value.Bytes))
        {
            if (entry.Start != at) throw Wrong($"'{name}' starts at byte {entry.Start} of the data, where {at} is next");
            at += entry.Bytes;
            if (at > _file.Length - _data) throw Wrong($"'{name}' ends after the file");
        }
        if (at != _file.Length - _data) throw Wrong($"its tensors have {at} bytes, its data {_file.Length - _data}");
    }

    private InvalidDataException Wrong(string what) => new($"{_path} is not a safetensors file that can be read: {what}.");
}
