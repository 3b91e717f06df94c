using ProRL.Trainer.Rollouts;
using ProRL.Trainer.Tokenizers;

namespace ProRL.Trainer.Tests.Tokenizers;

public sealed class CharacterTokenizerFilesTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("prorl-test-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void Hugging_Faces_library_gives_the_same_ids_and_texts()
    {
        string[] words = ["sort", "rsort", "gcd ", "f(a) ", "f=a=>", "\"\\n\"", "äß"];
        const string Alphabet = "0123456789abcdefghijklmnopqrstuvwxyz+-*/=,:?~&|>()<ä \"\\";
        var ours = new CharacterTokenizer(Alphabet, words);
        ours.Save(_path);
        var theirs = HuggingFaceTokenizer.Read(_path);

        Assert.Equal((ours.Size, ours.Pad, ours.Ends[0]), (theirs.Size, theirs.Pad, Assert.Single(theirs.Ends)));
        string[] parts = [.. words, "<answer>", "</answer>", "<eos>", "  ", .. Alphabet.Select(c => c.ToString())];
        for (var n = 0; n < 300; n++)
        {
            var key = Counter.Key(5, (ulong)n);
            var text = string.Concat(Enumerable.Range(0, 1 + n % 30).Select(i => parts[(int)(Counter.Unit(key, (ulong)i) * parts.Length)]));
            var ids = ours.Encode(text);
            Assert.Equal(ids, theirs.Encode(text));
            Assert.Equal(ours.Decode(ids), theirs.Decode(ids));
        }
    }
}
