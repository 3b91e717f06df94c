namespace ProRL.Verifiers.Mathematics.Reading;

/// <summary>Powers, subscripts and the signs that stand behind a value.</summary>
internal ref partial struct Reader
{
    /// <summary>base [^ exponent], postfix signs; powers bind from the right.</summary>
    private Expr? ReadFactor()
    {
        if (!Enter())
            return null;
        var value = ReadAtom();
        while (value is not null)
        {
            if (_token.Is('^'))
                value = ReadPower(value);
            else if (_token.Kind == TokenKind.Sign && Superscript(_token.Sign) is not null)
                value = ReadSuperscript(value);
            else if (_token.Is('!') && Peek() != '=')
                value = ReadFactorial(value);
            else if (Take('%'))
                value = value is Num n ? new Num(n.Value / 100, n.Places < 0 ? -1 : n.Places + 2) : Make.Divide(value, Make.Number(100));
            else if (Take('°'))
                value = Degrees(value);
            else if (_token.Is('\''))
                value = ReadPrime(value);
            else if (_token.Is('_') && value is Num)
                value = ReadBase(value);
            else if (_token.Is('_') && value is Sym or Call or Product)
                value = ReadMark(value);
            else
                break;
        }

        _depth--;
        return value;
    }

    /// <summary>A degree is π/180; the sign is kept so that a bare number can be taken for degrees.</summary>
    private static Quantity Degrees(Expr value) => new Quantity(value, "°");

    private Expr? ReadPower(Expr value)
    {
        Advance();
        if (_token.Is('∘') || _token.Is('°'))
        {
            Advance();
            return Degrees(value);
        }

        if (_token.Is(Token.GroupOpen) && IsDegreeGroup())
            return Degrees(value);
        if (_token.Is(Token.GroupOpen) && IsOrdinalGroup())
            return value;
        if (_token.Is('\''))
            return ReadPrime(value);
        if (_token.Kind == TokenKind.End || IsCloser())
            return value;
        if (_token.Is('*'))
        {
            Advance();
            return value is Sym starred ? new Sym(starred.Name + "*") : Fail("a star stands as an exponent");
        }

        var exponent = ReadExponent();

        // x^2_i is the square of x_i.
        if (value is Sym s && exponent is not null && _token.Is('_'))
            return new Power(new Sym(s.Name + ReadSubscript()), exponent);
        return exponent switch
        {
            null => null,
            // 12^{th}
            Words { Text: "th" or "st" or "nd" or "rd" } => value,
            Words => new Quantity(value, ((Words)exponent).Text),
            _ => RaiseTo(value, exponent),
        };
    }

    private static Expr RaiseTo(Expr value, Expr exponent) => value switch
    {
        // C_{10}^{3} counts combinations.
        Sym { Name: ['C', '_', .. var n] } when exponent is Num k && int.TryParse(n, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var count) => Functions.Apply("binomial", [Make.Number(count), k])!,
        // cm^2: the power belongs to the unit
        Quantity q when q.Unit != "°" => q with { Unit = $"{q.Unit}^{(exponent is Num n ? n.Value.ToString() : "?")}" },
        _ => Make.Power(value, exponent),
    };

    private bool IsDegreeGroup()
    {
        var saved = (_lexer.Position, _token);
        Advance();
        if ((Take('∘') || Take('°')) && Take(Token.GroupClose))
            return true;
        (_lexer.Position, _token) = saved;
        return false;
    }

    // 12^{th}
    private bool IsOrdinalGroup()
    {
        var saved = (_lexer.Position, _token);
        Advance();
        if (_token is { Kind: TokenKind.Words, Text: "th" or "st" or "nd" or "rd" })
        {
            Advance();
            if (Take(Token.GroupClose))
                return true;
        }

        (_lexer.Position, _token) = saved;
        return false;
    }

    private Expr? ReadExponent()
    {
        if (_token.Is('-') || _token.Is('+'))
        {
            var negative = _token.Is('-');
            Advance();
            return ReadExponent() is { } x ? negative ? Make.Negate(x) : x : null;
        }

        if (_token.Kind == TokenKind.Words)
        {
            var words = new Words(_token.Text.Trim());
            Advance();
            return words;
        }

        var value = ReadAtom();
        return value is not null && _token.Is('^') ? ReadPower(value) : value;
    }

    private Expr? ReadFactorial(Expr value)
    {
        Advance();
        var name = "factorial";
        if (_token.Is('!') && !_token.Spaced)
        {
            Advance();
            name = "factorial2";
        }

        return Functions.Apply(name, [value]);
    }

    private Expr? ReadPrime(Expr value)
    {
        var primes = 0;
        while (Take('\''))
            primes++;
        var marks = new string('\'', primes);
        return value switch
        {
            Sym s => _token.Is('(') && !_token.Spaced ? ReadCall(s.Name + marks) : new Sym(s.Name + marks),
            // 5° 30'
            _ => new Quantity(value, marks),
        };
    }

    /// <summary>{a}_n, f(x)_{max}, |PC|_{min}: a name made of what stands before the subscript.</summary>
    private Sym? ReadMark(Expr value)
    {
        var name = (value is Sym s ? s.Name : Printer.Print(value)) + ReadSubscript();
        return _problem is null ? new Sym(name) : null;
    }

    /// <summary>101_2: digits in a base.</summary>
    private Expr? ReadBase(Expr value)
    {
        Advance();
        var written = ((Num)value).Value;
        if (ReadArgumentFromHere() is not Num { Value: { IsInteger: true } b } || b.Numerator < 2 || b.Numerator > 36 || !written.IsInteger || written.Sign < 0 || written.Size > 2000)
            return Fail("a subscript that is no base follows a number");
        var result = System.Numerics.BigInteger.Zero;
        foreach (var digit in written.ToString())
        {
            if (digit - '0' >= b.Numerator)
                return Fail($"the digit {digit} does not exist in base {b}");
            result = result * b.Numerator + (digit - '0');
        }

        return Make.Number(new Rational(result));
    }

    private static int? Superscript(char c) => c switch
    {
        '²' => 2,
        '³' => 3,
        '¹' => 1,
        '⁻' => -1,
        '⁰' => 0,
        >= '⁴' and <= '⁹' => c - '⁰',
        _ => null,
    };

    private Expr? ReadSuperscript(Expr value)
    {
        var sign = 1;
        var number = 0;
        for (var digits = 0; digits < 6 && _token.Kind == TokenKind.Sign && Superscript(_token.Sign) is { } digit; digits++)
        {
            if (digit < 0)
                sign = -1;
            else
                number = 10 * number + digit;
            Advance();
        }

        return RaiseTo(value, Make.Number(sign * number));
    }
}
