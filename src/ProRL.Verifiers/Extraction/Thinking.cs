namespace ProRL.Verifiers.Extraction;

/// <summary>Separates a response from the reasoning in front of it.</summary>
public static class Thinking
{
    private const string Close = "</think>";

    /// <summary>
    /// The text after the last <c>&lt;/think&gt;</c>; the whole text where there is none. A chat template may have put
    /// the opening tag into the prompt, so the closing tag alone counts.
    /// </summary>
    public static string Strip(string response)
    {
        var end = response.LastIndexOf(Close, StringComparison.Ordinal);
        return end < 0 ? response : response[(end + Close.Length)..];
    }
}
