using System.Globalization;
using System.Text;

namespace ProRL.Trainer.Tokenizers.Templates;

/// <summary>
/// Cuts a template into text, outputs and blocks, with the blanks that Jinja's options trim_blocks and lstrip_blocks take
/// away, which transformers sets: the line end behind a block or comment, and the blanks before one that begins its line.
/// </summary>
internal sealed class TemplateLexer
{
    // Longest first.
    private static readonly string[] Operators =
        ["**", "//", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "|", "<", ">", "=", ".", ",", ":", "(", ")", "[", "]", "{", "}"];

    private readonly string _source;
    private readonly List<TemplatePiece> _pieces = [];
    private int _at;

    private TemplateLexer(string source) => _source = source;

    /// <summary>The pieces of a source whose line ends are all <c>\n</c>.</summary>
    public static IReadOnlyList<TemplatePiece> Cut(string source)
    {
        var lexer = new TemplateLexer(source);
        lexer.Run();
        return lexer._pieces;
    }

    private void Run()
    {
        while (_at < _source.Length)
        {
            var opening = NextOpening(_at);
            if (opening < 0)
            {
                AddText(_source[_at..], _at);
                return;
            }
            var kind = _source[opening + 1];
            var sign = Sign(opening + 2);
            AddText(Before(_at, opening, kind, sign), _at);
            _at = opening + (sign == ' ' ? 2 : 3);
            if (kind == '#') SkipComment(opening);
            else
            {
                var tokens = Tokens(kind == '{' ? "}}" : "%}", opening);
                _pieces.Add(new(kind == '{' ? PieceKind.Output : PieceKind.Block, opening, "", tokens));
            }
        }
    }

    private int NextOpening(int from)
    {
        for (var i = _source.IndexOf('{', from); i >= 0 && i + 1 < _source.Length; i = _source.IndexOf('{', i + 1))
            if (_source[i + 1] is '{' or '%' or '#') return i;
        return -1;
    }

    private char Sign(int at) => at < _source.Length && _source[at] is '-' or '+' ? _source[at] : ' ';

    private string Before(int start, int end, char kind, char sign)
    {
        var text = _source[start..end];
        if (sign == '-') return PythonText.StripEnd(text, null);
        if (sign == '+' || kind == '{') return text;
        var line = text.LastIndexOf('\n') + 1;
        var beginsLine = line > 0 || start == 0 || _source[start - 1] == '\n';
        return beginsLine && text.AsSpan(line).IndexOfAnyExcept(' ', '\t') < 0 ? text[..line] : text;
    }

    private void AddText(string text, int offset)
    {
        if (text.Length > 0) _pieces.Add(new(PieceKind.Text, offset, text, []));
    }

    private void SkipComment(int opening)
    {
        var end = _source.IndexOf("#}", _at, StringComparison.Ordinal);
        if (end < 0) throw new TemplateException(opening, "the comment has no end '#}'");
        var sign = end > _at ? Sign(end - 1) : ' ';
        _at = end + 2;
        SkipAfter(sign, trims: true);
    }

    private void SkipAfter(char sign, bool trims)
    {
        if (sign == '-')
            while (_at < _source.Length && PythonText.IsSpace(_source[_at])) _at++;
        else if (trims && sign == ' ' && _at < _source.Length && _source[_at] == '\n') _at++;
    }

    private List<TemplateToken> Tokens(string closing, int opening)
    {
        var tokens = new List<TemplateToken>();
        var depth = 0;
        while (true)
        {
            while (_at < _source.Length && PythonText.IsSpace(_source[_at])) _at++;
            if (_at >= _source.Length) throw new TemplateException(opening, $"'{_source.AsSpan(opening, 2)}' has no '{closing}'");
            if (depth == 0 && Closes(closing, out var sign))
            {
                tokens.Add(new(TokenKind.End, "", _at));
                _at += sign == ' ' ? 2 : 3;
                SkipAfter(sign, trims: closing == "%}");
                return tokens;
            }
            var token = Next();
            if (token.Kind == TokenKind.Operator)
                depth += token.Value switch { "(" or "[" or "{" => 1, ")" or "]" or "}" => -1, _ => 0 };
            tokens.Add(token);
        }
    }

    private bool Closes(string closing, out char sign)
    {
        sign = Sign(_at);
        return string.CompareOrdinal(_source, sign == ' ' ? _at : _at + 1, closing, 0, 2) == 0;
    }

    private TemplateToken Next()
    {
        var start = _at;
        var c = _source[_at];
        if (c is '\'' or '"') return new(TokenKind.Text, Quoted(c), start);
        if (char.IsLetter(c) || c == '_')
        {
            while (_at < _source.Length && (char.IsLetterOrDigit(_source[_at]) || _source[_at] == '_')) _at++;
            return new(TokenKind.Name, _source[start.._at], start);
        }
        if (char.IsAsciiDigit(c)) return Number(start);
        foreach (var text in Operators)
        {
            if (string.CompareOrdinal(_source, _at, text, 0, text.Length) != 0) continue;
            _at += text.Length;
            return new(TokenKind.Operator, text, start);
        }
        throw new TemplateException(start, $"'{c}' belongs to no expression");
    }

    private TemplateToken Number(int start)
    {
        Digits();
        var kind = TokenKind.Integer;
        if (_at + 1 < _source.Length && _source[_at] == '.' && char.IsAsciiDigit(_source[_at + 1]))
        {
            kind = TokenKind.Float;
            _at++;
            Digits();
        }
        return new(kind, _source[start.._at].Replace("_", "", StringComparison.Ordinal), start);
    }

    private void Digits()
    {
        while (_at < _source.Length && (char.IsAsciiDigit(_source[_at]) || _source[_at] == '_')) _at++;
    }

    private string Quoted(char quote)
    {
        var start = _at++;
        var text = new StringBuilder();
        while (_at < _source.Length && _source[_at] != quote)
        {
            if (_source[_at] == '\\' && _at + 1 < _source.Length) Escape(text);
            else text.Append(_source[_at++]);
        }
        if (_at >= _source.Length) throw new TemplateException(start, "the string has no end");
        _at++;
        return text.ToString();
    }

    // Python's escapes; an unknown one stays as it is written.
    private void Escape(StringBuilder text)
    {
        var c = _source[_at + 1];
        _at += 2;
        switch (c)
        {
            case 'n': text.Append('\n'); break;
            case 't': text.Append('\t'); break;
            case 'r': text.Append('\r'); break;
            case '0': text.Append('\0'); break;
            case '\n': break;
            case '\\' or '\'' or '"': text.Append(c); break;
            case 'x': text.Append(Code(2)); break;
            case 'u': text.Append(Code(4)); break;
            case 'U': text.Append(Code(8)); break;
            default: text.Append('\\').Append(c); break;
        }
    }

    private string Code(int digits)
    {
        if (_at + digits > _source.Length
            || !int.TryParse(_source.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || code is < 0 or > 0x10ffff or (>= 0xd800 and <= 0xdfff))
            throw new TemplateException(_at - 2, $"the escape needs {digits} hexadecimal digits of a character");
        _at += digits;
        return char.ConvertFromUtf32(code);
    }
}
