namespace ProRL.Trainer.Tokenizers.Templates;

/// <summary>The arguments as written.</summary>
internal sealed record ArgumentList(Expression[] Positional, (string Name, Expression Value)[] Named)
{
    public static readonly ArgumentList None = new([], []);

    public Expression[] Parts => [.. Positional, .. Named.Select(n => n.Value)];

    public TemplateArguments Evaluate(string callee, Rendering rendering, int offset)
    {
        object?[] positional = [.. Positional.Select(p => p.Evaluate(rendering))];
        var named = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in Named) named[name] = value.Evaluate(rendering);
        return new TemplateArguments(callee, rendering, offset, positional, named);
    }
}

/// <summary><c>callee(arguments)</c>: a function, a macro or a method.</summary>
internal sealed class Invocation(int offset, Expression callee, string name, ArgumentList arguments) : Expression(offset, [callee, .. arguments.Parts])
{
    protected override object? Compute(Rendering rendering) => callee.Evaluate(rendering) switch
    {
        TemplateFunction function => function(arguments.Evaluate(name, rendering, Offset)),
        Undefined => throw new TemplateException(Offset, $"there is no function '{name}'"),
        var other => throw new TemplateException(Offset, $"'{name}' is {Values.Kind(other)} and can't be called"),
    };
}

/// <summary><c>subject | filter(arguments)</c>.</summary>
internal sealed class Filtering(int offset, Expression subject, string name, ArgumentList arguments) : Expression(offset, [subject, .. arguments.Parts])
{
    private readonly Func<object?, TemplateArguments, object?> _filter = Filters.Of(name) ?? throw new TemplateException(offset, $"there is no filter '{name}'; there are {Filters.Known}");

    protected override object? Compute(Rendering rendering) =>
        _filter(subject.Evaluate(rendering), arguments.Evaluate($"the filter '{name}'", rendering, Offset));
}

/// <summary><c>subject is test(arguments)</c>.</summary>
internal sealed class Testing(int offset, Expression subject, string name, ArgumentList arguments) : Expression(offset, [subject, .. arguments.Parts])
{
    private readonly Func<object?, TemplateArguments, bool> _test = Tests.Of(name) ?? throw new TemplateException(offset, $"there is no test '{name}'; there are {Tests.Known}");

    protected override object? Compute(Rendering rendering) =>
        _test(subject.Evaluate(rendering), arguments.Evaluate($"the test '{name}'", rendering, Offset));
}
