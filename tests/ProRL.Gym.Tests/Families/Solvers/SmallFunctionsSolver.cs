using System.Globalization;
using Jint;

namespace ProRL.Gym.Tests.Families.Solvers;

/// <summary>Does what the words say and compares it, on numbers of its own, with what the program does in a bare engine.</summary>
internal sealed class SmallFunctionsSolver : Solver
{
    private static readonly double[] Values = [-31, -7, -2, -1, 0, 1, 2, 3, 5, 11, 40, 97];

    public override string Id => "code/small_functions-v1";

    public override int MaxLevel => 8;

    public override bool IsRight(string prompt, string answer)
    {
        var names = Between(prompt, "f(", ")").Split(", ");
        var steps = Between(prompt, "start with a; ", "; return what").Split("; ");
        try
        {
            var engine = new Engine(options => options.MaxStatements(1000).LimitRecursion(30)).Execute(answer);
            for (var i = 0; i < Values.Length; i++)
            {
                var given = names.Select((name, k) => (name, Value: Values[(i * (k + 1) + 5 * k) % Values.Length])).ToDictionary(p => p.name, p => p.Value);
                var result = engine.Invoke("f", [.. names.Select(n => (object)given[n])]);
                if (!result.IsNumber() || result.AsNumber() != steps.Aggregate(given["a"], (now, step) => Do(step, now, given)))
                    return false;
            }

            return true;
        }
        catch (Exception e) when (e is JintException or Acornima.ParseErrorException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static double Do(string step, double now, Dictionary<string, double> given)
    {
        var last = step.Replace(", negative where the dividend is", "", StringComparison.Ordinal).Split(' ')[^1];
        var operand = given.TryGetValue(last, out var value) ? value : double.TryParse(last, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return step.Split(' ') switch
        {
            ["add", ..] => now + operand,
            ["subtract", "the", "result", ..] => operand - now,
            ["subtract", ..] => now - operand,
            ["multiply", ..] => now * operand,
            ["take", "the", "remainder", ..] => now - operand * Math.Truncate(now / operand),
            ["take", "the", "larger", ..] => now > operand ? now : operand,
            ["take", "the", "smaller", ..] => now < operand ? now : operand,
            ["take", "the", "absolute", "value"] => now < 0 ? -now : now,
            _ => throw new FormatException(step),
        };
    }
}
