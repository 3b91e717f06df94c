namespace ProRL.Trainer.Tokenizers.Templates;

/// <summary>Whether a body ran to its end, or <c>break</c> or <c>continue</c> left it.</summary>
internal enum Flow { Next, Break, Continue }

/// <summary>A part of a template.</summary>
internal abstract class Statement(int offset)
{
    public int Offset => offset;

    public Flow Run(Rendering rendering)
    {
        rendering.Step(offset);
        return Execute(rendering);
    }

    public static Flow Run(IReadOnlyList<Statement> body, Rendering rendering)
    {
        foreach (var statement in body)
            if (statement.Run(rendering) is var flow and not Flow.Next) return flow;
        return Flow.Next;
    }

    protected abstract Flow Execute(Rendering rendering);
}

internal sealed class PlainText(int offset, string text) : Statement(offset)
{
    protected override Flow Execute(Rendering rendering)
    {
        rendering.Write(text, Offset);
        return Flow.Next;
    }
}

internal sealed class Output(int offset, Expression value) : Statement(offset)
{
    protected override Flow Execute(Rendering rendering)
    {
        rendering.Write(Values.Print(value.Evaluate(rendering), Offset), Offset);
        return Flow.Next;
    }
}

/// <summary>Conditions with what each leads to; the condition of <c>else</c> is null.</summary>
internal sealed class IfStatement(int offset, IReadOnlyList<(Expression? Condition, IReadOnlyList<Statement> Body)> branches) : Statement(offset)
{
    protected override Flow Execute(Rendering rendering)
    {
        foreach (var (condition, body) in branches)
            if (condition is null || Values.Truth(condition.Evaluate(rendering))) return Run(body, rendering);
        return Flow.Next;
    }
}

/// <summary><c>{% for names in whole if condition %}</c>, with one name or several that each item is taken apart into.</summary>
internal sealed class ForStatement(
    int offset, IReadOnlyList<string> names, Expression whole, Expression? condition, IReadOnlyList<Statement> body, IReadOnlyList<Statement> otherwise) : Statement(offset)
{
    protected override Flow Execute(Rendering rendering)
    {
        var items = Values.Items(whole.Evaluate(rendering), Offset);
        if (condition is not null)
            items = items.FindAll(item => rendering.Within(Names(item), () => Values.Truth(condition.Evaluate(rendering))));
        if (items.Count == 0) return Run(otherwise, rendering);
        for (var i = 0; i < items.Count; i++)
        {
            var round = Names(items[i]);
            round["loop"] = Loop(items, i);
            if (rendering.Within(round, () => Run(body, rendering)) == Flow.Break) break;
        }
        return Flow.Next;
    }

    private static Dictionary<string, object?> Loop(List<object?> items, int i)
    {
        var loop = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["index"] = i + 1L,
            ["index0"] = (long)i,
            ["revindex"] = (long)items.Count - i,
            ["revindex0"] = items.Count - i - 1L,
            ["first"] = i == 0,
            ["last"] = i == items.Count - 1,
            ["length"] = (long)items.Count,
        };
        if (i > 0) loop["previtem"] = items[i - 1];
        if (i + 1 < items.Count) loop["nextitem"] = items[i + 1];
        return loop;
    }

    private Dictionary<string, object?> Names(object? item)
    {
        if (names.Count == 1) return new(StringComparer.Ordinal) { [names[0]] = item };
        if (item is not List<object?> parts || parts.Count != names.Count)
            throw new TemplateException(Offset, $"{Values.Kind(item)} can't be taken apart into {names.Count} names");
        return names.Zip(parts).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
    }
}

/// <summary><c>{% set name = value %}</c>, or <c>name.member</c> of a namespace.</summary>
internal sealed class SetStatement(int offset, string name, string? member, Expression value) : Statement(offset)
{
    protected override Flow Execute(Rendering rendering)
    {
        var result = value.Evaluate(rendering);
        if (member is null) rendering.Set(name, result);
        else if (rendering.Look(name) is NamespaceValue space) space.Members[member] = result;
        else throw new TemplateException(Offset, $"'{name}' is no namespace, so '{name}.{member}' can't be set");
        return Flow.Next;
    }
}

/// <summary><c>{% set name %}…{% endset %}</c>: the name is what the body writes.</summary>
internal sealed class CaptureStatement(int offset, string name, IReadOnlyList<Statement> body) : Statement(offset)
{
    protected override Flow Execute(Rendering rendering)
    {
        rendering.Set(name, rendering.Capture(() => rendering.Within(new(StringComparer.Ordinal), () => Run(body, rendering))));
        return Flow.Next;
    }
}

internal sealed class MacroStatement(int offset, string name, IReadOnlyList<(string Name, Expression? Default)> parameters, IReadOnlyList<Statement> body) : Statement(offset)
{
    private readonly string[] _names = [.. parameters.Select(p => p.Name)];

    protected override Flow Execute(Rendering rendering)
    {
        rendering.Set(name, (TemplateFunction)Call);
        return Flow.Next;
    }

    private string Call(TemplateArguments arguments)
    {
        arguments.Takes(_names);
        var given = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var i = 0; i < parameters.Count; i++)
        {
            var (parameter, otherwise) = parameters[i];
            given[parameter] = arguments.Has(i, parameter) ? arguments.Value(i, parameter)
                : otherwise is null ? new Undefined(parameter) : otherwise.Evaluate(arguments.Rendering);
        }
        return arguments.Rendering.Call(given, () => Run(body, arguments.Rendering), arguments.Offset);
    }
}

internal sealed class Jump(int offset, Flow flow) : Statement(offset)
{
    protected override Flow Execute(Rendering rendering) => flow;
}

/// <summary>Statements that go together: what stands in a <c>generation</c> block, whose marks only matter to training masks of transformers.</summary>
internal sealed class Group(int offset, IReadOnlyList<Statement> body) : Statement(offset)
{
    protected override Flow Execute(Rendering rendering) => Run(body, rendering);
}
