using System.Globalization;
using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers;
using ProRL.Verifiers.Puzzles;
using ProRL.Verifiers.Puzzles.Published;

namespace ProRL.Gym.Families.Algebra;

public sealed record ComplexArithmeticConfig : FamilyConfig
{
    /// <summary>Smallest real part, at least -10^9; of a quotient and its divisor for divisions.</summary>
    public long MinReal { get; init; } = -10;

    /// <summary>Largest real part, at most 10^9.</summary>
    public long MaxReal { get; init; } = 10;

    /// <summary>Smallest imaginary part, at least -10^9.</summary>
    public long MinImag { get; init; } = -10;

    /// <summary>Largest imaginary part, at most 10^9.</summary>
    public long MaxImag { get; init; } = 10;

    /// <summary>Which of + - * / are asked for.</summary>
    public string[] Operations { get; init; } = ["+", "-", "*", "/"];

    /// <summary>How often each of them is drawn.</summary>
    public double[] OperationsWeights { get; init; } = [0.4, 0.4, 0.1, 0.1];
}

/// <summary>A complex number of whole parts.</summary>
public readonly record struct WholeComplex(long Real, long Imaginary)
{
    /// <summary>As the published library writes it: <c>-1.0 - 7.0i</c>, <c>-10.00</c>, <c>-6.00i</c>.</summary>
    public override string ToString() => Written(".0", ".00");

    /// <summary>With <paramref name="both"/> behind each part where there are two, and <paramref name="one"/> behind the only one.</summary>
    public string Written(string both, string one)
    {
        var (a, b) = (Real.ToString(CultureInfo.InvariantCulture), Math.Abs(Imaginary).ToString(CultureInfo.InvariantCulture));
        if (Imaginary == 0)
            return a + one;
        return Real == 0 ? $"{(Imaginary < 0 ? "-" : "")}{b}{one}i" : $"{a}{both} {(Imaginary < 0 ? "-" : "+")} {b}{both}i";
    }
}

/// <param name="First">The first number.</param>
/// <param name="Second">The second number.</param>
/// <param name="Operation">One of + - * /.</param>
/// <param name="Result">What is right.</param>
public sealed record ComplexArithmeticTruth(WholeComplex First, WholeComplex Second, string Operation, WholeComplex Result);

/// <summary>A sum, difference, product or quotient of two complex numbers, all of whole parts.</summary>
public sealed class ComplexArithmetic() : TaskFamily<ComplexArithmeticConfig, ComplexArithmeticTruth>(
    "algebra/complex_arithmetic-v1", "sums, differences, products and quotients of complex numbers", maxLevel: 10)
{
    private const long Most = 1_000_000_000;

    protected override ComplexArithmeticConfig AtLevel(int level)
    {
        long[] parts = [3, 5, 10, 20, 50, 100, 1000, 10_000, 1_000_000, 100_000_000, 1_000_000_000];
        double[] hard = [0, 0, 0.1, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45];
        return new()
        {
            MinReal = -parts[level],
            MaxReal = parts[level],
            MinImag = -parts[level],
            MaxImag = parts[level],
            OperationsWeights = [0.5 - hard[level], 0.5 - hard[level], hard[level], hard[level]],
        };
    }

    protected override IEnumerable<string> Validate(ComplexArithmeticConfig c)
    {
        if (c.MinReal < -Most || c.MaxReal < c.MinReal || c.MaxReal > Most)
            yield return "min_real and max_real must satisfy -10^9 ≤ min_real ≤ max_real ≤ 10^9";
        if (c.MinImag < -Most || c.MaxImag < c.MinImag || c.MaxImag > Most)
            yield return "min_imag and max_imag must satisfy -10^9 ≤ min_imag ≤ max_imag ≤ 10^9";
        if (c is { MinReal: 0, MaxReal: 0, MinImag: 0, MaxImag: 0 })
            yield return "min_real, max_real, min_imag and max_imag are all 0; there must be another number";
        if (c.Operations.Any(o => o is not ("+" or "-" or "*" or "/")))
            yield return "operations must be a list of some of '+', '-', '*' and '/'";
        if (Weights.Mistake("operations", c.Operations.Length, "operations_weights", c.OperationsWeights) is { } mistake)
            yield return mistake;
    }

    protected override ComplexArithmeticTruth Generate(ComplexArithmeticConfig c, Rng rng)
    {
        var operation = rng.Pick(c.Operations, c.OperationsWeights);
        var (a, b) = (Draw(c, rng), Draw(c, rng));
        while (operation == "/" && b == default)
            b = Draw(c, rng);
        return operation switch
        {
            "+" => new(a, b, operation, new(a.Real + b.Real, a.Imaginary + b.Imaginary)),
            "-" => new(a, b, operation, new(a.Real - b.Real, a.Imaginary - b.Imaginary)),
            "*" => new(a, b, operation, Product(a, b)),
            _ => new(Product(a, b), b, operation, a),
        };
    }

    protected override string Content(ComplexArithmeticTruth truth) => $"{truth.First}{truth.Operation}{truth.Second}";

    protected override double Difficulty(ComplexArithmeticTruth truth) => truth.First.ToString().Length + truth.Second.ToString().Length + (truth.Operation is "*" or "/" ? 10 : 0);

    protected override string Ask(ComplexArithmeticTruth truth) =>
        $"What is ({Plain(truth.First)}) {truth.Operation} ({Plain(truth.Second)}), where i is the imaginary unit? Give it in the form a + bi between <answer> and </answer>.";

    protected override string AskTersely(ComplexArithmeticTruth truth) => $"({Plain(truth.First)}){truth.Operation}({Plain(truth.Second)})=".Replace(" ", "", StringComparison.Ordinal);

    protected override string Solve(ComplexArithmeticTruth truth) => truth.Result.ToString();

    protected override Verdict Judge(ComplexArithmeticTruth truth, string answer, Budget budget)
    {
        budget.Spend(answer.Length);
        var shown = TaskRow.Shorten(answer);
        if (Parse(answer.EndsWith('.') ? answer[..^1] : answer) is not var (real, imaginary))
            return Verdict.Incorrect(shown, "The answer is not a complex number like 3 - 4i.");
        return real == new PythonDecimal(truth.Result.Real, 0) && imaginary == new PythonDecimal(truth.Result.Imaginary, 0)
            ? Verdict.Correct(shown)
            : Verdict.Incorrect(shown, "The answer is another number.");
    }

    protected override double ScoreAsPublished(ComplexArithmeticTruth truth, string? answer, Budget budget)
    {
        budget.Spend(answer?.Length ?? 0);
        if (answer is null || ParseAsPublished(answer) is not var (real, imaginary))
            return 0;
        var (x, y) = (real - truth.Result.Real, imaginary - truth.Result.Imaginary);
        var score = Math.Exp(-Math.Sqrt(x * x + y * y));
        return double.IsNaN(score) ? 1 : Math.Min(1, score); // So min(1.0, nan) is in Python.
    }

    protected override JsonObject Describe(ComplexArithmeticTruth truth) => new()
    {
        ["source_dataset"] = "complex_arithmetic",
        ["num1"] = Parts(truth.First),
        ["num2"] = Parts(truth.Second),
        ["operation"] = truth.Operation,
        ["result"] = Parts(truth.Result),
    };

    protected override ComplexArithmeticTruth Read(string? answer, MetadataReader metadata) => new(
        Read(metadata["num1"]),
        Read(metadata["num2"]),
        metadata["operation"].String is "+" or "-" or "*" or "/" ? metadata["operation"].String : throw metadata["operation"].Wrong("one of + - * /"),
        Read(metadata["result"]));

    // Most let the minus count for the real part only, which is right where the imaginary part is 0.
    protected override string? Demonstrate(ComplexArithmeticTruth truth, Rng rng)
    {
        if (truth.Operation is not ("+" or "-"))
            return null;
        var result = truth.Operation == "+" || rng.Chance(0.3)
            ? truth.Result
            : truth.Result with { Imaginary = truth.First.Imaginary + truth.Second.Imaginary };
        return $"<answer>{Plain(result).Replace(" ", "", StringComparison.Ordinal)}</answer>";
    }

    private static WholeComplex Draw(ComplexArithmeticConfig c, Rng rng) => new(rng.Long(c.MinReal, c.MaxReal), rng.Long(c.MinImag, c.MaxImag));

    private static WholeComplex Product(WholeComplex a, WholeComplex b) =>
        new(a.Real * b.Real - a.Imaginary * b.Imaginary, a.Real * b.Imaginary + a.Imaginary * b.Real);

    private static JsonArray Parts(WholeComplex z) => new(z.Real, z.Imaginary);

    private static WholeComplex Read(MetadataReader z) => z.Array(Whole) is [var x, var y] ? new(x, y) : throw z.Wrong("two whole numbers");

    private static long Whole(MetadataReader part)
    {
        if (part.Json.ValueKind == System.Text.Json.JsonValueKind.Number && part.Json.TryGetInt64(out var whole))
            return whole;
        return part.Double is var real && Math.Abs(real) < 9e18 && real == Math.Floor(real) ? (long)real : throw part.Wrong("a whole number");
    }

    private static string Plain(WholeComplex z) => z.Written("", "");

    // A real part, an imaginary part or both, in either order; with blanks and brackets around, or i in front of a star.
    private static (PythonDecimal Real, PythonDecimal Imaginary)? Parse(string answer)
    {
        var text = Unbracketed(string.Concat(answer.Where(c => c is not (' ' or '\n' or '\r' or '\t'))).Replace('j', 'i').Replace('I', 'i').Replace('J', 'i').Replace("*i", "i", StringComparison.Ordinal));
        if (text.Contains('e', StringComparison.OrdinalIgnoreCase))
            return null;
        var split = text.LastIndexOfAny(['+', '-']);
        string[] parts = split > 0 ? [text[..split], text[split..]] : [text];
        PythonDecimal? real = null, imaginary = null;
        foreach (var part in parts)
        {
            if (part.EndsWith('i') ? imaginary is not null : real is not null)
                return null;
            var bare = part.EndsWith('i') ? part[..^1] is "" or "+" or "-" ? part[..^1] + "1" : part[..^1] : part;
            if (Numbers.ReadDecimal(bare) is not { } number)
                return null;
            if (part.EndsWith('i'))
                imaginary = number;
            else
                real = number;
        }

        return (real ?? default, imaginary ?? default);
    }

    private static (double Real, double Imaginary)? ParseAsPublished(string answer)
    {
        var text = Unbracketed(answer.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant()).Replace('i', 'j');
        if (!text.Contains('j', StringComparison.Ordinal))
            return PythonText.Float(text) is { } whole ? (whole, 0) : null;
        if (!text.EndsWith('j'))
            return null;
        text = text[..^1].TrimStart();
        var split = Math.Max(0, text.LastIndexOfAny(['+', '-']));
        if (split > 0 && text[split - 1] == 'e')
            split = Math.Max(0, text.LastIndexOfAny(['+', '-'], split - 1));
        var last = text[split..];
        var imaginary = last is "" or "+" ? 1 : last == "-" ? -1 : PythonText.Float(last);
        var real = split == 0 ? 0 : PythonText.Float(text[..split]);
        return real is { } a && imaginary is { } b ? (a, b) : null;
    }

    // Without the brackets around all of it.
    private static string Unbracketed(string text)
    {
        while (text is ['(', .., ')'] && text.AsSpan(1, text.Length - 2) is var inner && inner.IndexOf(')') >= inner.IndexOf('('))
            text = inner.ToString();
        return text;
    }
}
