using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace ProRL.Verifiers.Sandboxing.Languages;

/// <summary>
/// The form in which plain values go to test code and come back in its report. Null, truths, whole numbers, finite floats,
/// texts and lists are what they are in JSON; everything else is an object with one member, whose name is the kind:
/// <c>{"f":"nan"}</c> (or <c>inf</c>, <c>-inf</c>), <c>{"i":"-1f"}</c> (a huge whole number, hexadecimal),
/// <c>{"t":[…]}</c> a tuple, <c>{"s":[…]}</c> and <c>{"z":[…]}</c> sets, <c>{"d":[[key,value],…]}</c> (and <c>d:FACTORY</c>, <c>C</c>, <c>O</c> for its kinds) a dictionary; any
/// other kind is a value that JSON can't hold.
/// </summary>
/// <remarks>
/// Expected values come from JSON, which has one kind of list and no keys but texts. So a tuple is read as a list, and a
/// dictionary whose keys are all texts as a record: <c>(1, 2)</c> is right where <c>[1, 2]</c> is expected.
/// </remarks>
internal static class TaggedJson
{
    /// <summary>How deep the JSON of a reported value may be nested.</summary>
    public const int MaxDepth = 512;

    /// <summary>The value that a tagged text stands for.</summary>
    /// <exception cref="FormatException">It is no tagged value.</exception>
    public static PlainValue Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => new PlainValue.Null(),
        JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number => PlainJson.Read(json),
        JsonValueKind.String => new PlainValue.Text(Text(json)),
        JsonValueKind.Array => new PlainValue.List(Items(json)),
        _ => ReadTagged(json),
    };

    /// <summary>The arguments of each call, for test code of <see cref="TestStyle.Calls"/>.</summary>
    /// <exception cref="ArgumentException">A value has no tagged form.</exception>
    public static string Calls(IEnumerable<FunctionCall> calls)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartArray();
            foreach (var call in calls)
                WriteItems(json, call.Arguments);
            json.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(text.ToArray());
    }

    /// <summary>Writes a value for test code.</summary>
    /// <exception cref="ArgumentException">The value has no tagged form.</exception>
    public static void Write(Utf8JsonWriter json, PlainValue value)
    {
        switch (value)
        {
            case PlainValue.Null or PlainValue.Undefined:
                json.WriteNullValue();
                break;
            case PlainValue.Truth truth:
                json.WriteBooleanValue(truth.Value);
                break;
            case PlainValue.Number number:
                WriteNumber(json, number);
                break;
            case PlainValue.Whole whole:
                json.WriteRawValue(whole.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case PlainValue.Text text:
                json.WriteStringValue(text.Value);
                break;
            case PlainValue.List list:
                WriteItems(json, list.Items);
                break;
            case PlainValue.UniqueItems set:
                WriteTagged(json, "s", () => WriteItems(json, set.Items));
                break;
            case PlainValue.Record record:
                WriteEntries(json, record.Members.Select(m => ((PlainValue)new PlainValue.Text(m.Key), m.Value)));
                break;
            case PlainValue.Map map:
                WriteEntries(json, map.Entries.Select(e => (e.Key, e.Value)));
                break;
            default:
                throw new ArgumentException($"{value.GetType().Name} can't be given to test code.", nameof(value));
        }
    }

    private static PlainValue ReadTagged(JsonElement json)
    {
        using var members = json.EnumerateObject();
        if (!members.MoveNext())
            throw new FormatException("An object without a tag is no value.");
        var (tag, content) = (members.Current.Name, members.Current.Value);
        if (members.MoveNext())
            throw new FormatException("An object with several tags is no value.");
        return tag switch
        {
            "f" => new PlainValue.Number(Text(content) switch
            {
                "nan" => double.NaN,
                "inf" => double.PositiveInfinity,
                "-inf" => double.NegativeInfinity,
                var other => throw new FormatException($"No float is called '{other}'."),
            }),
            "i" => new PlainValue.Whole(Hexadecimal(Text(content))),
            "t" => new PlainValue.List(Items(content)),
            "s" or "z" => new PlainValue.UniqueItems(Items(content)),
            "d" or "C" or "O" => Dictionary(content),
            _ when tag.StartsWith("d:", StringComparison.Ordinal) => Dictionary(content),
            _ => new PlainValue.Other(tag, content.GetRawText()),
        };
    }

    private static PlainValue Dictionary(JsonElement content)
    {
        var entries = Items(content).Select(e => e is PlainValue.List { Items: [var key, var value] }
            ? KeyValuePair.Create(key, value)
            : throw new FormatException("An entry of a dictionary is a key and a value.")).ToArray();
        return entries.All(e => e.Key is PlainValue.Text)
            ? new PlainValue.Record([.. entries.Select(e => KeyValuePair.Create(((PlainValue.Text)e.Key).Value, e.Value))])
            : new PlainValue.Map(entries);
    }

    private static PlainValue[] Items(JsonElement json) => json.ValueKind == JsonValueKind.Array
        ? [.. json.EnumerateArray().Select(Read)]
        : throw new FormatException("The items of a value are a list.");

    private static BigInteger Hexadecimal(string digits)
    {
        var negative = digits.StartsWith('-');
        if (!BigInteger.TryParse("0" + digits[(negative ? 1 : 0)..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            throw new FormatException("A huge whole number is written in hexadecimal digits.");
        return negative ? -value : value;
    }

    // A text may hold half of a surrogate pair, which no .NET text can be made of.
    private static string Text(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.String)
            throw new FormatException("A text was expected.");
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return json.GetRawText();
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, PlainValue.Number number)
    {
        var value = number.Value;
        if (!double.IsFinite(value))
            WriteTagged(json, "f", () => json.WriteStringValue(double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf"));
        else if (!number.IsDecimal && double.IsInteger(value) && Math.Abs(value) <= 1L << 53)
            json.WriteNumberValue((long)value);
        else
            json.WriteRawValue(value.ToString(double.IsInteger(value) && Math.Abs(value) < 1e15 ? "F1" : "R", CultureInfo.InvariantCulture));
    }

    private static void WriteTagged(Utf8JsonWriter json, string tag, Action content)
    {
        json.WriteStartObject();
        json.WritePropertyName(tag);
        content();
        json.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter json, IEnumerable<PlainValue> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
            Write(json, item);
        json.WriteEndArray();
    }

    private static void WriteEntries(Utf8JsonWriter json, IEnumerable<(PlainValue Key, PlainValue Value)> entries) => WriteTagged(json, "d", () =>
    {
        json.WriteStartArray();
        foreach (var (key, value) in entries)
            WriteItems(json, [key, value]);
        json.WriteEndArray();
    });
}
