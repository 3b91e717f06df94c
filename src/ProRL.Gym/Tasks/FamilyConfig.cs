using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ProRL.Gym.Tasks;

/// <summary>How a prompt is worded.</summary>
public enum PromptStyle
{
    /// <summary>Sentences, ending with how to answer.</summary>
    Full,

    /// <summary>As few characters as possible, for models too small to read.</summary>
    Terse,
}

/// <summary>The settings that every family has. A family's own record derives from it, with a default for each setting.</summary>
public abstract record FamilyConfig
{
    public PromptStyle Style { get; init; } = PromptStyle.Full;
}

/// <summary>
/// Reads a family's settings: the defaults, moved to a level by <c>"level": n</c>, with the keys given laid over them.
/// Unknown keys and wrong values are refused.
/// </summary>
internal sealed class ConfigReader<TConfig>(string family, int maxLevel, Func<int, TConfig> atLevel, Func<TConfig, IEnumerable<string>> validate)
    where TConfig : FamilyConfig, new()
{
    // The same few configs come with every handle of a run; the cap keeps a caller who varies them from filling memory.
    private const int CacheSize = 256;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    private readonly Lazy<JsonObject> _defaults = new(() => JsonSerializer.SerializeToNode(new TConfig(), Options)!.AsObject());
    private readonly ConcurrentDictionary<string, TConfig> _cache = new(StringComparer.Ordinal);

    public JsonObject Defaults => _defaults.Value;

    /// <exception cref="TaskFormatException">Some setting is unknown or wrong; the message names every one.</exception>
    public TConfig Read(string json)
    {
        if (_cache.TryGetValue(json, out var known))
            return known;
        TConfig config;
        try
        {
            config = Parse(json);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair (\ud800 to \udfff alone) passes as JSON and shows only when it is read as text.
            throw new TaskFormatException($"{family}: the config '{Datasets.TaskRow.Shorten(json)}' holds characters that are not text; a setting must be like its default.");
        }

        if (_cache.Count < CacheSize)
            _cache.TryAdd(json, config);
        return config;
    }

    private TConfig Parse(string json)
    {
        var given = json.Length == 0 ? [] : Object(json);
        var config = new TConfig();
        if (given.TryGetPropertyValue("level", out var level))
        {
            given.Remove("level");
            if (level is not JsonValue value || !value.TryGetValue<int>(out var n) || n < 0 || n > maxLevel)
                throw new TaskFormatException($"{family}: level is {level?.ToJsonString() ?? "null"}; it must be a whole number from 0 to {maxLevel}.");
            config = atLevel(n);
        }

        var unknown = given.Select(p => p.Key).Where(key => !Defaults.ContainsKey(key)).ToArray();
        if (unknown.Length > 0)
            throw new TaskFormatException($"{family} has no setting '{string.Join("', '", unknown)}'; it has level, {string.Join(", ", Defaults.Select(p => p.Key))}.");

        var merged = JsonSerializer.SerializeToNode(config, Options)!.AsObject();
        foreach (var (key, value) in given)
            merged[key] = value?.DeepClone();
        try
        {
            config = merged.Deserialize<TConfig>(Options)!;
        }
        catch (JsonException e)
        {
            var key = (e.Path?.TrimStart('$', '.') ?? "").Split('[', '.')[0];
            throw new TaskFormatException($"{family}: {key} is {merged[key]?.ToJsonString() ?? "null"}; it must be like its default, {Defaults[key]?.ToJsonString() ?? "null"}.");
        }

        var errors = validate(config).ToArray();
        return errors.Length == 0 ? config : throw new TaskFormatException($"{family}: {string.Join("; ", errors)}.");
    }

    private JsonObject Object(string json)
    {
        try
        {
            if (JsonNode.Parse(json) is JsonObject o)
            {
                _ = o.Count; // A repeated key shows only when the object is first looked into.
                return o;
            }
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
        }

        throw new TaskFormatException($"{family}: the config '{Datasets.TaskRow.Shorten(json)}' is not a JSON object like {{\"level\":1}}.");
    }
}
