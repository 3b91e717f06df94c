namespace ProRL.Verifiers.Mathematics.Reading;

/// <summary>Powers, subscripts and the signs that stand behind a value.</summary>
internal ref partial struct Reader
{
    /// <summary>base [^ exponent], postfix signs; powers bind from the right.</summary>
    private Expr? ReadFactor()
    {
        if (!Enter())
            return null;
        var value = ReadPostfix(ReadAtom());
        _depth--;
        return value;
    }

    // Large numbers cost what their length does.
    private readonly void Charge(Expr value)
    {
        if (value is Num { Value: { Size: > 256 } n })
            _budget.Spend(n.Size / 8);
    }

    private Expr? ReadPostfix(Expr? value)
    {
        while (value is not null)
        {
            Charge(value);
            if (_token.Is('^'))
                value = ReadPower(value);
            else if (_token.Kind == TokenKind.Sign && Superscript(_token.Sign) is not null)
                value = ReadSuperscript(value);
            else if (_token.Is('!') && Peek() != '=')
                value = ReadFactorial(value);
            else if (Take('%'))
                value = Percent(value);
            else if (Take('°'))
                value = ReadMinutes(value);
            else if (_token.Is('\''))
                value = ReadPrime(value);
            else if (_token.Is('_') && value is Num)
                value = ReadBase(value);
            else if (_token.Is('_') && value is Sym or Call or Product)
                value = ReadMark(value);
            else
                break;
        }

        return value;
    }

    private Expr? ReadPower(Expr value)
    {
        Advance();
        if (_token.Is('∘') || _token.Is('°'))
        {
            Advance();
            return ReadMinutes(value);
        }

        if (_side is not null && ReadSide())
            return value;
        if (_token.Is(Token.GroupOpen) && IsDegreeGroup())
            return ReadMinutes(value);
        if (_token.Is(Token.GroupOpen) && IsOrdinalGroup())
            return value;
        if (_token.Is('\''))
            return ReadPrime(value);

        // 90^ has lost its \circ on the way.
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
        if (value is Sym { Name: "f" or "g" or "h" or "F" or "G" } f && exponent is Num { Value: var inverse } && inverse == Rational.MinusOne && _token.Is('('))
            return ReadCall(f.Name + "^-1");
        return exponent switch
        {
            null => null,
            // 12^{th}
            Words { Text: "th" or "st" or "nd" or "rd" } => value,
            Words => new Quantity(value, ((Words)exponent).Text),
            _ => RaiseTo(value, exponent),
        };
    }

    private readonly Expr RaiseTo(Expr value, Expr exponent) => value switch
    {
        // C_{10}^{3} counts combinations, A_{10}^{3} arrangements.
        Sym { Name: ['C' or 'A' or 'P', '_', .. var n] } s when exponent is Num { Value: { IsInteger: true, Sign: >= 0 } k } && int.TryParse(n, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var count) && k.Numerator <= count => Choices(count, (int)k.Numerator, ordered: s.Name[0] != 'C'),
        // cm^2: the power belongs to the unit
        Quantity q when q.Unit != "°" => q with { Unit = $"{q.Unit}^{(exponent is Num n ? n.Value.ToString() : "?")}" },
        Bracketed when exponent is Sym { Name: "T" } => value,
        _ => Make.Power(value, exponent),
    };

    // 0^+, 0^{-}
    private bool ReadSide()
    {
        var saved = (_lexer.Position, _token);
        var group = Take(Token.GroupOpen);
        if (_token.Is('+') || _token.Is('-'))
        {
            var sign = _token.Is('+') ? 1 : -1;
            Advance();
            if (group ? Take(Token.GroupClose) : _token.Is(Token.GroupClose))
            {
                _side = sign;
                return true;
            }
        }

        (_lexer.Position, _token) = saved;
        return false;
    }

    private readonly Expr Choices(int n, int k, bool ordered)
    {
        var combinations = Combinations(Make.Number(n), Make.Number(k))!;
        return ordered ? Make.Multiply(combinations, Functions.Apply("factorial", [Make.Number(k)])!) : combinations;
    }

    // Worked out factor by factor, each as long as what came before.
    private readonly Expr? Combinations(Expr n, Expr k)
    {
        if (n is Num { Value: { IsInteger: true } all } && k is Num { Value: { IsInteger: true } some } && Rational.Zero < some && some < all)
        {
            var factors = some < all - some ? some : all - some;
            if (factors.Size < 16)
                _budget.Spend((long)factors.Numerator * (2 + (long)factors.Numerator / 256));
        }

        return Functions.Apply("binomial", [n, k]);
    }

    private Expr? ReadExponent()
    {
        if (!Enter())
            return null;
        var negative = TakeSigns();
        Expr? value;
        if (_token.Kind == TokenKind.Words)
        {
            value = new Words(_token.Text.Trim());
            Advance();
        }
        else
        {
            value = ReadAtom();
            if (value is not null && _token.Is('^'))
                value = ReadPower(value);
        }

        _depth--;
        return negative && value is not null ? Make.Negate(value) : value;
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
