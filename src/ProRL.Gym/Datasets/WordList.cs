namespace ProRL.Gym.Datasets;

/// <summary>The words of datasets/words, which families draw from.</summary>
internal static class WordList
{
    private static readonly Lazy<string[]> Words = new(Load);

    /// <summary>In the order of their length and then of the alphabet, each once.</summary>
    public static IReadOnlyList<string> All => Words.Value;

    /// <summary>The words of <paramref name="min"/> to <paramref name="max"/> letters.</summary>
    public static ReadOnlySpan<string> OfLength(int min, int max)
    {
        var words = Words.Value;
        var start = Array.FindIndex(words, w => w.Length >= min);
        var end = Array.FindLastIndex(words, w => w.Length <= max) + 1;
        return start < 0 || end <= start ? [] : words.AsSpan(start, end - start);
    }

    private static string[] Load()
    {
        using var stream = typeof(WordList).Assembly.GetManifestResourceStream("words.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
