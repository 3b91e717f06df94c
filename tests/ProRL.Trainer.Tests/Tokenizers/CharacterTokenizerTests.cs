using CsCheck;
using ProRL.Trainer.Tokenizers;

namespace ProRL.Trainer.Tests.Tokenizers;

public sealed class CharacterTokenizerTests
{
    private static readonly string[] Pieces = ["a", "b", "gcd", "knight", "<answer>", "</answer>", "<", "/", "knigh", " "];

    private readonly CharacterTokenizer _tokenizer = new("abcdghiknt <>/", ["gcd", "knight"]);

    [Fact]
    public void Any_text_of_the_alphabet_survives_the_round_trip() =>
        Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 30].Select(string.Concat)
            .Sample(text => _tokenizer.Decode(_tokenizer.Encode(text)) == text);

    [Fact]
    public void Answer_tags_and_words_are_one_token_each()
    {
        Assert.Single(_tokenizer.Encode("<answer>"));
        Assert.Single(_tokenizer.Encode("</answer>"));
        Assert.Equal(3, _tokenizer.Encode("gcd knight").Length);
    }

    [Fact]
    public void A_character_outside_the_alphabet_is_named()
    {
        var error = Assert.Throws<FormatException>(() => _tokenizer.Encode("abz"));
        Assert.Contains("'z'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Padding_and_end_leave_no_text() =>
        Assert.Equal("a", _tokenizer.Decode([_tokenizer.Pad, _tokenizer.Encode("a")[0], _tokenizer.Ends[0]]));
}
