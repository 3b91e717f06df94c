namespace ProRL.Verifiers.Mathematics.Reading;

/// <summary>Fractions, roots, functions, and operators over ranges.</summary>
internal ref partial struct Reader
{
    private Expr? ReadCommand(string name)
    {
        switch (name)
        {
            case "pi":
                Advance();
                return Expr.Pi;
            case "frac":
                return ReadFraction();
            case "sqrt":
                return ReadSqrt();
            case "binom":
                return ReadArgument() is { } n && ReadArgumentFromHere() is { } k ? Combinations(n, k) : null;
            case "root" when _lexer.Text[_lexer.Position..].Contains("\\of", StringComparison.Ordinal):
                return ReadArgument() is not { } degree ? null : _token.Is("of") ? ReadArgument() is { } radicand ? Functions.Apply("root", [radicand, degree]) : null : Fail("\\root has no \\of");
            case "boxed" or "fbox" or "ensuremath" or "mathclose" or "mathopen":
                return ReadArgument();
            case "overline" or "bar" or "arg" or "cancel" or "mathring":
                return ReadOverline(name);
            case "overset" or "underset" or "stackrel":
                return _lexer.RawGroup() is null ? Fail($"\\{name} has no argument") : ReadArgument();
            case "sum" or "prod":
                return ReadBinder(name);
            case "int" or "iint" or "oint" or "iiint":
                return name == "int" ? ReadIntegral() : Fail("integrals over surfaces are not read");
            case "lim":
                return ReadLimit();
            case "begin":
                return ReadEnvironment();
            case "mathbb":
                return ReadNumberSet(_lexer.RawGroup() ?? "");
            case "setN" or "setZ" or "setQ" or "setR" or "setC":
                return ReadNumberSet(name[3..]);
            case "sin" or "cos" or "tan" or "log" or "ln" or "exp" or "lg":
                return ReadFunction(name);
            default:
                return Signs.Functions.ContainsKey(name) || Functions.IsKnown(name) ? ReadFunction(name) : Fail($"'\\{name}' is not read");
        }
    }

    /// <summary>The argument of a command: a group, a digit or one more token. The current token is the command.</summary>
    private Expr? ReadArgument()
    {
        _budget.Spend();
        _token = _lexer.NextArgument();
        return ReadArgumentHere();
    }

    // After an argument the next token has been read already; as an argument it would be one digit only.
    private Expr? ReadArgumentFromHere()
    {
        if (_token.Kind == TokenKind.Number)
        {
            _lexer.Position = _token.Start;
            _token = _lexer.NextArgument();
        }

        return ReadArgumentHere();
    }

    private Expr? ReadArgumentHere() => _token switch
    {
        { Kind: TokenKind.Number } => ReadAtom(),
        { Kind: TokenKind.Letter } letter => ReadLetterArgument(letter),
        { Kind: TokenKind.Command } => ReadAtom(),
        { Kind: TokenKind.Sign, Sign: Token.GroupOpen } => ReadGroup(),
        { Kind: TokenKind.Sign, Sign: '(' or '∞' or '√' } => ReadAtom(),
        { Kind: TokenKind.Sign, Sign: '-' } => ReadSignedFactor(),
        _ => Fail("an argument is missing"),
    };

    private Expr? ReadLetterArgument(Token letter)
    {
        Advance();
        return letter.Text switch { "e" => Expr.E, "i" when _index != "i" => Expr.I, var name => new Sym(name) };
    }

    private Expr? ReadFraction()
    {
        if (ReadArgument() is not { } numerator)
            return null;
        if (ReadArgumentFromHere() is not { } denominator)
            return null;
        _properFraction = numerator is Num { Places: -1, Value.IsInteger: true } && denominator is Num { Places: -1, Value.IsInteger: true };
        // d/dx f
        if (numerator is Sym { Name: "d" } && denominator is Product { Factors: [Sym { Name: "d" }, Sym x] })
            return ReadTerm() is { } body ? new Binder("diff", x.Name, null, null, body) : null;
        return Make.Divide(numerator, denominator);
    }

    private Expr? ReadSqrt()
    {
        var saved = _lexer.Position;
        Advance();
        Expr? degree = null;
        if (_token.Is('['))
        {
            Advance();
            if (ReadSum() is not { } n || !TakeIndexEnd())
                return null;
            degree = n;
        }
        else
        {
            _lexer.Position = saved;
            _token = _lexer.NextArgument();
        }

        var radicand = degree is null ? ReadArgumentHere() : ReadArgumentFromHere();
        return radicand is null ? null : degree is null ? Make.Sqrt(radicand) : Make.Root(radicand, degree);
    }

    // The token behind "]" is the radicand, of which LaTeX takes one digit.
    private bool TakeIndexEnd()
    {
        if (!_token.Is(']'))
        {
            Fail("']' is missing");
            return false;
        }

        _token = _lexer.NextArgument();
        return true;
    }

    private Expr? ReadOverline(string name)
    {
        var text = _lexer.RawGroup();
        if (text is null)
            return Fail($"\\{name} has no argument");
        Advance();
        var plain = string.Concat(text.Where(c => c is not (' ' or '{' or '}' or '\\')));
        return new Sym(name is "bar" or "overline" ? "¯" + plain + (_token.Is('_') ? ReadSubscript() : "") : plain);
    }

    private Expr? ReadNumberSet(string name)
    {
        Advance();
        Constant? set = name.Trim() switch { "N" => Constant.Naturals, "Z" => Constant.Integers, "Q" => Constant.Rationals, "R" => Constant.Reals, "C" => Constant.Complexes, _ => null };
        if (set is null)
            return new Sym(name.Trim());

        // ℕ*, ℤ+
        if ((_token.Is('*') || _token.Is('+')) && (_lexer.Text[_lexer.Position..].TrimStart() is [] or [',' or ')' or '}' or ';', ..]))
        {
            var mark = _token.Sign;
            Advance();
            return new Sym($"{set}^{mark}");
        }

        // ℤ^+, ℕ_0, ℝ^2: sets of their own
        if (_token.Is('^') || _token.Is('_'))
        {
            var place = _token.Sign;
            var inner = _lexer.RawGroup() ?? ShownArgument();
            Advance();
            return new Sym($"{set}{place}{inner.Trim()}");
        }

        return new Named(set.Value);
    }

    private string ShownArgument()
    {
        _token = _lexer.NextArgument();
        return Shown();
    }

    private Expr? ReadFunction(string name)
    {
        Advance();
        Expr? logBase = null, power = null;
        for (var marks = 0; marks < 2; marks++)
        {
            if (_token.Is('_') && logBase is null)
            {
                logBase = ReadArgument();
                if (logBase is null)
                    return null;
            }
            else if (_token.Is('^') && power is null)
            {
                power = ReadArgument();
                if (power is null)
                    return null;
            }
        }

        // log_3^{7/3} with nothing behind it is the logarithm of 7/3.
        Expr[]? arguments;
        if (power is not null && name == "log" && !StartsFactor())
            (arguments, power) = ([power], null);
        else
            arguments = ReadFunctionArguments();
        if (arguments is null)
            return null;
        if (power is Num { Value: { IsInteger: true, Sign: < 0 } minus } && minus == Rational.MinusOne && Functions.Inverse(name) is { } inverse)
            (name, power) = (inverse, null);
        if (name == "log" && logBase is not null)
            (name, arguments) = ("log", [logBase, .. arguments]);
        else if (logBase is not null)
            return Fail($"a subscript follows {name}");
        return Functions.Apply(name, arguments) is { } value ? power is null ? value : Make.Power(value, power) : Fail($"{name} has the wrong number of arguments");
    }

    private Expr[]? ReadFunctionArguments()
    {
        if (_token.Is('(') || _token.Is('{') || _token.Is('[') || _token.Is(Token.GroupOpen))
        {
            var value = _token.Is('{') ? ReadSet() : ReadAtom();
            return value switch
            {
                null => null,
                Bracketed b => b.Items,
                SetOf s => s.Items,
                _ => [value],
            };
        }

        // sin 2x cos x: the product up to the next function, bracket or sign
        if (!Enter())
            return null;
        var negative = Take('-');
        var argument = ReadFactor();
        while (argument is not null && StartsFactor() && !_token.Is('(') && !_token.Is(Token.GroupOpen) && !(_token.Kind == TokenKind.Command && Functions.IsKnown(_token.Text)) && !_token.Is('|') && !IsDifferential())
            argument = ReadFactor() is { } next ? Make.Multiply(argument, next) : null;
        _depth--;
        return argument is null ? null : [negative ? Make.Negate(argument) : argument];
    }
}
