using System.Globalization;
using System.Numerics;

namespace ProRL.Verifiers.Puzzles;

/// <summary>Judges answers that are one whole number.</summary>
public static class Numbers
{
    // Far past any right answer, and reading more digits would cost quadratic time.
    private const int MaxDigits = 1000;

    /// <summary>
    /// Right is the number itself in ASCII digits: with a sign, leading zeros, thousands commas in their places, a fraction
    /// of zeros (<c>1,234.0</c>) or a power of ten (<c>1.234e3</c>), but nothing else around it.
    /// </summary>
    public static Verdict JudgeInteger(BigInteger gold, string answer, Budget budget)
    {
        budget.Spend(answer.Length);
        if (Read(answer) is not { } value)
            return Verdict.Incorrect(Shown(answer), "The answer is not a whole number.");
        return value == gold
            ? Verdict.Correct(Shown(answer))
            : Verdict.Incorrect(Shown(answer), "The answer is another number.");
    }

    /// <summary>The whole number that a row gives as its right answer, or null.</summary>
    public static BigInteger? ReadGold(string? text) => text is null ? null : Read(text.Trim());

    private static BigInteger? Read(string text)
    {
        var rest = text.AsSpan();
        var negative = rest.StartsWith("-");
        if (negative || rest.StartsWith("+"))
            rest = rest[1..];
        var scale = 0;
        if (rest.IndexOfAny('e', 'E') is var e and >= 0)
        {
            if (rest.Length - e > 6 || !int.TryParse(rest[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out scale))
                return null;
            rest = rest[..e];
        }

        var point = rest.IndexOf('.');
        var whole = point < 0 ? rest : rest[..point];
        var fraction = point < 0 ? [] : rest[(point + 1)..];
        if (whole.Length == 0 || whole.Length + fraction.Length + Math.Max(scale, 0) > MaxDigits)
            return null;
        var plain = whole.Contains(',') ? WithoutCommas(whole) : whole.ToString();
        if (plain is null || plain.AsSpan().ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9'))
            return null;
        return Scaled($"{plain}{fraction}", scale - fraction.Length) is { } value ? negative ? -value : value : null;
    }

    // digits · 10^scale where that is whole.
    private static BigInteger? Scaled(string digits, int scale)
    {
        var keep = Math.Max(digits.Length + Math.Min(scale, 0), 0);
        if (digits.AsSpan(keep).ContainsAnyExcept('0'))
            return null;
        var value = keep == 0 ? BigInteger.Zero : BigInteger.Parse(digits.AsSpan(0, keep), NumberStyles.None, CultureInfo.InvariantCulture);
        return scale > 0 ? value * BigInteger.Pow(10, scale) : value;
    }

    private static string? WithoutCommas(ReadOnlySpan<char> digits)
    {
        // Groups of three from the right; anything else with commas is a list, not a number.
        var first = digits.IndexOf(',');
        if (first is < 1 or > 3 || (digits.Length - first) % 4 != 0)
            return null;
        for (var i = first; i < digits.Length; i += 4)
        {
            if (digits[i] != ',' || digits.Slice(i + 1, 3).Contains(','))
                return null;
        }

        return digits.ToString().Replace(",", "", StringComparison.Ordinal);
    }

    private static string Shown(string answer) => answer.Length <= 200 ? answer : answer[..200] + "…";
}
