using System.Globalization;
using ProRL.Gym.Tasks;
using ProRL.Verifiers.Programs;
using ProRL.Verifiers.Sandboxing;

namespace ProRL.Gym.Families.Code;

/// <summary>What a step does to a number.</summary>
public enum FunctionOperation
{
    Add,
    Subtract,
    SubtractFrom,
    Multiply,
    Remainder,
    Larger,
    Smaller,
    Absolute,
}

/// <param name="Operation">What is done.</param>
/// <param name="Operand">With what: a number such as 12, or the name of an argument; empty where it takes none.</param>
public sealed record FunctionStep(FunctionOperation Operation, string Operand)
{
    /// <summary>In as few characters as possible: <c>+3</c>, <c>-b</c>, <c>9-</c>, <c>*2</c>, <c>%5</c>, <c>&gt;3</c> (the larger), <c>&lt;3</c> (the smaller), <c>abs</c>.</summary>
    public string Terse() => Operation switch
    {
        FunctionOperation.Add => $"+{Operand}",
        FunctionOperation.Subtract => $"-{Operand}",
        FunctionOperation.SubtractFrom => $"{Operand}-",
        FunctionOperation.Multiply => $"*{Operand}",
        FunctionOperation.Remainder => $"%{Operand}",
        FunctionOperation.Larger => $">{Operand}",
        FunctionOperation.Smaller => $"<{Operand}",
        _ => "abs",
    };

    /// <summary>In words.</summary>
    public string Say() => Operation switch
    {
        FunctionOperation.Add => $"add {Operand}",
        FunctionOperation.Subtract => $"subtract {Operand}",
        FunctionOperation.SubtractFrom => $"subtract the result from {Operand}",
        FunctionOperation.Multiply => $"multiply by {Operand}",
        FunctionOperation.Remainder => $"take the remainder of the division by {Operand}, negative where the dividend is",
        FunctionOperation.Larger => $"take the larger of the result and {Operand}",
        FunctionOperation.Smaller => $"take the smaller of the result and {Operand}",
        _ => "take the absolute value",
    };

    /// <summary>The opposite of <see cref="Terse"/>; null where the text is no step of a function with so many arguments.</summary>
    public static FunctionStep? Read(string text, int arguments)
    {
        if (text == "abs")
            return new(FunctionOperation.Absolute, "");
        if (text.Length is < 2 or > 10)
            return null;
        var (operation, operand) = (text[0], text[^1]) switch
        {
            ('+', _) => (FunctionOperation.Add, text[1..]),
            ('-', _) => (FunctionOperation.Subtract, text[1..]),
            ('*', _) => (FunctionOperation.Multiply, text[1..]),
            ('%', _) => (FunctionOperation.Remainder, text[1..]),
            ('>', _) => (FunctionOperation.Larger, text[1..]),
            ('<', _) => (FunctionOperation.Smaller, text[1..]),
            (_, '-') => (FunctionOperation.SubtractFrom, text[..^1]),
            _ => (FunctionOperation.Absolute, ""),
        };
        var known = operand.Length == 1 && operand[0] - 'a' is var index && index >= 0 && index < arguments;
        return known && operation != FunctionOperation.Remainder || operand.Length > 0 && operand[0] != '0' && operand.All(char.IsAsciiDigit)
            ? new(operation, operand)
            : null;
    }
}

/// <summary>Functions of whole numbers as lists of steps that are done to the first argument in turn.</summary>
internal static class FunctionSteps
{
    private const int Calls = 8;
    private const int DifferentResults = 3;
    private const int Nearby = 12;
    private const int Around = 60;

    // Every whole number of that size is exact in JavaScript.
    private const long Most = 1_000_000_000_000_000;

    /// <summary>The operations as settings name them.</summary>
    public static IEnumerable<string> Names { get; } = ["add", "subtract", "subtract_from", "multiply", "remainder", "larger", "smaller", "absolute"];

    public static bool TakesOperand(FunctionOperation operation) => operation != FunctionOperation.Absolute;

    /// <summary><c>a, b</c> for two arguments.</summary>
    public static string Parameters(int arguments) => string.Join(", ", "abc".Take(arguments));

    /// <summary>A step with an argument in one of three draws where there are several, and else with a constant from 2 (1 for sums) on.</summary>
    public static FunctionStep Draw(FunctionOperation[] operations, int arguments, int maxConstant, Rng rng)
    {
        var operation = rng.Pick(operations);
        if (!TakesOperand(operation))
            return new(operation, "");
        if (arguments > 1 && operation != FunctionOperation.Remainder && rng.Chance(1.0 / 3))
            return new(operation, $"{"abc"[rng.Int(0, arguments - 1)]}");
        var least = operation is FunctionOperation.Multiply or FunctionOperation.Remainder ? 2 : 1;
        return new(operation, rng.Int(least, maxConstant).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The tests of a function, the same whenever they are made; none where a number grows beyond what is exact.</summary>
    public static IReadOnlyList<CallCase> Cases(int arguments, FunctionStep[] steps)
    {
        var cases = new CallCase[Calls];
        foreach (var (i, given) in Inputs(arguments, steps).Index())
        {
            if (Result(steps, given) is not { } result)
                return [];
            cases[i] = new CallCase([.. given.Select(n => new PlainValue.Number(n))], new PlainValue.Number(result));
        }

        return cases;
    }

    /// <summary>
    /// A step that could be left out, or have another number that is 1 off or another argument, and no test would tell; the first
    /// where the tests expect fewer than three different numbers or one grows too large. Null where every step counts.
    /// </summary>
    public static int? Idle(int arguments, FunctionStep[] steps)
    {
        var inputs = Inputs(arguments, steps).ToArray();
        var results = Results(steps, inputs);
        if (results is null || results.Distinct().Count() < DifferentResults)
            return 0;
        for (var s = 0; s < steps.Length; s++)
        {
            foreach (var other in Variants(arguments, steps[s]))
            {
                if (Results([.. steps[..s], .. other, .. steps[(s + 1)..]], inputs) is { } without && without.SequenceEqual(results))
                    return s;
            }
        }

        return null;
    }

    /// <summary>The function's body as one JavaScript expression.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="brackets">Whether sums that are multiplied, divided or subtracted stand in brackets, without which it is another function.</param>
    public static string Expression(FunctionStep[] steps, bool brackets)
    {
        var text = "a";
        var isSum = false;
        foreach (var (operation, operand) in steps)
        {
            var factor = isSum && brackets ? $"({text})" : text;
            (text, isSum) = operation switch
            {
                FunctionOperation.Add => ($"{text} + {operand}", true),
                FunctionOperation.Subtract => ($"{text} - {operand}", true),
                FunctionOperation.SubtractFrom => ($"{operand} - {factor}", true),
                FunctionOperation.Multiply => ($"{factor} * {operand}", false),
                FunctionOperation.Remainder => ($"{factor} % {operand}", false),
                FunctionOperation.Larger => ($"Math.max({text}, {operand})", false),
                FunctionOperation.Smaller => ($"Math.min({text}, {operand})", false),
                _ => ($"Math.abs({text})", false),
            };
        }

        return text;
    }

    // Small numbers, where functions differ most, and some further away. They follow from the steps, so that they are the
    // same for a row of the item, and other ones for each function.
    private static IEnumerable<long[]> Inputs(int arguments, FunctionStep[] steps)
    {
        var rng = new Rng($"{arguments}|{string.Join(' ', steps.Select(s => s.Terse()))}");
        for (var i = 0; i < Calls; i++)
        {
            var reach = i < Calls / 2 ? Nearby : Around;
            var given = new long[arguments];
            for (var k = 0; k < arguments; k++)
                given[k] = rng.Int(-reach, reach);
            yield return given;
        }
    }

    private static IEnumerable<FunctionStep[]> Variants(int arguments, FunctionStep step)
    {
        yield return [];
        if (step.Operand is [>= 'a' and <= 'c'])
        {
            foreach (var name in "abc".Take(arguments).Where(name => step.Operand[0] != name))
                yield return [step with { Operand = $"{name}" }];
        }
        else if (step.Operand.Length > 0)
        {
            var number = int.Parse(step.Operand, CultureInfo.InvariantCulture);
            foreach (var near in new[] { number - 1, number + 1 }.Where(n => n > 0))
                yield return [step with { Operand = near.ToString(CultureInfo.InvariantCulture) }];
        }
    }

    private static long[]? Results(FunctionStep[] steps, long[][] inputs)
    {
        var results = new long[inputs.Length];
        for (var i = 0; i < results.Length; i++)
        {
            if (Result(steps, inputs[i]) is not { } result)
                return null;
            results[i] = result;
        }

        return results;
    }

    // Null where a number grows too large on the way.
    private static long? Result(FunctionStep[] steps, long[] given)
    {
        Int128 now = given[0];
        foreach (var step in steps)
        {
            var operand = step.Operand is [>= 'a' and <= 'c' and var name] ? given[name - 'a']
                : step.Operand is { Length: > 0 } number ? long.Parse(number, CultureInfo.InvariantCulture) : 0;
            now = step.Operation switch
            {
                FunctionOperation.Add => now + operand,
                FunctionOperation.Subtract => now - operand,
                FunctionOperation.SubtractFrom => operand - now,
                FunctionOperation.Multiply => now * operand,
                FunctionOperation.Remainder => now % operand,
                FunctionOperation.Larger => Int128.Max(now, operand),
                FunctionOperation.Smaller => Int128.Min(now, operand),
                _ => Int128.Abs(now),
            };
            if (Int128.Abs(now) > Most)
                return null;
        }

        return (long)now;
    }
}
