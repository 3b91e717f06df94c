namespace ProRL.Trainer.Tokenizers.Templates;

/// <summary>Puts a template's pieces together to statements.</summary>
internal sealed class TemplateParser(IReadOnlyList<TemplatePiece> pieces)
{
    private const int MaxNesting = 32;

    private int _at;
    private int _nesting;

    public static IReadOnlyList<Statement> Parse(string source)
    {
        var parser = new TemplateParser(TemplateLexer.Cut(source));
        return parser.Body(0, "", []);
    }

    // Statements up to a block that begins with one of the words; that block is left for the caller.
    private List<Statement> Body(int opening, string name, ReadOnlySpan<string> ends)
    {
        var body = new List<Statement>();
        for (; _at < pieces.Count; _at++)
        {
            var piece = pieces[_at];
            if (piece.Kind == PieceKind.Text) body.Add(new PlainText(piece.Offset, piece.Text));
            else if (piece.Kind == PieceKind.Output) body.Add(new Output(piece.Offset, Whole(new TokenReader(piece.Tokens))));
            else
            {
                var word = piece.Tokens[0].Value;
                if (ends.Contains(word)) return body;
                body.Add(Block(piece, word));
            }
        }
        return ends.Length == 0 ? body : throw new TemplateException(opening, $"the block '{name}' has no '{ends[^1]}'");
    }

    private Statement Block(TemplatePiece piece, string word)
    {
        if (++_nesting > MaxNesting) throw new TemplateException(piece.Offset, $"blocks nest over {MaxNesting} deep");
        var reader = new TokenReader(piece.Tokens);
        reader.Take();
        Statement statement = word switch
        {
            "if" => If(piece.Offset, reader),
            "for" => For(piece.Offset, reader),
            "set" => Set(piece.Offset, reader),
            "macro" => Macro(piece.Offset, reader),
            "generation" => Generation(piece.Offset, reader),
            "break" => Jump(piece.Offset, reader, Flow.Break),
            "continue" => Jump(piece.Offset, reader, Flow.Continue),
            "" => throw new TemplateException(piece.Offset, "the block is empty"),
            _ => throw new TemplateException(piece.Offset, $"'{word}' is no block of the supported ones: if, for, set, macro, generation, break, continue"),
        };
        _nesting--;
        return statement;
    }

    private IfStatement If(int offset, TokenReader reader)
    {
        var branches = new List<(Expression?, IReadOnlyList<Statement>)>();
        Expression? condition = Whole(reader);
        while (true)
        {
            var body = Inside(offset, "if", condition is null ? ["endif"] : ["elif", "else", "endif"]);
            branches.Add((condition, body));
            var next = Enter();
            var word = next.Take().Value;
            condition = word == "elif" ? Whole(next) : null;
            next.ExpectEnd();
            if (word == "endif") return new IfStatement(offset, branches);
        }
    }

    private ForStatement For(int offset, TokenReader reader)
    {
        var names = new List<string> { reader.ExpectName() };
        while (reader.Skip(",")) names.Add(reader.ExpectName());
        reader.Expect("in");
        var parser = new ExpressionParser(reader);
        var whole = parser.Or();
        var condition = reader.Skip("if") ? parser.Parse() : null;
        reader.ExpectEnd();

        var body = Inside(offset, "for", ["else", "endfor"]);
        IReadOnlyList<Statement> otherwise = [];
        if (Enter().Next.Is("else"))
        {
            otherwise = Inside(offset, "for", ["endfor"]);
            Enter();
        }
        return new ForStatement(offset, names, whole, condition, body, otherwise);
    }

    private Statement Set(int offset, TokenReader reader)
    {
        var name = reader.ExpectName();
        if (reader.AtEnd)
        {
            var body = Inside(offset, "set", ["endset"]);
            Enter();
            return new CaptureStatement(offset, name, body);
        }
        var member = reader.Skip(".") ? reader.ExpectName() : null;
        reader.Expect("=");
        var value = new ExpressionParser(reader).ParseTuple();
        reader.ExpectEnd();
        return new SetStatement(offset, name, member, value);
    }

    private MacroStatement Macro(int offset, TokenReader reader)
    {
        var name = reader.ExpectName();
        reader.Expect("(");
        var parameters = new List<(string, Expression?)>();
        while (!reader.Skip(")"))
        {
            var parameter = reader.ExpectName();
            parameters.Add((parameter, reader.Skip("=") ? new ExpressionParser(reader).Parse() : null));
            if (!reader.Next.Is(")")) reader.Expect(",");
        }
        reader.ExpectEnd();
        var body = Inside(offset, "macro", ["endmacro"]);
        Enter();
        return new MacroStatement(offset, name, parameters, body);
    }

    private Group Generation(int offset, TokenReader reader)
    {
        reader.ExpectEnd();
        var body = Inside(offset, "generation", ["endgeneration"]);
        Enter();
        return new Group(offset, body);
    }

    private static Jump Jump(int offset, TokenReader reader, Flow flow)
    {
        reader.ExpectEnd();
        return new Jump(offset, flow);
    }

    // The body after the piece that is being read; then that piece is the block which ends it.
    private List<Statement> Inside(int offset, string name, ReadOnlySpan<string> ends)
    {
        _at++;
        return Body(offset, name, ends);
    }

    private TokenReader Enter() => new(pieces[_at].Tokens);

    private static Expression Whole(TokenReader reader)
    {
        var value = new ExpressionParser(reader).ParseTuple();
        reader.ExpectEnd();
        return value;
    }
}
