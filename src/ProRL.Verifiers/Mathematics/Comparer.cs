using ProRL.Verifiers.Mathematics.Reading;
using ProRL.Verifiers.Mathematics.RealSets;
using ProRL.Verifiers.Quantities;

namespace ProRL.Verifiers.Mathematics;

/// <summary>Compares one answer with one gold answer: reads both and tries the rules in order. One use only.</summary>
internal sealed partial class Comparer
{
    private const int MaxDepth = 12;

    // Longer whole numbers are compared by their digits: reading them takes more than linear time.
    private const int LongNumber = 400;

    private static readonly System.Buffers.SearchValues<char> PlainDigits = System.Buffers.SearchValues.Create("0123456789.");

    private static readonly ReadMode[] Modes = [ReadMode.Usual, ReadMode.ListComma, ReadMode.DecimalComma];

    private readonly EquivalenceOptions _options;
    private readonly Budget _budget;
    private readonly Identity _identity;
    private SetReading? _sets;
    private Calculus.Binders? _binders;
    private int _depth;

    public Comparer(EquivalenceOptions options, Budget budget)
    {
        _options = options;
        _budget = budget;
        _identity = new Identity(options, budget);
    }

    private SetReading AsSets => _sets ??= new SetReading(_identity, _budget);

    private Calculus.Binders Calculations => _binders ??= new Calculus.Binders(_identity, _budget);

    public Comparison Compare(string gold, string response)
    {
        gold = Texts.WithExceptions(Cleaning.Clean(gold));
        response = Texts.WithExceptions(Cleaning.Clean(response));
        if (gold == response && gold.Length > 0)
            return Comparison.Equal("The texts are identical.");
        if (gold.Length > LongNumber && response.Length > LongNumber && IsPlainNumber(gold) && IsPlainNumber(response))
            return Significant(gold).SequenceEqual(Significant(response)) ? Comparison.Equal("The numbers are equal.") : Comparison.Different("The numbers differ.");
        var first = CompareAs(gold, ReadMode.Usual, response, ReadMode.Usual);
        if (first.IsEqual)
            return first;
        if (Texts.AreWords(gold) && Texts.AreWords(response) && Composites(gold, response) is { } composites)
            return composites;

        // A comma between digits can be read in several ways; equal in one of them is equal.
        var (goldModes, responseModes) = (OtherModes(gold), OtherModes(response));
        foreach (var goldMode in Modes)
        {
            foreach (var responseMode in Modes)
            {
                if (goldMode == responseMode && goldMode != ReadMode.ListComma || (goldModes & goldMode) != goldMode || (responseModes & responseMode) != responseMode)
                    continue;
                var other = CompareAs(gold, goldMode, response, responseMode);
                if (other.IsEqual)
                    return other;
            }
        }

        return first;
    }

    public Comparison Compare(Expr gold, Expr response) => Answers(gold, response);

    private static bool IsPlainNumber(ReadOnlySpan<char> text) => text.Count('.') <= 1 && text[^1] != '.' && !text.ContainsAnyExcept(PlainDigits);

    private static ReadOnlySpan<char> Significant(ReadOnlySpan<char> number) => number.Contains('.') ? number.Trim('0').TrimEnd('.') : number.TrimStart('0');

    /// <summary>The ways besides the usual one to take the commas between digits.</summary>
    private static ReadMode OtherModes(ReadOnlySpan<char> text)
    {
        var modes = ReadMode.Usual;
        var commas = text.Count(',');
        for (var i = 1; commas > 0 && i + 1 < text.Length; i++)
        {
            if (text[i] != ',' || !char.IsAsciiDigit(text[i - 1]) || !char.IsAsciiDigit(text[i + 1]))
                continue;

            // 1,234 is one number or two; 1,22 is two numbers, and 1.22 where nothing else is separated.
            if (i + 3 < text.Length && !text.Slice(i + 1, 3).ContainsAnyExceptInRange('0', '9') && (i + 4 == text.Length || !char.IsAsciiDigit(text[i + 4])))
                modes |= ReadMode.ListComma;
            if (commas == 1 && text.IndexOfAny('(', '[', '{') < 0)
                modes |= ReadMode.DecimalComma;
        }

        return modes;
    }

    private Comparison CompareAs(string gold, ReadMode goldMode, string response, ReadMode responseMode)
    {
        var g = WithVariables(Reader.Read(gold, goldMode, _budget));
        var r = WithVariables(Reader.Read(response, responseMode, _budget));
        if (g.Value is not null && r.Value is not null)
        {
            var comparison = Answers(g.Value, r.Value);
            return comparison.IsEqual || Parameters.Rename(g.Value, r.Value) is not { } renamed ? comparison : Answers(g.Value, renamed) is { IsEqual: true } equal ? equal : comparison;
        }

        // \mathrm{kg\cdot m} is no formula.
        if (UnitTable.Parse(gold) is { } unit && UnitTable.Parse(response) == unit)
            return Comparison.Equal("The units are the same.");

        // What can't be read beside a formula is malformed, but phrases have formulas that say the same.
        return (g.Value is null || Texts.AreWords(gold) || Texts.AreWords(response)) && Phrases(gold, response) is { } same
            ? same
            : new Comparison(Outcome.Unread, null, Unread(g.Value is null ? "gold" : "response", g.Value is null ? g : r));
    }

    /// <summary>The row may say that e or i is a variable like any other.</summary>
    private ReadResult WithVariables(ReadResult result)
    {
        if (_options.Variables is not { } names || result.Value is null || !names.Contains("e") && !names.Contains("i"))
            return result;
        return result with
        {
            Value = Symbols.Map(result.Value, x => x switch
            {
                Named { Constant: Constant.E } when names.Contains("e") => new Sym("e"),
                Named { Constant: Constant.I } when names.Contains("i") => new Sym("i"),
                _ => x,
            }),
        };
    }

    private static string Unread(string which, ReadResult result) => $"The {which} is unparsed at position {result.Position}: {result.Problem}.";

    /// <summary>The rules, by the shapes of both sides.</summary>
    private Comparison Answers(Expr g, Expr r)
    {
        _budget.Spend(20);
        if (_depth > MaxDepth)
            return Comparison.Undecided("The answers are nested too deep to compare.");
        if (g is Conditional { Condition: Words goldIf } && r is Conditional { Condition: Words responseIf } && !Conditions.Agree(goldIf.Text, responseIf.Text))
            return Comparison.Different("The conditions differ.");
        if (g is Conditional != r is Conditional && (g as Conditional ?? r as Conditional) is { Condition: Words hedge } && Conditions.GivesAlternatives(hedge.Text))
            return Comparison.Different("One of the answers gives different values under different conditions.");
        _depth++;
        var result = Shaped(Forms.Simplify(g), Forms.Simplify(r));
        _depth--;
        return result;
    }

    private Comparison Shaped(Expr g, Expr r)
    {
        if (g is Num a && r is Num b)
            return Numbers(a, b);
        if (Signs(g) is { } goldSigns)
            return Answers(goldSigns, r);
        if (Signs(r) is { } responseSigns)
            return Answers(g, responseSigns);
        if (SetReading.IsSet(g) || SetReading.IsSet(r))
        {
            if (Sets(g, r) is { } sets)
                return sets;
        }

        return (g, r) switch
        {
            (Relation or Congruence, _) or (_, Relation or Congruence) => Honest(Relations(g, r), g, r),
            (Ratio, _) or (_, Ratio) => Ratios(g, r),
            (Bracketed or Matrix, _) or (_, Bracketed or Matrix) => Ordered(g, r),
            (Listing or SetOf, _) or (_, Listing or SetOf) => Lists(g, r),
            (Quantity, _) or (_, Quantity) => Quantities(g, r),
            (Words x, Words y) => Texts.Compare(x.Text, y.Text) ?? Comparison.Different("The words differ."),
            (Named { Constant: >= Constant.EmptySet } x, Named y) => x.Constant == y.Constant ? Comparison.Equal("The sets are the same.") : Comparison.Different("The sets differ."),
            _ => Scalars(g, r),
        };
    }

    private static Listing? Signs(Expr x)
    {
        if (x is Relation { Operators: ['='], Operands: [var name, var value] } && Forms.IsName(name) && Forms.Signs(value) is { } values)
            return new Listing([.. values.Select(v => new Relation([name, v], ['=']))], Connective.Or);
        if (x is Listing or SetOf or Relation)
            return null;
        return Forms.Signs(x) is { } signs ? new Listing([.. signs], Connective.Or) : null;
    }
}
