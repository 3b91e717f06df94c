using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles.Published;

namespace ProRL.Gym.Families.Algorithmic;

public sealed record CryptarithmConfig : FamilyConfig
{
    /// <summary>Fewest numbers that are added, at least 2.</summary>
    public int MinWords { get; init; } = 2;

    /// <summary>Most numbers that are added, at most 50.</summary>
    public int MaxWords { get; init; } = 3;

    /// <summary>Whether a number may begin with 0.</summary>
    public bool AllowLeadingZero { get; init; }

    /// <summary>Fewest digits of the numbers, at least 1.</summary>
    public int MinDigits { get; init; } = 3;

    /// <summary>Most digits of the numbers, at most 12.</summary>
    public int MaxDigits { get; init; } = 5;
}

/// <param name="Words">The numbers that are added, in letters.</param>
/// <param name="Result">Their sum, in letters.</param>
/// <param name="LeadingZero">Whether a number may begin with 0.</param>
/// <param name="Known">Letters in their order and their digits in one solution.</param>
public sealed record CryptarithmTruth(string[] Words, string Result, bool LeadingZero, KeyValuePair<char, int>[] Known);

/// <summary>Find digits for the letters of a written sum, so that it is right; every right choice is paid.</summary>
public sealed class Cryptarithm() : TaskFamily<CryptarithmConfig, CryptarithmTruth>(
    "algorithmic/cryptarithm-v1", "digits for the letters of a sum", maxLevel: 8)
{
    protected override CryptarithmConfig AtLevel(int level) => new()
    {
        MinWords = new[] { 2, 2, 2, 2, 3, 3, 5, 8, 12 }[level],
        MaxWords = new[] { 2, 2, 2, 3, 3, 5, 10, 20, 50 }[level],
        MinDigits = new[] { 1, 2, 3, 3, 4, 4, 5, 5, 6 }[level],
        MaxDigits = new[] { 2, 3, 4, 5, 5, 6, 6, 7, 8 }[level],
        AllowLeadingZero = level == 0,
    };

    protected override IEnumerable<string> Validate(CryptarithmConfig c)
    {
        if (c.MinWords < 2 || c.MaxWords < c.MinWords || c.MaxWords > 50)
            yield return $"min_words is {c.MinWords} and max_words {c.MaxWords}; they must satisfy 2 ≤ min_words ≤ max_words ≤ 50";
        if (c.MinDigits < 1 || c.MaxDigits < c.MinDigits || c.MaxDigits > 12)
            yield return $"min_digits is {c.MinDigits} and max_digits {c.MaxDigits}; they must satisfy 1 ≤ min_digits ≤ max_digits ≤ 12";
    }

    protected override CryptarithmTruth Generate(CryptarithmConfig c, Rng rng)
    {
        Span<char> letters = stackalloc char[26];
        for (var i = 0; i < 26; i++)
            letters[i] = (char)('A' + i);
        rng.Shuffle(letters);
        var code = letters[..10].ToArray();
        var words = new string[rng.Int(c.MinWords, c.MaxWords)];
        var sum = 0L;
        for (var i = 0; i < words.Length; i++)
        {
            var digits = rng.Int(c.MinDigits, c.MaxDigits);
            var power = Power(digits);
            var number = rng.Long(c.AllowLeadingZero ? 0 : power / 10, power - 1);
            words[i] = Coded(number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0'), code);
            sum += number;
        }

        var result = Coded(sum.ToString(CultureInfo.InvariantCulture), code);
        var used = (string.Concat(words) + result).Distinct().Order();
        return new CryptarithmTruth(words, result, c.AllowLeadingZero, [.. used.Select(letter => KeyValuePair.Create(letter, Array.IndexOf(code, letter)))]);
    }

    protected override string Content(CryptarithmTruth truth) => $"{string.Join('+', truth.Words.Order(StringComparer.Ordinal))}={truth.Result}";

    protected override double Difficulty(CryptarithmTruth truth) => truth.Words.Length + truth.Known.Length;

    protected override string Ask(CryptarithmTruth truth) =>
        $"In this sum every letter stands for a digit from 0 to 9, the same letter always for the same digit and different letters for different ones{(truth.LeadingZero ? "; a number may begin with 0" : ", and no number begins with 0")}.\n\n{string.Join(" + ", truth.Words)} = {truth.Result}\n\nFind digits for all letters so that the sum is right. Give each letter with its digit, with commas between them, as in Q=3,R=8, between <answer> and </answer>.";

    protected override string AskTersely(CryptarithmTruth truth) => $"{string.Join('+', truth.Words)}={truth.Result}{(truth.LeadingZero ? " (0 may lead)" : "")}:";

    protected override string Solve(CryptarithmTruth truth) =>
        string.Join(',', truth.Known.Select(k => string.Create(CultureInfo.InvariantCulture, $"{k.Key}={k.Value}")));

    protected override Verdict Judge(CryptarithmTruth truth, string answer, Budget budget)
    {
        budget.Spend(answer.Length);
        var shown = TaskRow.Shorten(answer);
        if (Pairs(answer) is not { } pairs)
            return Verdict.Incorrect(shown, "The answer is not a list of letters with a digit each.");
        return Fault(truth, pairs) is { } fault ? Verdict.Incorrect(shown, fault) : Verdict.Correct(shown);
    }

    protected override double ScoreAsPublished(CryptarithmTruth truth, string? answer, Budget budget)
    {
        if (string.IsNullOrEmpty(answer))
            return 0;
        var pairs = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var part in answer.Split(','))
        {
            budget.Spend(part.Length + 1);
            if (part.Split('=') is not [var letter, var digit] || PythonText.Int(digit) is not { } value)
                return 0;
            pairs[PythonText.Strip(letter)] = value >= 0 && value <= 9 ? (int)value : 10;
        }

        return Fault(truth, pairs) is null ? 1 : 0.01;
    }

    protected override JsonObject Describe(CryptarithmTruth truth)
    {
        var digits = truth.Known.ToDictionary(k => k.Key, k => k.Value);
        return new()
        {
            ["source_dataset"] = "cryptarithm",
            ["allow_leading_zero"] = truth.LeadingZero,
            ["letters"] = new JsonArray([.. truth.Known.Select(k => JsonValue.Create(k.Key.ToString()))]),
            ["word_values"] = new JsonArray([.. truth.Words.Select(w => JsonValue.Create(Value(w, digits)))]),
            ["sum_number"] = Value(truth.Result, digits),
            ["words_letters"] = new JsonArray([.. truth.Words.Select(w => JsonValue.Create(w))]),
            ["result_letters"] = truth.Result,
            ["digit_to_letter"] = new JsonObject(truth.Known.OrderBy(k => k.Value).Select(k => KeyValuePair.Create(k.Value.ToString(CultureInfo.InvariantCulture), (JsonNode?)k.Key.ToString()))),
            ["letter_to_digit"] = new JsonObject(truth.Known.Select(k => KeyValuePair.Create(k.Key.ToString(), (JsonNode?)k.Value))),
        };
    }

    protected override CryptarithmTruth Read(string? answer, MetadataReader metadata)
    {
        var words = metadata["words_letters"].Array(Word);
        if (words.Length is 0 or > 100)
            throw metadata["words_letters"].Wrong("1 to 100 words");
        var result = Word(metadata["result_letters"]);
        var known = metadata["letter_to_digit"].Object(d => d.Int is >= 0 and <= 9 and var digit ? digit : throw d.Wrong("a digit"));
        var letters = (string.Concat(words) + result).Distinct().Select(c => c.ToString()).Order(StringComparer.Ordinal);
        if (!letters.SequenceEqual(known.Select(k => k.Key).Order(StringComparer.Ordinal)))
            throw metadata["letter_to_digit"].Wrong("a digit for each letter of the words and no others");
        var truth = new CryptarithmTruth(words, result, metadata["allow_leading_zero"].Bool, [.. known.Select(k => KeyValuePair.Create(k.Key[0], k.Value)).OrderBy(k => k.Key)]);
        if (known.Select(k => k.Value).Distinct().Count() != known.Length)
            throw metadata["letter_to_digit"].Wrong("different digits for different letters");
        return truth;

        static string Word(MetadataReader reader) => reader.String is { Length: >= 1 and <= 15 } word && !word.AsSpan().ContainsAnyExceptInRange('A', 'Z')
            ? word
            : throw reader.Wrong("1 to 15 capital letters");
    }

    // Why the digits don't solve the puzzle; null where they do.
    private static string? Fault(CryptarithmTruth truth, Dictionary<string, int> pairs)
    {
        var digits = new Dictionary<char, int>();
        foreach (var (letter, _) in truth.Known)
        {
            if (!pairs.TryGetValue(letter.ToString(), out var digit))
                return $"The letter {letter} has no digit.";
            if (digit is < 0 or > 9)
                return $"The letter {letter} has a number that is no digit.";
            digits[letter] = digit;
        }

        if (pairs.Count != digits.Count)
            return "There is a letter that is not in the sum.";
        if (digits.Values.Distinct().Count() != digits.Count)
            return "Two letters have the same digit.";
        if (!truth.LeadingZero && truth.Words.Append(truth.Result).Any(w => digits[w[0]] == 0))
            return "A number begins with 0.";
        return truth.Words.Sum(w => Value(w, digits)) == Value(truth.Result, digits) ? null : "The sum is not right.";
    }

    // "A=1, B=2" on one line or many, with = or :, in brackets or not, or as a JSON object; a letter that comes twice must
    // have the same digit both times.
    private static Dictionary<string, int>? Pairs(string answer)
    {
        var text = answer.Trim();
        if (text.EndsWith('.'))
            text = text[..^1];
        if (text is ['{', .., '}'] or ['[', .., ']'] or ['(', .., ')'])
            text = text[1..^1];
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
            plain.Append(c == ':' ? '=' : c is ';' or '\n' or '\r' ? ',' : c);
        var pairs = new Dictionary<string, int>(StringComparer.Ordinal);
        var parts = plain.ToString().Split(plain.ToString().Contains(',', StringComparison.Ordinal) ? ',' : ' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var part in parts)
        {
            if (part.Split('=', StringSplitOptions.TrimEntries) is not [var letter, var number])
                return null;
            letter = letter.Trim('"', '\'').ToUpperInvariant();
            if (letter is not [>= 'A' and <= 'Z'] || number.Contains('\0', StringComparison.Ordinal) || !int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var digit))
                return null;
            if (!pairs.TryAdd(letter, digit) && pairs[letter] != digit)
                return null;
        }

        return pairs;
    }

    private static string Coded(string digits, char[] code) => string.Create(digits.Length, (digits, code), static (span, s) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = s.code[s.digits[i] - '0'];
    });

    private static long Value(string word, Dictionary<char, int> digits) => word.Aggregate(0L, (value, letter) => value * 10 + digits[letter]);

    private static long Power(int digits)
    {
        var power = 1L;
        for (; digits > 0; digits--)
            power *= 10;
        return power;
    }
}
