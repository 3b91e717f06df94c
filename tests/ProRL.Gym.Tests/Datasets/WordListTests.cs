using System.Security.Cryptography;
using ProRL.Gym.Datasets;
using ProRL.Tests.Support;

namespace ProRL.Gym.Tests.Datasets;

public sealed class WordListTests
{
    [Fact]
    public void Words_are_lower_case_letters_in_order_each_once()
    {
        Assert.All(WordList.All, word => Assert.True(word.All(char.IsAsciiLetterLower), word));
        Assert.Equal(WordList.All.Distinct().OrderBy(w => w.Length).ThenBy(w => w, StringComparer.Ordinal), WordList.All);
        Assert.All(WordList.OfLength(4, 6).ToArray(), word => Assert.InRange(word.Length, 4, 6));
        Assert.True(WordList.OfLength(51, 60).IsEmpty);
    }

    [Fact]
    public void The_card_names_the_file_that_is_there()
    {
        var folder = Path.Combine(Repository.Root, "datasets", "words");
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, "words.txt")))), File.ReadAllText(Path.Combine(folder, "README.md")));
    }
}
