namespace ProRL.Verifiers.Mathematics.Reading;

/// <summary>Numbers, names and brackets.</summary>
internal ref partial struct Reader
{
    private Expr? ReadAtom()
    {
        _budget.Spend();
        var token = _token;
        switch (token.Kind)
        {
            case TokenKind.Number:
                Advance();
                return new Num(token.Value, token.Places);
            case TokenKind.Letter:
                Advance();
                return ReadLetter(token);
            case TokenKind.Command:
                return ReadCommand(token.Text);
            case TokenKind.Sign:
                return ReadBracket(token.Sign);
            case TokenKind.Words when token.Text is "$" or "£" or "€" or "¥" or "₽" or "₹" or "USD" or "Rs":
                // It belongs to the amount as a whole, as a unit behind it does.
                _currency = token.Text;
                Advance();
                return _token.Kind == TokenKind.Words ? Fail($"'{Shown()}' stands where a value should") : ReadAtom();
            default:
                return Fail($"'{Shown()}' stands where a value should");
        }
    }

    private Expr? ReadLetter(Token letter)
    {
        var name = letter.Text;
        if (_token.Is('_'))
            name += ReadSubscript();
        if (_token.Is('\'') && _lexer.Position > 0)
        {
            while (Take('\''))
                name += "'";
            if (_token.Is('_'))
                name += ReadSubscript();
        }

        if (_problem is not null)
            return null;
        if (_token.Is('(') && IsFunctionName(name))
            return ReadCall(name);
        return name switch
        {
            _ when name == _index => new Sym(name),
            "e" => Expr.E,
            "i" => Expr.I,
            "π" => Expr.Pi,
            _ => new Sym(name),
        };
    }

    /// <summary>The subscript as part of a name: <c>_{max}</c>, <c>_1</c>; blanks and braces are dropped.</summary>
    private string ReadSubscript()
    {
        // The name is taken as it is written: a subscript distinguishes and does not compute.
        var text = _lexer.RawGroup();
        if (text is null)
        {
            var token = _lexer.NextArgument();
            if (token.Kind is not (TokenKind.Number or TokenKind.Letter or TokenKind.Words or TokenKind.Command) && !(token.Kind == TokenKind.Sign && token.Sign is '∞' or '*'))
            {
                Fail("a subscript is missing");
                return "";
            }

            text = token.Kind switch { TokenKind.Number => token.Value.ToString(), TokenKind.Sign => token.Sign.ToString(), _ => token.Text };
        }

        Advance();
        var plain = text.Replace("\\text", "", StringComparison.Ordinal).Replace("\\mathrm", "", StringComparison.Ordinal).Replace("\\rm", "", StringComparison.Ordinal);
        var name = string.Concat(plain.Where(c => c is not (' ' or '{' or '}' or '~' or '\\')));
        return "_" + Signs.Greek.GetValueOrDefault(name, name);
    }

    private readonly bool IsFunctionName(string name)
    {
        if (name is "f" or "g" or "h" or "F" or "G" or "H" || name[^1] == '\'' && !_token.Spaced)
            return true;
        if (_token.Spaced && !char.IsAsciiLetterUpper(name[0]))
            return false;
        if (char.IsAsciiLetterUpper(name[0]) && !_token.Spaced && OpensCondition())
            return true;

        // Another letter is a function where a definition says so, as in y(t) = …, and a point where a list follows it.
        var text = _lexer.Text;
        var depth = 1;
        var commas = 0;
        var i = _lexer.Position;
        for (; i < text.Length && depth > 0; i++)
        {
            depth += text[i] is '(' ? 1 : text[i] is ')' ? -1 : 0;
            commas += text[i] == ',' && depth == 1 ? 1 : 0;
        }

        if (depth > 0)
            return false;
        if (commas > 0)
            return char.IsAsciiLetterUpper(name[0]);
        var inner = text[_lexer.Position..(i - 1)].Trim();
        if (inner.EndsWith("\\right"))
            inner = inner[..^6].Trim();
        if (char.IsAsciiLetterUpper(name[0]) && inner.Length == 1 && char.IsAsciiLetterLower(inner[0]) && !_token.Spaced)
            return true;
        if (inner.IndexOfAny(OperatorSigns) >= 0 || inner.LastIndexOf('-') > 0)
            return false;
        while (i < text.Length && (text[i] is ' ' or '&' || text[i] == '\\' && i + 1 < text.Length && text[i + 1] is ',' or ';' or ':' or ' ' or '!'))
            i += text[i] == '\\' ? 2 : 1;
        return i < text.Length && text[i] == '=' && i - _lexer.Position < 12;
    }

    private Call? ReadCall(string name)
    {
        Advance();
        if (ReadListing() is not { } inside || !TakeCloser(')'))
            return null;
        return new Call("·" + name, inside is Listing l ? l.Items : [inside]);
    }

    private bool TakeCloser(char sign)
    {
        if (Take(sign))
            return true;
        Fail($"'{sign}' is missing");
        return false;
    }

    private Expr? ReadBracket(char sign)
    {
        switch (sign)
        {
            case '(' or '[':
                return ReadRound(sign);
            case ']':
                // ]a, b[ is an open interval in French notation.
                return _depth < 8 ? ReadRound(sign) : Fail("']' stands where a value should");
            case '⟨':
                Advance();
                return ReadListing() is { } vector && TakeCloser('⟩') ? new Bracketed('(', ')', Items(vector)) : null;
            case Token.GroupOpen:
                return ReadGroup();
            case '{':
                return ReadSet();
            case '|':
                return ReadBars();
            case '‖':
                Advance();
                return ReadSum() is { } norm && TakeCloser('‖') ? new Call("norm", [norm]) : null;
            case '⌊':
                Advance();
                return ReadSum() is { } floor && TakeCloser('⌋') ? Functions.Apply("floor", [floor]) : null;
            case '⌈':
                Advance();
                return ReadSum() is { } ceiling && TakeCloser('⌉') ? Functions.Apply("ceil", [ceiling]) : null;
            case '√' or '∛' or '∜':
                Advance();
                return ReadFactor() is { } x ? Make.Root(x, Make.Number(sign == '√' ? 2 : sign == '∛' ? 3 : 4)) : null;
            case '∞':
                Advance();
                return Expr.Infinity;
            case '∅':
                Advance();
                return new Named(Constant.EmptySet);
            case '…':
                Advance();
                return new Dots();
            case '∑':
                return ReadBinder("sum");
            case '∏':
                return ReadBinder("prod");
            case '∫':
                return ReadIntegral();
            case '∀' or '∃' or '¬':
                Advance();
                return _depth < 20 && ReadItem() is { } claim ? new Call($"{sign}", [claim]) : Fail($"'{sign}' stands where a value should");
            case '∠' or '△':
                Advance();
                return ReadFactor();
            case '=' or '≈' when _depth <= 4:
                // "= 5": the left side was left out.
                Advance();
                return ReadSum();
            default:
                return Fail($"'{sign}' stands where a value should");
        }
    }

    private static Expr[] Items(Expr inside) => inside is Listing { Connective: Connective.Comma } l ? l.Items : [inside];

    private Expr? ReadRound(char open)
    {
        Advance();
        if (_token.Is(')') && open == '(')
            return Fail("the brackets are empty");
        var (bars, builder) = (_bars, _inBuilder);
        (_bars, _inBuilder) = (0, false);
        if (ReadListing() is not { } inside)
            return null;
        (_bars, _inBuilder) = (bars, builder);
        var close = _token.Kind == TokenKind.Sign ? _token.Sign : '\0';
        if (close is not (')' or ']') && !(close == '[' && inside is Listing))
            return Fail($"'{(open == '(' ? ')' : ']')}' is missing");
        Advance();
        if (inside is not Listing { Connective: Connective.Comma } list)
            return open == '(' && close == ')' || open == '[' && close == ']' ? inside : Fail("the brackets don't match");
        if (open == '(' != (close == ')') && list.Items.Length != 2)
            return Fail("the brackets don't match");
        if (open == ']' || close == '[')
            (open, close) = (open == ']' ? '(' : open, close == '[' ? ')' : close);
        return new Bracketed(open, close, list.Items);
    }

    private Expr? ReadGroup()
    {
        Advance();
        var (bars, builder) = (_bars, _inBuilder);
        (_bars, _inBuilder) = (0, false);
        var inside = ReadListing();
        inside = ReadOver(inside);
        if (inside is null)
            return null;
        (_bars, _inBuilder) = (bars, builder);
        if (!TakeCloser(Token.GroupClose))
            return null;

        // {1, 2, 3} outside LaTeX is a set.
        return inside is Listing { Connective: Connective.Comma } list ? new SetOf(list.Items) : inside;
    }

    /// <summary>a \over b, n \choose k: what was read is the upper part.</summary>
    private Expr? ReadOver(Expr? upper)
    {
        if (upper is null || !(_token.Is("over") || _token.Is("choose") || _token.Is("atop")))
            return upper;
        var command = _token.Text;
        Advance();
        return ReadSum() is { } lower ? command == "choose" ? Combinations(upper, lower) : Make.Divide(upper, lower) : null;
    }

    /// <summary>\{…\}: elements, or an element, a bar and a condition.</summary>
    private Expr? ReadSet()
    {
        Advance();
        if (Take('}'))
            return new Named(Constant.EmptySet);
        if (_token.Is("begin") && OpensSystem())
        {
            // The brace that \right. closes is no token.
            var system = ReadEnvironment(system: true);
            return system is null || IsCloser() && !Take('}') ? null : system;
        }

        var (bars, builder) = (_bars, _inBuilder);
        (_bars, _inBuilder) = (0, true);
        if (ReadListing() is not { } first)
            return null;
        (_bars, _inBuilder) = (bars, false);
        if (_token.Is('|') || _token.Is('∣') || _token.Is(':'))
        {
            Advance();
            _inBuilder = builder;
            if (ReadListing() is not { } condition)
                return null;
            return TakeCloser('}') ? new Builder(first, condition) : null;
        }

        _inBuilder = builder;
        if (!TakeCloser('}'))
            return null;
        return first switch
        {
            Listing l => new SetOf(l.Items),
            _ => new SetOf([first]),
        };
    }

    private Expr? ReadBars()
    {
        Advance();
        _bars++;
        var inside = ReadSum();
        _bars--;
        return inside is not null && TakeCloser('|') ? inside is Matrix m ? Functions.Apply("det", [m]) : Functions.Apply("abs", [inside]) : null;
    }
}
