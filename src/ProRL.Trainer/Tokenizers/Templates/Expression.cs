namespace ProRL.Trainer.Tokenizers.Templates;

/// <summary>A part of an expression.</summary>
internal abstract class Expression
{
    private const int MaxDepth = 100;

    // A chain of parts that nests too deep is refused here, so that evaluating one can't use up the stack.
    protected Expression(int offset, params ReadOnlySpan<Expression?> parts)
    {
        Offset = offset;
        foreach (var part in parts) Depth = Math.Max(Depth, (part?.Depth ?? 0) + 1);
        if (Depth > MaxDepth) throw new TemplateException(offset, $"the expression nests over {MaxDepth} deep");
    }

    public int Offset { get; }

    private int Depth { get; }

    public object? Evaluate(Rendering rendering)
    {
        rendering.Step(Offset);
        return Compute(rendering);
    }

    protected abstract object? Compute(Rendering rendering);
}

internal sealed class Literal(int offset, object? value) : Expression(offset)
{
    public object? Value => value;

    protected override object? Compute(Rendering rendering) => value;
}

internal sealed class Name(int offset, string name) : Expression(offset)
{
    public string Text => name;

    protected override object? Compute(Rendering rendering) => rendering.Look(name);
}

internal sealed class ListDisplay(int offset, Expression[] items) : Expression(offset, items)
{
    protected override object? Compute(Rendering rendering) => items.Select(item => item.Evaluate(rendering)).ToList();
}

internal sealed class MapDisplay(int offset, (Expression Key, Expression Value)[] items) : Expression(offset, [.. items.Select(i => i.Key), .. items.Select(i => i.Value)])
{
    protected override object? Compute(Rendering rendering)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in items)
            map[key.Evaluate(rendering) as string ?? throw new TemplateException(key.Offset, "a key of a mapping must be a string")] = value.Evaluate(rendering);
        return map;
    }
}

/// <summary><c>target.name</c> and <c>target[index]</c>.</summary>
internal sealed class Member(int offset, Expression target, Expression index, bool dotted) : Expression(offset, target, index)
{
    /// <summary>The name after the dot.</summary>
    public string? Key => (index as Literal)?.Value as string;

    protected override object? Compute(Rendering rendering)
    {
        var whole = target.Evaluate(rendering);
        var key = index.Evaluate(rendering);
        if (whole is Undefined missing) throw new TemplateException(Offset, $"'{missing.Name}' is not defined, so it has no members");
        if (key is string name)
        {
            // A dot prefers the method, a bracket the item, as in Jinja.
            if (dotted && Methods.Of(whole, name) is { } first) return first;
            if (whole is Dictionary<string, object?> map && map.TryGetValue(name, out var value)) return value;
            if (whole is NamespaceValue space && space.Members.TryGetValue(name, out var member)) return member;
            return (object?)Methods.Of(whole, name) ?? new Undefined(name);
        }
        // Python's values have members of no other kind; what is not there is undefined.
        if (key is not long at || whole is not (List<object?> or string)) return new Undefined("a member that is not there");
        var items = Values.Items(whole, Offset);
        if (at < 0) at += items.Count;
        return at >= 0 && at < items.Count ? items[(int)at] : new Undefined($"item {at}");
    }
}

/// <summary><c>target[from:to:step]</c> of a list or a string.</summary>
internal sealed class Slice(int offset, Expression target, Expression? from, Expression? to, Expression? step) : Expression(offset, target, from, to, step)
{
    protected override object? Compute(Rendering rendering)
    {
        var whole = target.Evaluate(rendering);
        if (whole is not (List<object?> or string)) throw new TemplateException(Offset, $"{Values.Kind(whole)} can't be cut");
        var items = Values.Items(whole, Offset);
        var by = Bound(step, rendering) ?? 1;
        if (by == 0) throw new TemplateException(Offset, "a slice can't have the step 0");
        var start = Place(Bound(from, rendering), by > 0 ? 0 : items.Count - 1, items.Count, by);
        var end = Place(Bound(to, rendering), by > 0 ? items.Count : -1, items.Count, by);
        var cut = new List<object?>();
        for (var i = start; by > 0 ? i < end : i > end; i += by) cut.Add(items[(int)i]);
        return whole is string ? string.Concat(cut) : cut;
    }

    private static long? Bound(Expression? expression, Rendering rendering) => expression?.Evaluate(rendering) switch
    {
        null => null,
        long n => Math.Clamp(n, int.MinValue, int.MaxValue),
        var other => throw new TemplateException(expression.Offset, $"a slice is bounded by integers, not by {Values.Kind(other)}"),
    };

    private static long Place(long? at, long otherwise, int count, long by)
    {
        if (at is not { } place) return otherwise;
        if (place < 0) place += count;
        return by > 0 ? Math.Clamp(place, 0, count) : Math.Clamp(place, -1, count - 1);
    }
}

internal sealed class Conditional(int offset, Expression condition, Expression then, Expression? otherwise) : Expression(offset, condition, then, otherwise)
{
    protected override object? Compute(Rendering rendering) =>
        Values.Truth(condition.Evaluate(rendering)) ? then.Evaluate(rendering)
        : otherwise is null ? new Undefined("the value of an 'if' without 'else'") : otherwise.Evaluate(rendering);
}
