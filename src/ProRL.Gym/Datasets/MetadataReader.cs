using System.Text.Json;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Datasets;

/// <summary>
/// Reads the metadata of a row, with one clear error for what is missing or of the wrong type.
/// </summary>
public readonly struct MetadataReader
{
    private readonly string _family;
    private readonly string _path;
    private readonly JsonElement _value;

    internal MetadataReader(string family, JsonElement value, string path = "metadata")
    {
        _family = family;
        _value = value;
        _path = path;
    }

    /// <summary>Whether there is a value that is not null.</summary>
    public bool Exists => _value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>The member called <paramref name="key"/>; reading a value from it fails where it does not exist.</summary>
    public MetadataReader this[string key] =>
        new(_family, _value.ValueKind == JsonValueKind.Object && _value.TryGetProperty(key, out var member) ? member : default, $"{_path}.{key}");

    public string String => _value.ValueKind == JsonValueKind.String ? Text() : throw Wrong("a string");

    public int Int => _value.ValueKind == JsonValueKind.Number && _value.TryGetInt32(out var n) ? n : throw Wrong("a whole number");

    public long Long => _value.ValueKind == JsonValueKind.Number && _value.TryGetInt64(out var n) ? n : throw Wrong("a whole number");

    public double Double => _value.ValueKind == JsonValueKind.Number ? _value.GetDouble() : throw Wrong("a number");

    public bool Bool => _value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong("true or false"),
    };

    /// <summary>The value as it stands, for shapes that the other members don't cover.</summary>
    public JsonElement Json => _value;

    /// <summary>The elements of an array, each read by <paramref name="read"/>.</summary>
    public T[] Array<T>(Func<MetadataReader, T> read)
    {
        if (_value.ValueKind != JsonValueKind.Array)
            throw Wrong("an array");
        var result = new T[_value.GetArrayLength()];
        var i = 0;
        foreach (var element in _value.EnumerateArray())
        {
            result[i] = read(new MetadataReader(_family, element, $"{_path}[{i}]"));
            i++;
        }

        return result;
    }

    /// <summary>The members of an object, each read by <paramref name="read"/>, in the order in which they stand.</summary>
    public KeyValuePair<string, T>[] Object<T>(Func<MetadataReader, T> read)
    {
        if (_value.ValueKind != JsonValueKind.Object)
            throw Wrong("an object");
        var result = new List<KeyValuePair<string, T>>();
        foreach (var member in _value.EnumerateObject())
            result.Add(new(member.Name, read(new MetadataReader(_family, member.Value, $"{_path}.{member.Name}"))));
        return [.. result];
    }

    private string Text()
    {
        try
        {
            return _value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair passes as JSON and shows only when it is read as text.
            throw Wrong("a string of whole characters");
        }
    }

    /// <summary>An error about this value: <paramref name="right"/> says what it must be.</summary>
    public TaskFormatException Wrong(string right) =>
        new($"{_family}: {_path} is {(Exists ? TaskRow.Shorten(_value.GetRawText()) : "missing")}; it must be {right}.");
}
