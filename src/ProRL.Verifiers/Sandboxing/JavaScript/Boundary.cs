using Jint;
using Jint.Native;
using Jint.Native.Error;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;

namespace ProRL.Verifiers.Sandboxing.JavaScript;

/// <summary>
/// Takes values out of an engine as plain values, and builds them anew in an engine. Taking a value out may run the
/// program's getters, in the program's engine and on its budget; what comes out has no behaviour left. Functions,
/// symbols and cycles are refused.
/// </summary>
internal sealed class Boundary(Engine engine, JavaScriptLimits limits, RunBudget budget)
{
    /// <exception cref="JavaScriptException">The value can't cross; the message says why.</exception>
    public PlainValue Take(JsValue value)
    {
        var nodes = limits.ValueNodes;
        return Take(value, [], ref nodes);
    }

    public JsValue Build(PlainValue value) => value switch
    {
        PlainValue.Undefined => JsValue.Undefined,
        PlainValue.Null => JsValue.Null,
        PlainValue.Truth t => t.Value ? JsBoolean.True : JsBoolean.False,
        PlainValue.Number n => JsNumber.Create(n.Value),
        PlainValue.Whole w => new JsBigInt(w.Value),
        PlainValue.Text t => JsString.Create(t.Value),
        PlainValue.List l => new JsArray(engine, [.. l.Items.Select(Build)]),
        PlainValue.Record r => BuildRecord(r),
        PlainValue.Map m => engine.Construct("Map", new JsArray(engine, [.. m.Entries.Select(e => (JsValue)new JsArray(engine, [Build(e.Key), Build(e.Value)]))])),
        PlainValue.UniqueItems s => engine.Construct("Set", new JsArray(engine, [.. s.Items.Select(Build)])),
        PlainValue.Moment d => engine.Construct("Date", JsNumber.Create(d.Milliseconds)),
        PlainValue.Failure e => BuildError(e),
        _ => throw new InvalidOperationException($"No value is built for {value.GetType().Name}."),
    };

    /// <summary>
    /// Gives an array or object the contents that another side left in its copy, so that a function that works in place
    /// does so across the boundary.
    /// </summary>
    public void Overwrite(JsValue target, PlainValue contents)
    {
        if (target is JsArray array && contents is PlainValue.List list)
        {
            array.Set("length", JsNumber.Create(list.Items.Count));
            for (var i = 0; i < list.Items.Count; i++)
                array.CreateDataProperty(JsNumber.Create(i), Build(list.Items[i]));
        }
        else if (target is ObjectInstance o and not JsArray && contents is PlainValue.Record record)
        {
            var kept = record.Members.Select(m => m.Key).ToHashSet(StringComparer.Ordinal);
            foreach (var key in Keys(o).Where(k => !kept.Contains(k.ToString())).ToArray())
                o.Delete(key);
            foreach (var (key, value) in record.Members)
                o.CreateDataProperty(JsString.Create(key), Build(value));
        }
    }

    private PlainValue Take(JsValue value, List<JsValue> parents, ref int nodes)
    {
        budget.Check();
        if (--nodes < 0)
            throw Refuse($"has more than {limits.ValueNodes} parts");
        return value switch
        {
            _ when value.IsUndefined() => new PlainValue.Undefined(),
            _ when value.IsNull() => new PlainValue.Null(),
            JsBoolean b => new PlainValue.Truth(TypeConverter.ToBoolean(b)),
            JsNumber n => new PlainValue.Number(n.AsNumber()),
            JsBigInt b => new PlainValue.Whole(TypeConverter.ToBigInt(b)),
            JsString s => new PlainValue.Text(s.ToString()),
            ObjectInstance o => TakeObject(o, parents, ref nodes),
            _ => throw Refuse("is a symbol"),
        };
    }

    private PlainValue TakeObject(ObjectInstance o, List<JsValue> parents, ref int nodes)
    {
        if (o is Function || o.IsCallable())
            throw Refuse("is a function");
        if (parents.Exists(p => ReferenceEquals(p, o)))
            throw Refuse("holds itself");
        if (parents.Count >= limits.ValueDepth)
            throw Refuse($"is nested deeper than {limits.ValueDepth}");
        parents.Add(o);
        PlainValue result = o switch
        {
            JsArray a => new PlainValue.List(TakeItems(a, parents, ref nodes)),
            JsMap m => TakeMap(m, parents, ref nodes),
            JsSet s => TakeSet(s, parents, ref nodes),
            JsDate d => new PlainValue.Moment(d.DateValue),
            ErrorInstance e => new PlainValue.Failure(TakeText(e, "name", "Error"), TakeText(e, "message", "")),
            _ => TakeRecord(o, parents, ref nodes),
        };
        parents.RemoveAt(parents.Count - 1);
        return result;
    }

    private PlainValue[] TakeItems(JsArray array, List<JsValue> parents, ref int nodes)
    {
        var length = array.Length;
        if (length > nodes)
            throw Refuse($"has more than {limits.ValueNodes} parts");
        var items = new PlainValue[length];
        for (var i = 0; i < items.Length; i++)
            items[i] = Take(array.Get(JsNumber.Create(i)), parents, ref nodes);
        return items;
    }

    private PlainValue.Map TakeMap(JsMap map, List<JsValue> parents, ref int nodes)
    {
        var entries = new List<KeyValuePair<PlainValue, PlainValue>>();
        foreach (var (key, value) in Copy(map.GetEnumerator()))
            entries.Add(new(Take(key, parents, ref nodes), Take(value, parents, ref nodes)));
        return new PlainValue.Map(entries);
    }

    private PlainValue.UniqueItems TakeSet(JsSet set, List<JsValue> parents, ref int nodes)
    {
        var items = new List<PlainValue>();
        foreach (var item in Copy(set.GetEnumerator()))
            items.Add(Take(item, parents, ref nodes));
        return new PlainValue.UniqueItems(items);
    }

    private PlainValue.Record TakeRecord(ObjectInstance o, List<JsValue> parents, ref int nodes)
    {
        var members = new List<KeyValuePair<string, PlainValue>>();
        foreach (var key in Keys(o))
            members.Add(new(key.ToString(), Take(o.Get(key), parents, ref nodes)));
        return new PlainValue.Record(members);
    }

    private static string TakeText(ObjectInstance error, string key, string otherwise) =>
        error.Get(JsString.Create(key)) is JsString text ? text.ToString() : otherwise;

    private static IEnumerable<JsValue> Keys(ObjectInstance o) =>
        o.GetOwnPropertyKeys(Types.String).Where(key => o.GetOwnProperty(key).Enumerable);

    // A getter may change the collection while it is being read.
    private static List<T> Copy<T>(IEnumerator<T> source)
    {
        var all = new List<T>();
        while (source.MoveNext())
            all.Add(source.Current);
        return all;
    }

    private JsObject BuildRecord(PlainValue.Record record)
    {
        var o = new JsObject(engine);
        foreach (var (key, value) in record.Members)
            o.CreateDataProperty(JsString.Create(key), Build(value));
        return o;
    }

    private ObjectInstance BuildError(PlainValue.Failure error)
    {
        var kind = error.Name is "TypeError" or "RangeError" or "SyntaxError" or "ReferenceError" or "EvalError" or "URIError" ? error.Name : "Error";
        var built = engine.Construct(kind, JsString.Create(error.Message));
        if (kind != error.Name)
            built.Set("name", JsString.Create(error.Name));
        return built;
    }

    private JavaScriptException Refuse(string why) =>
        new(engine.Intrinsics.TypeError, $"A value that crosses between a program and its tests {why}; only plain values can.");
}
