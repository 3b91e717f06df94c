using System.Text.Json;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Protocol;

namespace ProRL.Server.Http;

/// <summary>Reads the parts of a request's body; what is missing or of another type is told by its name.</summary>
internal sealed class RequestReader(JsonObject body)
{
    public JsonObject Body => body;

    public bool Has(string key) => body.TryGetPropertyValue(key, out var value) && value is not null;

    /// <exception cref="GymException">There is no such text.</exception>
    public string Text(string key) => OptionalText(key) ?? throw Wrong(key, "a text");

    public string? OptionalText(string key) =>
        !Has(key) ? null : body[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw Wrong(key, "a text");

    public double? OptionalNumber(string key) =>
        !Has(key) ? null : body[key]!.GetValueKind() == JsonValueKind.Number ? body[key]!.GetValue<double>() : throw Wrong(key, "a number");

    public JsonArray List(string key) => body[key] as JsonArray ?? throw Wrong(key, "a list");

    /// <summary>A list of texts.</summary>
    public string[] Texts(string key) =>
        [.. List(key).Select(item => item is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw Wrong(key, "a list of texts"))];

    public RequestReader Object(string key) => body[key] is JsonObject inner ? new RequestReader(inner) : throw Wrong(key, "an object");

    public static GymException Wrong(string key, string right) =>
        GymException.BadRequest($"the request's \"{TaskRow.Shorten(key)}\" must be {right}");
}
