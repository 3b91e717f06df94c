namespace ProRL.Trainer.Tokenizers.Templates;

/// <summary>The arguments of one call, filter or test, with the name of what is called for messages.</summary>
internal sealed record TemplateArguments(string Callee, Rendering Rendering, int Offset, IReadOnlyList<object?> Positional, IReadOnlyDictionary<string, object?> Named)
{
    /// <summary>Refuses more arguments than there are names, and names that are not among them.</summary>
    public TemplateArguments Takes(params ReadOnlySpan<string> names)
    {
        if (Positional.Count > names.Length) throw Wrong($"takes at most {names.Length} arguments, not {Positional.Count}");
        foreach (var name in Named.Keys)
            if (!names.Contains(name)) throw Wrong($"has no argument '{name}'");
        return this;
    }

    public bool Has(int index, string name) => index < Positional.Count || Named.ContainsKey(name);

    public object? Value(int index, string name, object? otherwise = null) =>
        index < Positional.Count ? Positional[index] : Named.TryGetValue(name, out var value) ? value : otherwise;

    public string Text(int index, string name) => Value(index, name) as string ?? throw Wrong($"needs a string as '{name}', not {Values.Kind(Value(index, name))}");

    /// <summary>A string; null where it is left out or none.</summary>
    public string? TextOrNone(int index, string name) => Value(index, name) is null ? null : Text(index, name);

    public long Integer(int index, string name, long otherwise) => Value(index, name, otherwise) switch
    {
        long n => n,
        bool b => b ? 1 : 0,
        var other => throw Wrong($"needs an integer as '{name}', not {Values.Kind(other)}"),
    };

    public TemplateException Wrong(string what) => new(Offset, $"{Callee} {what}");
}
