using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;

namespace ProRL.Gym.Plugins;

/// <summary>Reads the settings of a family in JavaScript: its defaults, moved to a level, with what a handle gives laid over.</summary>
internal sealed class JavaScriptConfig(FamilyInfo info, Func<JsonNode, JsonNode?> atLevel, Func<JsonNode, JsonNode?> validate)
{
    private const int CacheSize = 256;

    private readonly ConcurrentDictionary<string, string> _cache = new(StringComparer.Ordinal);

    /// <exception cref="TaskFormatException">A setting is unknown or wrong.</exception>
    public JsonNode Read(string json)
    {
        if (!_cache.TryGetValue(json, out var config))
        {
            config = Parse(json).ToJsonString();
            if (_cache.Count < CacheSize)
                _cache.TryAdd(json, config);
        }

        return JsonNode.Parse(config)!;
    }

    private JsonObject Parse(string json)
    {
        var given = json.Length == 0 ? [] : Given(json);
        var config = info.Defaults.DeepClone().AsObject();
        if (given.Remove("level", out var level))
        {
            if (level is not JsonValue value || !value.TryGetValue<int>(out var n) || n < 0 || n > info.MaxLevel)
                throw new TaskFormatException($"{info.Id}: level is {level?.ToJsonString() ?? "null"}; it must be a whole number from 0 to {info.MaxLevel}.");
            Lay(config, atLevel(n) as JsonObject ?? throw new TaskFormatException($"{info.Id}: atLevel({n}) gave no object with settings."));
        }

        Lay(config, given);
        if ((string?)config["style"] is not ("full" or "terse"))
            throw new TaskFormatException($"{info.Id}: style is {config["style"]!.ToJsonString()}; it must be \"full\" or \"terse\".");
        if (validate(config) is JsonArray { Count: > 0 } mistakes)
            throw new TaskFormatException($"{info.Id}: {string.Join("; ", mistakes.Select(m => m?.ToString()))}.");
        return config;
    }

    private void Lay(JsonObject config, JsonObject settings)
    {
        foreach (var (key, value) in settings)
        {
            if (!config.TryGetPropertyValue(key, out var usual))
                throw new TaskFormatException($"{info.Id}: there is no setting '{TaskRow.Shorten(key)}'; there are {string.Join(", ", config.Select(s => s.Key))} and level.");
            if (Kind(value) != Kind(usual))
                throw new TaskFormatException($"{info.Id}: {key} is {TaskRow.Shorten(value?.ToJsonString() ?? "null")}; it must be like its default, {usual?.ToJsonString() ?? "null"}.");
            config[key] = value?.DeepClone();
        }
    }

    private JsonObject Given(string json)
    {
        try
        {
            if (JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) is JsonObject given)
            {
                _ = given.ToJsonString();
                return given;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // No JSON, or a text that is none.
        }

        throw new TaskFormatException($"{info.Id}: the config '{TaskRow.Shorten(json)}' is no JSON object with settings.");
    }

    private static JsonValueKind Kind(JsonNode? node) => node?.GetValueKind() switch
    {
        null => JsonValueKind.Null,
        JsonValueKind.False => JsonValueKind.True,
        var kind => kind.Value,
    };
}
