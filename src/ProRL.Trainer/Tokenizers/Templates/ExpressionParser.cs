using System.Globalization;

namespace ProRL.Trainer.Tokenizers.Templates;

/// <summary>
/// Jinja's expressions by recursive descent, loosest first: <c>if</c>, <c>or</c>, <c>and</c>, <c>not</c>, comparisons,
/// <c>+ -</c>, <c>~</c>, <c>* / // %</c>, <c>**</c>, signs, and then members, calls, filters and tests.
/// </summary>
internal sealed class ExpressionParser(TokenReader reader)
{
    private const int MaxNesting = 64;

    private static readonly string[] Comparisons = ["==", "!=", "<=", ">=", "<", ">"];

    private int _nesting;

    /// <summary>An expression, or several with commas between them: a list.</summary>
    public Expression ParseTuple()
    {
        var first = Parse();
        if (!reader.Next.Is(",")) return first;
        var items = new List<Expression> { first };
        while (reader.Skip(",") && !reader.AtEnd && !reader.Next.Is(")")) items.Add(Parse());
        return new ListDisplay(first.Offset, [.. items]);
    }

    public Expression Parse()
    {
        if (++_nesting > MaxNesting) throw new TemplateException(reader.Next.Offset, $"the expression nests over {MaxNesting} deep");
        var value = Or();
        while (reader.Next.Is("if"))
        {
            var offset = reader.Take().Offset;
            var condition = Or();
            value = new Conditional(offset, condition, value, reader.Skip("else") ? Parse() : null);
        }
        _nesting--;
        return value;
    }

    /// <summary>An expression that an <c>if</c> after it does not belong to: what a loop with a condition goes through.</summary>
    public Expression Or()
    {
        var left = And();
        while (reader.Next.Is("or")) left = new Junction(reader.Take().Offset, left, And(), and: false);
        return left;
    }

    private Expression And()
    {
        var left = Negation();
        while (reader.Next.Is("and")) left = new Junction(reader.Take().Offset, left, Negation(), and: true);
        return left;
    }

    private Expression Negation()
    {
        var nots = new Stack<int>();
        while (reader.Next.Is("not")) nots.Push(reader.Take().Offset);
        var part = Compare();
        while (nots.TryPop(out var offset)) part = new Not(offset, part);
        return part;
    }

    private Expression Compare()
    {
        var first = Sum();
        var offset = reader.Next.Offset;
        var rest = new List<(string, Expression)>();
        while (true)
        {
            if (reader.Skip("not", "in")) rest.Add(("not in", Sum()));
            else if (reader.Next.Is("in") || Array.Exists(Comparisons, reader.Next.Is)) rest.Add((reader.Take().Value, Sum()));
            else return rest.Count == 0 ? first : new Comparison(offset, first, [.. rest]);
        }
    }

    private Expression Sum()
    {
        var left = Concatenated();
        while (reader.Next.Is("+") || reader.Next.Is("-")) left = Operation(left, Concatenated);
        return left;
    }

    private Expression Concatenated()
    {
        var left = Product();
        while (reader.Next.Is("~")) left = new Concatenation(reader.Take().Offset, left, Product());
        return left;
    }

    private Expression Product()
    {
        var left = Power();
        while (reader.Next.Is("*") || reader.Next.Is("/") || reader.Next.Is("//") || reader.Next.Is("%")) left = Operation(left, Power);
        return left;
    }

    private Expression Power()
    {
        var left = Signed();
        while (reader.Next.Is("**")) left = Operation(left, Signed);
        return left;
    }

    private Arithmetic Operation(Expression left, Func<Expression> right)
    {
        var symbol = reader.Take();
        return new Arithmetic(symbol.Offset, symbol.Value, left, right());
    }

    private Expression Signed()
    {
        var signs = new Stack<TemplateToken>();
        while (reader.Next.Is("-") || reader.Next.Is("+")) signs.Push(reader.Take());
        var value = Members(Primary());
        while (signs.TryPop(out var sign)) value = new Sign(sign.Offset, value, sign.Value == "-");
        return Filtered(value);
    }

    private Expression Primary()
    {
        var token = reader.Take();
        switch (token.Kind)
        {
            case TokenKind.Name: return Named(token);
            case TokenKind.Text:
                var text = token.Value;
                while (reader.Next.Kind == TokenKind.Text) text += reader.Take().Value;
                return new Literal(token.Offset, text);
            case TokenKind.Integer:
                return long.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var integer)
                    ? new Literal(token.Offset, integer)
                    : throw new TemplateException(token.Offset, $"the integer {token.Value} is too large");
            case TokenKind.Float: return new Literal(token.Offset, double.Parse(token.Value, CultureInfo.InvariantCulture));
        }
        if (token.Is("(")) return Parenthesised(token.Offset);
        if (token.Is("[")) return new ListDisplay(token.Offset, Sequence("]"));
        if (token.Is("{")) return Map(token.Offset);
        throw new TemplateException(token.Offset, $"an expression was expected, not {token}");
    }

    private static Expression Named(TemplateToken token) => token.Value switch
    {
        "true" or "True" => new Literal(token.Offset, true),
        "false" or "False" => new Literal(token.Offset, false),
        "none" or "None" => new Literal(token.Offset, null),
        _ => new Name(token.Offset, token.Value),
    };

    private Expression Parenthesised(int offset)
    {
        if (reader.Skip(")")) return new ListDisplay(offset, []);
        var inside = ParseTuple();
        reader.Expect(")");
        return inside;
    }

    private Expression[] Sequence(string closing)
    {
        var items = new List<Expression>();
        while (!reader.Skip(closing))
        {
            items.Add(Parse());
            if (!reader.Next.Is(closing)) reader.Expect(",");
        }
        return [.. items];
    }

    private MapDisplay Map(int offset)
    {
        var items = new List<(Expression, Expression)>();
        while (!reader.Skip("}"))
        {
            var key = Parse();
            reader.Expect(":");
            items.Add((key, Parse()));
            if (!reader.Next.Is("}")) reader.Expect(",");
        }
        return new MapDisplay(offset, [.. items]);
    }

    private Expression Members(Expression value)
    {
        while (true)
        {
            var offset = reader.Next.Offset;
            if (reader.Skip("."))
            {
                var member = reader.Take();
                if (member.Kind is not (TokenKind.Name or TokenKind.Integer)) throw new TemplateException(member.Offset, $"a name was expected, not {member}");
                var key = member.Kind == TokenKind.Name ? (object)member.Value : long.Parse(member.Value, CultureInfo.InvariantCulture);
                value = new Member(offset, value, new Literal(member.Offset, key), dotted: true);
            }
            else if (reader.Skip("[")) value = Subscript(offset, value);
            else if (reader.Next.Is("(")) value = Invoked(value);
            else return value;
        }
    }

    private Expression Subscript(int offset, Expression value)
    {
        var from = reader.Next.Is(":") ? null : Parse();
        if (from is not null && reader.Skip("]")) return new Member(offset, value, from, dotted: false);
        reader.Expect(":");
        var to = reader.Next.Is(":") || reader.Next.Is("]") ? null : Parse();
        var step = reader.Skip(":") && !reader.Next.Is("]") ? Parse() : null;
        reader.Expect("]");
        return new Slice(offset, value, from, to, step);
    }

    private Invocation Invoked(Expression callee)
    {
        var name = callee is Name plain ? plain.Text : callee is Member { Key: { } key } ? key : "the value";
        var offset = reader.Next.Offset;
        return new Invocation(offset, callee, name, Arguments());
    }

    private Expression Filtered(Expression value)
    {
        while (true)
        {
            if (reader.Skip("|"))
            {
                var (offset, name) = (reader.Next.Offset, reader.ExpectName());
                value = new Filtering(offset, value, name, reader.Next.Is("(") ? Arguments() : ArgumentList.None);
            }
            else if (reader.Skip("is"))
            {
                var negated = reader.Skip("not");
                var (offset, name) = (reader.Next.Offset, reader.ExpectName());
                value = new Testing(offset, value, name, TestArguments());
                if (negated) value = new Not(offset, value);
            }
            else if (reader.Next.Is("(")) value = Invoked(value);
            else return value;
        }
    }

    // A test's only argument may stand without parentheses: x is divisibleby 3.
    private ArgumentList TestArguments()
    {
        var next = reader.Next;
        if (next.Is("(")) return Arguments();
        var stands = next.Kind is TokenKind.Text or TokenKind.Integer or TokenKind.Float || next.Is("[") || next.Is("{")
            || (next.Kind == TokenKind.Name && next.Value is not ("else" or "or" or "and" or "if" or "is" or "in" or "not"));
        return stands ? new ArgumentList([Members(Primary())], []) : ArgumentList.None;
    }

    private ArgumentList Arguments()
    {
        reader.Expect("(");
        var positional = new List<Expression>();
        var named = new List<(string, Expression)>();
        while (!reader.Skip(")"))
        {
            var value = Parse();
            if (value is Name name && reader.Skip("=")) named.Add((name.Text, Parse()));
            else if (named.Count == 0) positional.Add(value);
            else throw new TemplateException(value.Offset, "an argument without a name can't follow one with a name");
            if (!reader.Next.Is(")")) reader.Expect(",");
        }
        return new ArgumentList([.. positional], [.. named]);
    }
}
