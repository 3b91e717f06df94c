namespace ProRL.Trainer.Tokenizers.Templates;

/// <summary>A template that is wrong, or does what is not allowed; <see cref="ChatTemplate"/> turns the offset into a line and a column.</summary>
internal sealed class TemplateException(int offset, string what) : Exception(what)
{
    /// <summary>Where in the source, in characters.</summary>
    public int Offset => offset;
}
