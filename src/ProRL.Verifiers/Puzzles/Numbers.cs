using System.Globalization;
using System.Numerics;

namespace ProRL.Verifiers.Puzzles;

/// <summary>Judges answers that are one whole number.</summary>
public static class Numbers
{
    // Far past any right answer, and reading more digits would cost quadratic time.
    private const int MaxDigits = 1000;

    /// <summary>
    /// Right is the number itself in ASCII digits: with a sign, leading zeros, thousands commas in their places and a
    /// fraction of zeros (<c>1,234.0</c>), but nothing else around it.
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
        var digits = text.AsSpan();
        var point = digits.IndexOf('.');
        if (point >= 0)
        {
            if (point == digits.Length - 1 && point == 0 || digits[(point + 1)..].ContainsAnyExcept('0'))
                return null;
            digits = digits[..point];
        }

        var negative = digits.StartsWith("-");
        if (negative || digits.StartsWith("+"))
            digits = digits[1..];
        if (digits.Length is 0 or > MaxDigits)
            return null;
        var plain = digits.Contains(',') ? WithoutCommas(digits) : digits.ToString();
        if (plain is null || plain.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return null;
        var value = BigInteger.Parse(plain, NumberStyles.None, CultureInfo.InvariantCulture);
        return negative ? -value : value;
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
