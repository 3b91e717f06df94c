using System.Collections.Frozen;

namespace ProRL.Verifiers.Mathematics.Reading;

/// <summary>What a LaTeX command stands for.</summary>
internal static class LatexCommand
{
    /// <summary>Commands that only change how the page looks.</summary>
    private static readonly FrozenSet<string> Looks = new[]
    {
        "left", "right", "middle", "mleft", "mright", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "Biggl", "Biggr", "bigm",
        "displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "quad", "qquad", "thinspace", "enspace", "space", "rm", "bf", "it", "cal", "large", "Large", "small", "normalsize", "tiny", "nonumber", "centering", "noindent", "hfill", "hline", "strut", "negthinspace", "displaylimits", "par", "boldmath", "unicode", "allowbreak", "nobreak", "medspace", "negmedspace", "negthickspace", "thickspace",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> SkippedArguments = new[] { "hspace", "vspace", "color", "phantom", "label", "tag", "hphantom", "vphantom", "textcolor", "kern" }.ToFrozenSet();

    private static readonly FrozenSet<string> TextBoxes = new[] { "text", "textbf", "textit", "textnormal", "textrm", "mbox", "emph", "textsf", "texttt", "hbox", "textup", "mathrm", "operatorname", "mathit", "mathsf", "mathbf", "mathop", "mathtt", "boldsymbol", "bm", "mathcal", "mathscr", "pmb", "unit", "textsc", "underline" }.ToFrozenSet();

    private static readonly FrozenSet<string> Decorations = new[] { "vec", "overrightarrow", "overleftarrow", "variable", "hat", "widehat", "tilde", "widetilde", "overarc", "wideparen", "dot", "ddot" }.ToFrozenSet();

    private static readonly FrozenSet<string> Structures = new[]
    {
        "frac", "sqrt", "sum", "prod", "int", "iint", "iiint", "oint", "lim", "binom", "begin", "end", "pmod", "overline", "bar", "overset", "underset", "stackrel", "boxed", "fbox", "mathbb", "not", "substack", "pod", "operatorname", "limsup", "liminf", "choose", "over", "atop", "of", "infty", "arg", "underbrace", "overbrace", "mathring", "xrightarrow", "cancel", "ensuremath", "mathclose", "mathopen",
    }.ToFrozenSet();

    public static Token Read(ref Lexer lexer, string name, int start, ReadMode mode)
    {
        if (Looks.Contains(name))
        {
            // "\left." opens nothing.
            var after = lexer.Position;
            if (name is "left" or "right" or "middle" && after < lexer.Text.Length && lexer.Text[after] == '.')
                lexer.Position++;
            return Token.Skip;
        }

        if (TextBoxes.Contains(name))
            return TextBox(ref lexer, name, start, mode);
        if (SkippedArguments.Contains(name))
        {
            lexer.RawGroup();
            return Token.Skip;
        }

        if (name is "dfrac" or "tfrac" or "cfrac" or "nicefrac" or "sfrac" or "flatfrac" or "rac")
            name = "frac";
        else if (name is "dbinom" or "tbinom")
            name = "binom";
        if (name == "pi")
            return new Token(TokenKind.Command, start, Text: "pi");
        if (Signs.Commands.TryGetValue(name, out var sign))
            return new Token(TokenKind.Sign, start, sign);
        if (Signs.Greek.TryGetValue(name, out var letter))
            return new Token(TokenKind.Letter, start, Text: letter);
        if (Decorations.Contains(name))
            return lexer.RawGroup() is { } inner ? new Token(TokenKind.Letter, start, Text: Squeeze(inner)) : Token.Skip;
        if (Structures.Contains(name))
            return new Token(TokenKind.Command, start, Text: name);
        if (Signs.Functions.TryGetValue(name, out var function))
            return new Token(TokenKind.Command, start, Text: function);
        return name switch
        {
            "N" or "Z" or "Q" or "R" or "C" => new Token(TokenKind.Command, start, Text: "set" + name),
            "dollar" or "pounds" or "euro" or "yen" or "cent" => new Token(TokenKind.Words, start, Text: "$"),
            "lor" or "or" => new Token(TokenKind.Words, start, Text: "or"),
            "and" => new Token(TokenKind.Words, start, Text: "and"),
            "exponentialE" => new Token(TokenKind.Letter, start, Text: "e"),
            "imaginaryunit" or "imaginaryI" or "imaginaryJ" => new Token(TokenKind.Letter, start, Text: "i"),
            "textcircled" when lexer.RawGroup() is [>= '1' and <= '9' and var digit] => new Token(TokenKind.Letter, start, Text: ((char)('①' + digit - '1')).ToString()),
            "top" or "intercal" => new Token(TokenKind.Letter, start, Text: "T"),
            "complement" => new Token(TokenKind.Letter, start, Text: "∁"),
            "textdollar" => new Token(TokenKind.Words, start, Text: "$"),
            _ => Glued(ref lexer, name, start),
        };
    }

    // A command glued to the letter behind it: \lvertx, \cdotx
    private static Token Glued(ref Lexer lexer, string name, int start)
    {
        if (name.Length > 2 && name[..^1] is var known && (Looks.Contains(known) || Signs.Commands.ContainsKey(known) || Signs.Functions.ContainsKey(known) || Signs.Greek.ContainsKey(known) || known == "pi"))
        {
            lexer.Position--;
            return Read(ref lexer, known, start, ReadMode.Usual);
        }

        return new Token(TokenKind.Unknown, start, Text: "\\" + name);
    }

    private static Token TextBox(ref Lexer lexer, string name, int start, ReadMode mode)
    {
        if (lexer.RawGroup() is not { } raw)
        {
            // "\mathbf i" and "\text a" take the next token.
            return Token.Skip;
        }

        var inner = raw.Trim().Trim('~').Trim();
        if (inner.Length == 0)
            return Token.Skip;
        var isText = name.StartsWith("text", StringComparison.Ordinal) || name is "mbox" or "hbox" or "emph";
        if (inner.Length > 1 && inner[0] is ',' or ';')
        {
            // ", and" and ", where" join; any other text behind a comma is a statement of its own.
            inner = inner[1..].Trim();
            if (inner is not ("and" or "or") && !Signs.Conditions.Contains(inner.Split(' ')[0]))
                return new Token(TokenKind.Unknown, start, Text: inner);
        }

        if (inner is ['(', var choice, ')'] && char.IsAsciiLetter(choice))
            return new Token(TokenKind.Letter, start, Text: choice.ToString());
        if (inner == "\\$")
            return new Token(TokenKind.Words, start, Text: "$");
        if (inner.Length == 1)
            return inner[0] switch
            {
                >= '0' and <= '9' => new Token(TokenKind.Number, start, Value: inner[0] - '0'),
                _ when char.IsLetter(inner[0]) && name is "mathrm" or "text" or "textrm" && inner[0] is 'e' or 'i' or 'd' => new Token(TokenKind.Letter, start, Text: inner),
                _ when char.IsLetter(inner[0]) => new Token(TokenKind.Letter, start, Text: inner),
                var c when Signs.Plain.Contains(c, StringComparison.Ordinal) => new Token(TokenKind.Sign, start, c),
                _ => new Token(TokenKind.Words, start, Text: inner),
            };
        if (Signs.Functions.TryGetValue(inner, out var function) && !(isText && inner is "min" or "th" or "sh" or "ch"))
            return new Token(TokenKind.Command, start, Text: function);
        if (inner is "mod")
            return new Token(TokenKind.Sign, start, '٪');
        if (inner is "pi")
            return new Token(TokenKind.Command, start, Text: "pi");
        if (Signs.Greek.TryGetValue(inner, out var greek) && !isText)
            return new Token(TokenKind.Letter, start, Text: greek);
        if (inner.StartsWith('\\') || name is "mathbf" or "mathit" or "boldsymbol" or "bm" or "underline" || ContainsMathematics(inner) || char.IsAsciiDigit(inner[0]))
        {
            // Mathematics inside a box of another look: read on inside it.
            lexer.Position -= raw.Length + 1;
            var shifted = raw.Contains('$', StringComparison.Ordinal) || !isText || inner.StartsWith('\\') || ContainsMathematics(inner) || char.IsAsciiDigit(inner[0]);
            if (shifted)
            {
                lexer.Position--;
                return Token.Skip;
            }

            lexer.Position += raw.Length + 1;
        }

        _ = mode;
        return new Token(TokenKind.Words, start, Text: inner);
    }

    // "\text{12}" and "\text{(-1, 2)}" are mathematics; "\text{ km}^2" is not.
    private static bool ContainsMathematics(string inner)
    {
        var letters = 0;
        for (var i = 0; i < inner.Length; i++)
        {
            if (char.IsAsciiLetterUpper(inner[i]) && (i == 0 || !char.IsLetter(inner[i - 1])) && (i + 1 == inner.Length || !char.IsLetter(inner[i + 1])))
                letters++;
            else if (!(char.IsAsciiDigit(inner[i]) || inner[i] is ' ' or '.' or ',' or '-' or '(' or ')' or '+' or '/' or '='))
                return false;
        }

        // "\text{(E)}" and "\text{A, D}" are letters to be chosen.
        return letters > 0 || inner.AsSpan().ContainsAnyInRange('0', '9') || inner is "," or "(" or ")";
    }

    private static string Squeeze(string inner) => inner.Replace(" ", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal);
}
