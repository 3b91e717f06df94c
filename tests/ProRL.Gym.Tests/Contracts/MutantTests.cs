using System.Globalization;
using System.Text.RegularExpressions;
using ProRL.Gym.Checking;
using ProRL.Gym.Families.Arithmetic;
using ProRL.Gym.Tasks;
using ProRL.Gym.Tests.Families.Solvers;
using ProRL.Verifiers;
using ProRL.Verifiers.Extraction;

namespace ProRL.Gym.Tests.Contracts;

/// <summary>
/// Families that are wrong in one way each. The contract must find every one, by the check that is about its mistake:
/// without this the contract could be hollow and nobody would see it.
/// </summary>
public sealed partial class MutantTests
{
    private static readonly ChainSum Sum = new();
    private static readonly Gcd Divisor = new();

    // Name, the check that must find it, and the mutant, made anew for each run.
    private static readonly (string Name, string Check, Func<ITaskFamily> Make)[] Mutants =
    [
        ("pays an answer that holds the right one", "prose", () => Answers((item, answer) => answer.Contains(Sum.Oracle(item)!, StringComparison.Ordinal))),
        ("pays the first number of a text", "prose", () => Answers((item, answer) => Integer().Match(answer).Value == Sum.Oracle(item))),
        ("pays the last number of a text", "options", () => Answers((item, answer) => Integer().Matches(answer).LastOrDefault()?.Value == Sum.Oracle(item) || Integer().Match(answer).Value == Sum.Oracle(item))),
        ("rounds", "near", () => Answers((item, answer) => double.TryParse(answer, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) && Math.Abs(x - (double)Truth(item).Sum) < 1e-3)),
        ("evaluates the answer", "tricks", () => Answers((item, answer) => answer == $"{Sum.Oracle(item)}+0")),
        ("ignores what is not a digit", "noise", () => Answers((item, answer) => string.Concat(answer.Where(c => char.IsAsciiDigit(c) || c == '-')) == Sum.Oracle(item))),
        ("reads digits of any script", "digits", () => Answers((item, answer) => answer.Any(c => c > 127) && string.Concat(answer.Select(c => char.IsDigit(c) ? $"{char.GetNumericValue(c)}" : $"{c}")) == Sum.Oracle(item))),
        ("pays another item's answer of the same length", "others", () => Answers((item, answer) => answer.Length == Sum.Oracle(item)!.Length && Integer().Match(answer).Value == answer)),
        ("pays the empty answer", "junk", () => new Mutant(Sum) { OnJudge = (_, answer) => answer.Text is { Length: 0 } ? Verdict.Correct("") : null }),
        ("pays a floor for any text", "junk", () => new Mutant(Sum) { OnAnswer = (item, answer) => answer == Sum.Oracle(item) || answer.Length == 0 ? null : Verdict.FromScore(0.01, "x", "A floor.") }),
        ("pays text of a million letters", "huge", () => new Mutant(Sum) { OnJudge = (_, answer) => answer.Text is { Length: > 100_000 } ? Verdict.Correct("x") : null }),
        ("throws on what is no integer", "exception", () => new Mutant(Sum) { OnAnswer = (_, answer) => int.Parse(answer[..Math.Min(answer.Length, 5)], CultureInfo.InvariantCulture) == 0 ? null : null }),
        ("throws on large integers only", "exception", () => new Mutant(Sum) { OnAnswer = (_, answer) => answer.All(char.IsAsciiDigit) && answer.Length > 30 ? throw new OverflowException() : null }),
        ("takes seconds over a long text", "time", Slow),
        ("calls a bad answer a fault", "verdict", () => new Mutant(Sum) { OnAnswer = (_, answer) => answer == "abc" ? Verdict.Fault("The answer is not a number.") : null }),
        ("gives reasons of two lines", "verdict", () => new Mutant(Sum) { OnAnswer = (_, answer) => answer == "abc" ? Verdict.Incorrect("abc", "It is wrong.\nVery wrong.") : null }),
        ("does not say what was judged", "verdict", () => new Mutant(Sum) { OnAnswer = (_, answer) => answer == "abc" ? Verdict.Incorrect(null, "It is wrong.") : null }),
        ("echoes all that was judged", "verdict", () => new Mutant(Sum) { OnJudge = (_, answer) => answer.Text is { Length: > 50_000 } ? Verdict.Incorrect(answer.Text, "It is wrong.") : null }),
        ("pays an answer without its closing tag", "extraction", () => new Mutant(Sum) { OnJudge = (item, answer) => !answer.IsFinal && answer.Text == $"<answer>{Sum.Oracle(item)}" ? Verdict.Correct("x") : null }),
        ("pays an answer given while thinking", "extraction", () => Responses((item, text) => AnswerTags.Last(text) == Sum.Oracle(item))),
        ("pays the last of several answers", "hedge", () => Responses((item, text) => !text.Contains("think>", StringComparison.Ordinal) && AnswerTags.Last(text) == Sum.Oracle(item))),
        ("knows a wrong answer once in 200", "oracle", () => new Mutant(Sum) { OnOracle = item => item.Handle is { Index: 77 } ? "17" : Sum.Oracle(item) }),
        ("refuses its own answer with blanks around it", "oracle", () => new Mutant(Sum) { OnJudge = (_, answer) => answer.Text is [' ', ..] ? Verdict.Incorrect("x", "It begins with a blank.") : null }),
        ("makes another item the second time", "same", Wavering),
        ("writes numbers as the machine's culture does", "culture", () => new Mutant(Sum) { OnOracle = item => $"{Truth(item).Sum}" }),
        ("has one item in both splits", "splits", () => new Mutant(Sum) { OnMake = handle => Relabelled(handle, handle with { Split = Split.Train }) }),
        ("shares items between seeds, shifted by one", "seeds", () => new Mutant(Sum) { OnMake = handle => Relabelled(handle, handle with { Seed = 0, Index = handle.Index + (long)handle.Seed }) }),
        ("forgets which handle it was asked for", "handle", () => new Mutant(Sum) { OnMake = handle => Sum.Make(handle) with { Handle = handle with { Index = 0 } } }),
        ("gives the answer away in the prompt", "prompt", () => new Mutant(Sum) { OnMake = handle => Sum.Make(handle) is var item ? item with { Prompt = $"<answer>{Sum.Oracle(item)}</answer> {item.Prompt}" } : null! }),
        ("does not say how to answer", "prompt", () => new Mutant(Sum) { OnMake = handle => Sum.Make(handle) is var item ? item with { Prompt = item.Prompt.Text.Split(". ")[0] } : null! }),
        ("changes the item while judging", "mutation", () => new Mutant(Divisor) { OnAnswer = (item, _) => { Array.Reverse(((GcdTruth)item.Truth).Numbers); ((GcdTruth)item.Truth).Numbers[0] = 6; return null; } }),
        ("describes rows that it can't read", "rows", () => new Mutant(Divisor) { OnMetadata = _ => [] }),
        ("reads rows as something else", "rows", () => new Mutant(Sum) { OnRead = row => Sum.Read(row with { Answer = "5" }) }),
        ("does not validate its settings", "config", () => new Unvalidated()),
        ("takes any config for the default", "config", () => new Mutant(Sum) { OnMake = handle => Tolerant(handle) }),
        ("mixes up answers that are judged at the same time", "threads", SharedBuffer),
    ];

    public static TheoryData<string> Names => [.. Mutants.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_contract_finds_a_family_that(string name)
    {
        var (_, check, make) = Mutants.Single(m => m.Name == name);
        var checker = new FamilyChecker(make(), IsRight) { TimeLimit = TimeSpan.FromSeconds(check == "time" ? 0.9 : 30) };
        var violations = await checker.CheckAsync(100, TestContext.Current.CancellationToken);
        Assert.True(violations.Any(v => v.Check == check), $"Expected '{check}', but found:\n{string.Join('\n', violations)}");
    }

    [Fact]
    public async Task The_contract_finds_nothing_in_the_families_that_the_mutants_are_made_from()
    {
        foreach (var family in new ITaskFamily[] { Sum, Divisor })
            Assert.Empty(await new FamilyChecker(new Mutant(family), IsRight) { TimeLimit = TimeSpan.FromSeconds(30) }.CheckAsync(100, TestContext.Current.CancellationToken));
    }

    // Right by an independent solver, so that a mutant is found for its own mistake and not for a lenient oracle. Some
    // mutants spoil the prompt that the solver reads.
    private static bool IsRight(TaskItem item, string answer)
    {
        try
        {
            return Solver.ById.TryGetValue(item.Family, out var solver) && solver.IsRightFor(item, answer);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static Mutant Answers(Func<TaskItem, string, bool> pays) => new(Sum)
    {
        OnAnswer = (item, answer) => answer.Length is > 0 and < 1000 && pays(item, answer) ? Verdict.Correct("x") : null,
    };

    private static Mutant Responses(Func<TaskItem, string, bool> pays) => new(Sum)
    {
        OnJudge = (item, answer) => !answer.IsFinal && pays(item, answer.Text!) ? Verdict.Correct("x") : null,
    };

    private static ChainSumTruth Truth(TaskItem item) => (ChainSumTruth)item.Truth;

    private static TaskItem Relabelled(Handle asked, Handle made) => Sum.Make(made) with { Handle = asked };

    private static Mutant Wavering()
    {
        var made = 0L;
        return new Mutant(Sum) { OnMake = handle => Relabelled(handle, handle with { Index = Interlocked.Increment(ref made) }) };
    }

    private static TaskItem Tolerant(Handle handle)
    {
        try
        {
            return Sum.Make(handle);
        }
        catch (TaskFormatException)
        {
            return Relabelled(handle, handle with { Config = "" });
        }
    }

    private static Mutant Slow()
    {
        var slept = 0;
        return new Mutant(Sum)
        {
            OnAnswer = (_, answer) =>
            {
                if (answer.Length > 50_000 && Interlocked.Exchange(ref slept, 1) == 0)
                    Thread.Sleep(1000);
                return null;
            },
        };
    }

    private static Mutant SharedBuffer()
    {
        var inside = 0;
        return new Mutant(Sum)
        {
            OnAnswer = (_, answer) =>
            {
                var alone = Interlocked.Increment(ref inside) == 1;
                if (answer.EndsWith(" zq", StringComparison.Ordinal))
                    Thread.Sleep(1); // Long enough for another thread to come in.
                Interlocked.Decrement(ref inside);
                return alone ? null : Verdict.Correct("x");
            },
        };
    }

    [GeneratedRegex("-?[0-9]+")]
    private static partial Regex Integer();
}
