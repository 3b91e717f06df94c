namespace ProRL.Trainer.Tokenizers.Templates;

/// <summary>The tokens of one output or block, read from the left.</summary>
internal sealed class TokenReader(IReadOnlyList<TemplateToken> tokens)
{
    private int _at;

    public TemplateToken Next => tokens[_at];

    public bool AtEnd => Next.Kind == TokenKind.End;

    public TemplateToken Take()
    {
        var token = tokens[_at];
        if (!AtEnd) _at++;
        return token;
    }

    /// <summary>Whether the next tokens are these; takes them if so.</summary>
    public bool Skip(params ReadOnlySpan<string> values)
    {
        for (var i = 0; i < values.Length; i++)
            if (_at + i >= tokens.Count || !tokens[_at + i].Is(values[i])) return false;
        _at += values.Length;
        return true;
    }

    public TemplateToken Expect(string value) => Next.Is(value) ? Take() : throw Unexpected($"'{value}'");

    public string ExpectName() => Next.Kind == TokenKind.Name ? Take().Value : throw Unexpected("a name");

    public void ExpectEnd()
    {
        if (!AtEnd) throw Unexpected("the end");
    }

    public TemplateException Unexpected(string expected) => new(Next.Offset, $"{expected} was expected, not {Next}");
}
