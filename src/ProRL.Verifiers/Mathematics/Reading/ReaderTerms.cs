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
            Charge(sum);
            if (sum is Sum { Terms.Length: > MaxItems })
                return Fail($"a sum has more than {MaxItems} terms");
            sum = sign switch
            {
                '+' => Make.Add(sum, term),
                '-' when sum is SetOf or Builder or SetOperation or Named { Constant: >= Constant.EmptySet } => new SetOperation('∖', sum, term),
                '-' => Make.Subtract(sum, term),
                _ => Make.Add(sum, new PlusMinus(term, sign == '±' ? 1 : -1)),
            };
        }

        // a + b mod m is the rest of the sum; behind ≡ it is the modulus of the congruence.
        while (sum is not null && !_inCongruence && Take('٪'))
            sum = ReadSigned() is { } modulus ? Functions.Apply("mod", [sum, modulus]) : null;
        return sum;
    }

    private Expr? ReadSigned()
    {
        var negative = TakeSigns();
        Expr? value;
        if (_token.Is('±') || _token.Is('∓'))
        {
            var sign = _token.Is('±') ? 1 : -1;
            Advance();
            value = ReadTerm() is { } either ? new PlusMinus(either, sign) : null;
        }
        else
        {
            value = ReadTerm();
        }

        return negative && value is not null ? Make.Negate(value) : value;
    }

    /// <summary>Any number of + and −; whether they come to a minus.</summary>
    private bool TakeSigns()
    {
        var negative = false;
        while (_token.Kind == TokenKind.Sign && _token.Sign is '+' or '-')
        {
            negative ^= _token.Sign == '-';
            Advance();
        }

        return negative;
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
            Charge(term);
            if (term is Product { Factors.Length: > MaxItems })
                return Fail($"a product has more than {MaxItems} factors");
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
        if (term is not Product { Factors: var factors })
            return term;
        if (Array.Exists(factors, f => f is SetOf { Items: [_] }))
            return Array.ConvertAll(factors, f => f is SetOf { Items: [var only] } ? only : f).Aggregate(Make.Multiply);
        return Array.Exists(factors, IsStatement) ? Fail("a statement stands in a product") : term;
    }

    private static bool IsStatement(Expr x) => x is Relation or Listing or Conditional or Words or Congruence;

    private Expr? ReadSignedFactor()
    {
        var negative = TakeSigns();
        return ReadFactor() is { } x ? negative ? Make.Negate(x) : x : null;
    }

    private readonly bool StartsFactor() => _token.Kind switch
    {
        TokenKind.Number or TokenKind.Letter => true,
        TokenKind.Command => _token.Text is not ("end" or "pmod" or "pod" or "not" or "over" or "choose" or "atop" or "of"),
        TokenKind.Sign when _token.Sign == '[' => !ClosesInterval(),
        TokenKind.Sign when _token.Sign == '(' => !OpensCondition() && !OpensModulus(),
        TokenKind.Sign => _token.Sign is '[' or '⟨' or '⌊' or '⌈' or Token.GroupOpen or '{' or '√' or '∛' or '∜' or '∞' or '∅' or '∑' or '∏' or '∫' or '∠' or '△' or '…'
            || _token.Sign is '|' && _bars == 0 && !_inBuilder,
        _ => false,
    };

    /// <summary>Whether the bracket here is the end of ]a, b[: nothing follows that it could enclose.</summary>
    private readonly bool ClosesInterval()
    {
        var text = _lexer.Text[_lexer.Position..].TrimStart("$ .");
        return text is [] or [',' or ';' or ')' or '}' or '∪' or '∩', ..] || text.StartsWith("\\cup") || text.StartsWith("\\cap") || text.StartsWith("\\}") || text.StartsWith("and ") || text.StartsWith("or ");
    }

    private readonly bool OpensModulus()
    {
        var text = _lexer.Text[_lexer.Position..].TrimStart();
        return text.StartsWith("mod") || text.StartsWith("\\mod") || text.StartsWith("\\bmod") || text.StartsWith("\\text{mod") || text.StartsWith("\\mathrm{mod");
    }

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
        if (_token.Is('⟨') || _token.Is('[') && !HoldsFormula())
            return Fail("a bracket follows a value without a sign between them");
        if (left is Num && token.Kind == TokenKind.Number && _lexer.Text[..token.Start].TrimEnd() is [.., '!'])
            return ReadFactor() is { } next ? Make.Multiply(left, next) : null;
        if (left is Num { Value.IsInteger: true, Places: -1 } whole)
        {
            // 1 1/2 and 1½; two numbers side by side are nothing else.
            if (token.Kind == TokenKind.Number)
                return ReadMixed(whole);
            if (token.Is("frac"))
            {
                // 1\frac12, where it is a proper fraction of two whole numbers as they stand
                if (ReadAtom() is not { } fraction)
                    return null;
                if (fraction is Num { Value: { Sign: > 0, IsInteger: false } f } && f < Rational.One && _properFraction)
                    return ReadPostfix(Make.Number(whole.Value.Sign < 0 ? whole.Value - f : whole.Value + f));
                return ReadPostfix(fraction) is { } factor ? Make.Multiply(left, factor) : null;
            }
        }

        if (left is Quantity { Unit: not "°" })
            return Fail("words stand in the middle of a formula");
        if (token.Kind == TokenKind.Number && left is Num)
            return Fail("two numbers stand side by side");
        if (ReadFactor() is not { } right)
            return null;

        // 2^n 3^m is a product; bare digits behind a formula are more likely a slip.
        return token.Kind == TokenKind.Number && right is Num && _lexer.Text[token.Start.._token.Start].IndexOfAny('^', '!') < 0
            ? Fail("a number follows a formula without a sign between them")
            : Make.Multiply(left, right);
    }

    /// <summary>Whether the square bracket here encloses a formula, as 2[3 + (4 − 1)] has it, and neither an index nor an interval.</summary>
    private readonly bool HoldsFormula()
    {
        var text = _lexer.Text[_lexer.Position..];
        var end = text.IndexOf(']');
        return end > 0 && text[..end].IndexOfAny(',', ';') < 0 && text[..end].IndexOfAny(OperatorSigns) >= 0;
    }

    private Expr? ReadMixed(Num whole)
    {
        var numerator = _token;
        if (numerator.Sign == '½')
        {
            Advance();
            return ReadPostfix(Make.Number(whole.Value.Sign < 0 ? whole.Value - numerator.Value : whole.Value + numerator.Value));
        }

        Advance();
        if (numerator.Value.IsInteger && numerator.Places < 0 && _token.Is('/'))
        {
            Advance();
            if (_token is { Kind: TokenKind.Number, Places: < 0, Value: { IsInteger: true } d } && numerator.Value < d && numerator.Value.Sign > 0)
            {
                Advance();
                return ReadPostfix(Make.Number(whole.Value + numerator.Value / d));
            }
        }

        return Fail("two numbers stand side by side");
    }

    private readonly bool IsSeparatorWord() =>
        Signs.Connectives.ContainsKey(_token.Text) || Signs.Conditions.Contains(FirstWord(_token.Text)) || _token.Text is "in" or "is" or "to";

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
        var label = _lexer.Text[from..to].ToString();
        if (value is Num && Magnitude(label) is var (factor, rest))
            return rest.Length == 0 ? Make.Multiply(value, factor) : new Quantity(Make.Multiply(value, factor), rest);
        return Prose.Plain(label) is "percent" or "per cent" or "pct" ? Percent(value) : new Quantity(value, label);
    }

    /// <summary>5 million is a number, and 5 million people are so many people.</summary>
    private static (Num Factor, string Label)? Magnitude(string label)
    {
        var plain = Prose.Plain(label);
        foreach (var (word, zeros) in (ReadOnlySpan<(string, int)>)[("hundred", 2), ("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12)])
        {
            if (plain == word || plain.StartsWith(word + " ", StringComparison.Ordinal))
                return (Make.Number(new Rational(10).Pow(zeros)), plain[word.Length..].Trim());
        }

        return null;
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
