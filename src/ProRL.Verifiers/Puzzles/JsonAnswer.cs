using System.Text;
using System.Text.Json;

namespace ProRL.Verifiers.Puzzles;

/// <summary>Reads an answer that must be JSON: strictly, to a bounded depth, without exceptions.</summary>
public static class JsonAnswer
{
    private const int MaxDepth = 64;

    /// <summary>
    /// The members of the object that <paramref name="text"/> is, the last one of each name; null where it is not a JSON
    /// object from its first character to its last.
    /// </summary>
    public static IReadOnlyDictionary<string, JsonElement>? Members(string text, Budget budget)
    {
        budget.Spend(text.Length);
        var bare = text.AsSpan().Trim();
        if (bare is not ['{', .., '}'])
            return null; // Most of what is no JSON object ends here, without the cost of an exception.
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = MaxDepth });
            var value = JsonElement.ParseValue(ref reader);
            if (reader.Read() || value.ValueKind != JsonValueKind.Object)
                return null;
            var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
            foreach (var member in value.EnumerateObject())
                members[member.Name] = member.Value;
            return members;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A name with half of a surrogate pair, which is no text, shows only when it is read.
            return null;
        }
    }

    /// <summary>The whole number that <paramref name="value"/> is, also where it is written <c>2.0</c>; null for all else.</summary>
    public static long? Whole(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number)
            return null;
        if (value.TryGetInt64(out var whole))
            return whole;
        return value.TryGetDouble(out var real) && Math.Abs(real) < 1L << 53 && real == Math.Floor(real) ? (long)real : null;
    }
}
