namespace ProRL.Verifiers.Mathematics.Reading;

/// <summary>Sums and products.</summary>
internal ref partial struct Reader
{
    /// <summary>[sign] term ((+ | - | ± | ∓) term)*</summary>
    private Expr? ReadSum()
    {
        var sum = ReadSigned();
        while (sum is not null && _token.Kind == TokenKind.Sign && _token.Sign is '+' or '-' or '±' or '∓')
        {
            var sign = _token.Sign;
            Advance();

            // "(1, +∞)" is read elsewhere; "a + - b" here.
            if (ReadSigned() is not { } term)
                return null;
            if (IsStatement(sum) || IsStatement(term))
                return Fail("a statement stands in a sum");
            sum = sign switch
            {
                '+' => Make.Add(sum, term),
                '-' when sum is SetOf or Builder or SetOperation or Named { Constant: >= Constant.EmptySet } => new SetOperation('∖', sum, term),
                '-' => Make.Subtract(sum, term),
                _ => Make.Add(sum, new PlusMinus(term, sign == '±' ? 1 : -1)),
            };
        }

        return sum;
    }

    private Expr? ReadSigned()
    {
        if (_token.Kind != TokenKind.Sign)
            return ReadTerm();
        switch (_token.Sign)
        {
            case '+':
                Advance();

                // "+-" is ± in plain text.
                return ReadSigned();
            case '-':
                Advance();
                return ReadSigned() is { } x ? Make.Negate(x) : null;
            case '±' or '∓':
                var sign = _token.Sign == '±' ? 1 : -1;
                Advance();
                return ReadTerm() is { } value ? new PlusMinus(value, sign) : null;
            default:
                return ReadTerm();
        }
    }

    /// <summary>factor ((* | / | nothing | mod) factor)*</summary>
    private Expr? ReadTerm()
    {
        if (!Enter())
            return null;
        var term = ReadFactor();
        while (term is not null)
        {
            _budget.Spend();
            if (_token.Is('*'))
            {
                Advance();
                if (Take('*'))
                    term = ReadSignedFactor() is { } exponent ? Make.Power(term, exponent) : null;
                else
                    term = ReadSignedFactor() is { } next ? Make.Multiply(term, next) : null;
            }
            else if (_token.Is('/'))
            {
                Advance();
                term = ReadSignedFactor() is { } next ? Make.Divide(term, next) : null;
            }
            else if (_token.Is('٪'))
            {
                Advance();
                term = ReadSignedFactor() is { } next ? Functions.Apply("mod", [term, next]) : null;
            }
            else if (term is Quantity { Unit: "°" } degrees && _token is { Kind: TokenKind.Letter, Text: "C" or "F" })
            {
                term = degrees with { Unit = "°" + _token.Text };
                Advance();
            }
            else if (StartsFactor())
            {
                term = ReadJuxtaposed(term);
            }
            else if (_token.Kind == TokenKind.Words && !IsSeparatorWord())
            {
                term = ReadLabel(term);
            }
            else
            {
                break;
            }
        }

        _depth--;
        return term is Product { Factors: var factors } && Array.Exists(factors, IsStatement) ? Fail("a statement stands in a product") : term;
    }

    private static bool IsStatement(Expr x) => x is Relation or Listing or Conditional or Words or Congruence;

    private Expr? ReadSignedFactor()
    {
        if (Take('-'))
            return ReadSignedFactor() is { } x ? Make.Negate(x) : null;
        if (Take('+'))
            return ReadSignedFactor();
        return ReadFactor();
    }

    private readonly bool StartsFactor() => _token.Kind switch
    {
        TokenKind.Number or TokenKind.Letter => true,
        TokenKind.Command => _token.Text is not ("end" or "pmod" or "pod" or "not" or "over" or "choose" or "atop"),
        TokenKind.Sign when _token.Sign == '(' => !OpensCondition(),
        TokenKind.Sign => _token.Sign is '[' or '⟨' or '⌊' or '⌈' or Token.GroupOpen or '{' or '√' or '∛' or '∜' or '∞' or '∅' or '∑' or '∏' or '∫' or '∠' or '△' or '…'
            || _token.Sign is '|' && _bars == 0 && !_inBuilder,
        _ => false,
    };

    /// <summary>Whether the bracket here holds a condition: 2n − 1 (n ∈ ℕ).</summary>
    private readonly bool OpensCondition()
    {
        var text = _lexer.Text[_lexer.Position..];
        var depth = 1;
        for (var i = 0; i < text.Length && depth > 0; i++)
        {
            depth += text[i] is '(' or '{' ? 1 : text[i] is ')' or '}' ? -1 : 0;
            if (depth == 1 && (text[i] is '=' or '<' or '>' or '≤' or '≥' or '∈' || text[i] == '\\' && (text[i..].StartsWith("\\in ") || text[i..].StartsWith("\\in\\") || text[i..].StartsWith("\\ge") || text[i..].StartsWith("\\le ") || text[i..].StartsWith("\\leq") || text[i..].StartsWith("\\ne"))))
                return true;
        }

        return false;
    }

    /// <summary>A factor right after another, with no sign between: a product, or the fraction of a mixed number.</summary>
    private Expr? ReadJuxtaposed(Expr left)
    {
        var token = _token;
        if (_token.Is('[') || _token.Is('⟨'))
            return Fail("a bracket follows a value without a sign between them");
        if (left is Num { Value.IsInteger: true, Places: -1 } whole)
        {
            // 1 1/2 and 1½; two numbers side by side are nothing else.
            if (token.Kind == TokenKind.Number)
                return ReadMixed(whole);
            if (token.Is("frac") && ReadFactor() is { } fraction)
            {
                // 1\frac12, where it is a proper fraction of two whole numbers as they stand
                return fraction is Num { Value: { Sign: > 0, IsInteger: false } f } && f < Rational.One && _properFraction
                    ? Make.Number(whole.Value.Sign < 0 ? whole.Value - f : whole.Value + f)
                    : Make.Multiply(left, fraction);
            }
        }

        if (left is Quantity { Unit: not "°" })
            return Fail("words stand in the middle of a formula");
        if (token.Kind == TokenKind.Number && left is Num)
            return Fail("two numbers stand side by side");
        return ReadFactor() is { } right ? Make.Multiply(left, right) : null;
    }

    private Expr? ReadMixed(Num whole)
    {
        var numerator = _token;
        if (numerator.Sign == '½')
        {
            Advance();
            return Make.Number(whole.Value + numerator.Value);
        }

        Advance();
        if (numerator.Value.IsInteger && numerator.Places < 0 && _token.Is('/'))
        {
            Advance();
            if (_token is { Kind: TokenKind.Number, Places: < 0, Value: { IsInteger: true } d } && numerator.Value < d && numerator.Value.Sign > 0)
            {
                Advance();
                return Make.Number(whole.Value + numerator.Value / d);
            }
        }

        return Fail("two numbers stand side by side");
    }

    private readonly bool IsSeparatorWord() =>
        _token.Text.Equals("and", StringComparison.OrdinalIgnoreCase) || _token.Text.Equals("or", StringComparison.OrdinalIgnoreCase) || Signs.Conditions.Contains(FirstWord(_token.Text)) || _token.Text is "&" or "in" or "is" or "to";

    /// <summary>Words after a value: its unit or its label.</summary>
    private Expr? ReadLabel(Expr value)
    {
        // In the middle of a formula words are no unit.
        var from = _token.Start;
        var to = from;
        var last = '\0';
        while (_token.Kind == TokenKind.Words && !IsSeparatorWord() || to > from && IsUnitPart(last))
        {
            if (_token.Is(Token.GroupOpen))
            {
                // The braces of an exponent
                _lexer.Position = _token.Start;
                _lexer.RawGroup();
            }

            to = _lexer.Position;
            last = _token.Kind == TokenKind.Sign ? _token.Sign : '\0';
            Advance();
        }

        if (StartsFactor())
            return Fail("words stand in the middle of a formula");
        return new Quantity(value, _lexer.Text[from..to].ToString());
    }

    /// <summary>What may follow a unit word: m/s, m^2, m^{-1}, N·m.</summary>
    private readonly bool IsUnitPart(char last) => _token.Kind switch
    {
        TokenKind.Sign => _token.Sign is '/' or '^' or '*' or '²' or '³' || _token.Sign is Token.GroupOpen or '-' && last is '^',
        TokenKind.Number => last is '^' or '-',
        TokenKind.Letter => last is '/' or '*',
        _ => false,
    };
}
