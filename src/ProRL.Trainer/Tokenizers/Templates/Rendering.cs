using System.Text;

namespace ProRL.Trainer.Tokenizers.Templates;

/// <summary>One rendering on its way: names, output, and the bounds on steps, text and nested calls.</summary>
internal sealed class Rendering(Dictionary<string, object?> variables)
{
    private const int MaxSteps = 1_000_000;
    private const int MaxText = 16_000_000;
    private const int MaxCalls = 16;

    // Making so many characters takes about as long as a step.
    private const int CharactersPerStep = 64;

    private readonly Scope _root = new(variables, null);
    private StringBuilder _output = new();
    private Scope? _scope;
    private int _steps;
    private int _calls;

    private sealed record Scope(Dictionary<string, object?> Names, Scope? Outer);

    private Scope Current => _scope ?? _root;

    public string Output => _output.ToString();

    public void Step(int offset)
    {
        if (++_steps > MaxSteps) throw new TemplateException(offset, $"the template takes over {MaxSteps} steps");
    }

    /// <summary>Refuses a text that would grow too long, before it is made; its length counts as steps.</summary>
    public void Allow(long length, int offset)
    {
        if (length > MaxText) throw new TemplateException(offset, $"a text of {length} characters is over the bound of {MaxText}");
        _steps += (int)length / CharactersPerStep;
    }

    /// <summary>Making so many items counts as so many steps; to be asked before they are made.</summary>
    public void AllowItems(long items, int offset)
    {
        _steps = (int)Math.Min(MaxSteps, _steps + items);
        Step(offset);
    }

    public void Write(string text, int offset)
    {
        Allow(text.Length, offset);
        if (_output.Length + (long)text.Length > MaxText) throw new TemplateException(offset, $"the text is over the bound of {MaxText} characters");
        _output.Append(text);
    }

    public object? Look(string name)
    {
        for (var scope = Current; scope is not null; scope = scope.Outer)
            if (scope.Names.TryGetValue(name, out var value)) return value;
        return new Undefined(name);
    }

    public void Set(string name, object? value) => Current.Names[name] = value;

    /// <summary>Runs in a scope of its own, whose names end with it: a loop's round.</summary>
    public T Within<T>(Dictionary<string, object?> names, Func<T> body)
    {
        var outer = _scope;
        _scope = new Scope(names, Current);
        try
        {
            return body();
        }
        finally
        {
            _scope = outer;
        }
    }

    /// <summary>Runs a macro: it sees the template's own names and its arguments, none of the caller's.</summary>
    public string Call(Dictionary<string, object?> arguments, Action body, int offset)
    {
        if (++_calls > MaxCalls) throw new TemplateException(offset, $"macros call each other over {MaxCalls} deep");
        var outer = _scope;
        _scope = new Scope(arguments, _root);
        try
        {
            return Capture(body);
        }
        finally
        {
            _scope = outer;
            _calls--;
        }
    }

    /// <summary>What the body writes, instead of its being written.</summary>
    public string Capture(Action body)
    {
        var outer = _output;
        _output = new StringBuilder();
        try
        {
            body();
            return _output.ToString();
        }
        finally
        {
            _output = outer;
        }
    }
}
