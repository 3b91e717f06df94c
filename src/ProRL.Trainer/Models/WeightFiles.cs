using System.Text.Json;
using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace ProRL.Trainer.Models;

/// <summary>
/// The weights of a model folder: <c>model.safetensors</c>, or several files that <c>model.safetensors.index.json</c>
/// lists.
/// </summary>
internal sealed class WeightFiles : IDisposable
{
    /// <summary>Bytes of tensors in one file, at most, unless a tensor alone has more.</summary>
    public const long DefaultShardBytes = 5_000_000_000;

    private const string Single = "model.safetensors";
    private const string Index = Single + ".index.json";

    private readonly List<SafetensorsFile> _files = [];
    private readonly SortedDictionary<string, SafetensorsFile> _holders = new(StringComparer.Ordinal);

    /// <summary>Opens the folder's files and reads their headers.</summary>
    /// <exception cref="InvalidDataException">A file is missing or damaged, or the index and the files disagree.</exception>
    public WeightFiles(string folder)
    {
        try
        {
            var index = Path.Combine(folder, Index);
            foreach (var name in File.Exists(index) ? Listed(index) : [Single])
            {
                var path = Path.Combine(folder, name);
                if (!File.Exists(path)) throw new InvalidDataException($"{folder} lacks {name}.");
                var file = new SafetensorsFile(path);
                _files.Add(file);
                // Bytes are codes of some quantization; as numbers they would be another model.
                if (file.Entries.FirstOrDefault(e => e.Value.Type == ScalarType.Byte).Key is { } coded) throw new InvalidDataException($"{path} holds '{coded}' as U8; weights are read as F32, F16 and BF16.");
                foreach (var tensor in file.Entries.Keys)
                    if (!_holders.TryAdd(tensor, file)) throw new InvalidDataException($"{path} holds '{tensor}' a second time.");
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Names of all tensors.</summary>
    public IEnumerable<string> Names => _holders.Keys;

    /// <summary>Whether there is such a tensor.</summary>
    public bool Has(string name) => _holders.ContainsKey(name);

    /// <summary>A tensor's type and shape.</summary>
    public (ScalarType Type, long[] Shape) Entry(string name) => (_holders[name].Entries[name].Type, _holders[name].Entries[name].Shape);

    /// <summary>Copies a tensor's values into another of the same shape; see <see cref="SafetensorsFile.CopyTo"/>.</summary>
    public void CopyTo(string name, Tensor target) => _holders[name].CopyTo(name, target);

    public void Dispose()
    {
        foreach (var file in _files) file.Dispose();
    }

    /// <summary>Writes the tensors, in their order, into a folder: to one file, or to several and an index.</summary>
    public static void Write(string folder, IReadOnlyList<StoredTensor> tensors, long shardBytes = DefaultShardBytes)
    {
        var shards = new List<List<StoredTensor>>();
        var held = 0L;
        foreach (var tensor in tensors)
        {
            if (shards.Count == 0 || held + tensor.Bytes > shardBytes)
            {
                shards.Add([]);
                held = 0;
            }
            shards[^1].Add(tensor);
            held += tensor.Bytes;
        }
        if (shards.Count <= 1)
        {
            Safetensors.Write(Path.Combine(folder, Single), tensors);
            return;
        }

        var map = new JsonObject();
        for (var i = 0; i < shards.Count; i++)
        {
            var name = FormattableString.Invariant($"model-{i + 1:D5}-of-{shards.Count:D5}.safetensors");
            Safetensors.Write(Path.Combine(folder, name), shards[i]);
            foreach (var tensor in shards[i]) map[tensor.Name] = name;
        }
        var index = new JsonObject { ["metadata"] = new JsonObject { ["total_size"] = tensors.Sum(t => t.Bytes) }, ["weight_map"] = map };
        File.WriteAllText(Path.Combine(folder, Index), index.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
    }

    private static string[] Listed(string index)
    {
        try
        {
            if (JsonNode.Parse(File.ReadAllBytes(index))?["weight_map"] is JsonObject map)
            {
                string[] names = [.. map.Select(e => e.Value?.ToString() ?? "").Distinct().Order(StringComparer.Ordinal)];
                // A name that leads elsewhere would have any file of the machine read.
                return Array.Find(names, n => n != Path.GetFileName(n) || !n.EndsWith(".safetensors", StringComparison.Ordinal)) is { } foreign
                    ? throw new InvalidDataException($"{index} lists the file '{foreign}'; it must be the name of a .safetensors file beside it.")
                    : names;
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new InvalidDataException($"{index} is not JSON as it should be: {error.Message}", error);
        }
        throw new InvalidDataException($"{index} has no weight_map.");
    }
}
