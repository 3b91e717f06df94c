namespace ProRL.Trainer.Tokenizers.Templates;

internal enum TokenKind { Name, Text, Integer, Float, Operator, End }

/// <summary>A name, an operator, the digits of a number, or a string with its escapes resolved.</summary>
internal readonly record struct TemplateToken(TokenKind Kind, string Value, int Offset)
{
    public bool Is(string value) => Kind is TokenKind.Name or TokenKind.Operator && Value == value;

    public override string ToString() => Kind == TokenKind.End ? "the end" : $"'{Value}'";
}

internal enum PieceKind { Text, Output, Block }

/// <summary>A run of plain text, or the tokens between the braces of an output or a block.</summary>
internal readonly record struct TemplatePiece(PieceKind Kind, int Offset, string Text, IReadOnlyList<TemplateToken> Tokens);
