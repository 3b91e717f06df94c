using ProRL.Verifiers.Mathematics.Reading;

namespace ProRL.Verifiers.Mathematics;

/// <summary>Compares one answer with one gold answer: reads both and tries the rules in order. One use only.</summary>
internal sealed partial class Comparer(EquivalenceOptions options, Budget budget)
{
    public Comparison Compare(string gold, string response)
    {
        var g = Reader.Read(gold, ReadMode.Usual, budget);
        var r = Reader.Read(response, ReadMode.Usual, budget);
        if (g.Value is null || r.Value is null)
            return SameWords(gold, response)
                ? Comparison.Equal("The texts are the same but for case, blanks and punctuation.")
                : new Comparison(Outcome.Unread, null, Unread(g.Value is null ? "gold" : "response", g.Value is null ? g : r));
        return Values(g.Value, r.Value);
    }

    private static string Unread(string which, ReadResult result) => $"The {which} is unparsed at position {result.Position}: {result.Problem}.";

    private Comparison Values(Expr g, Expr r) => (g, r) switch
    {
        (Num a, Num b) => Numbers(a, b),
        (Quantity a, Quantity b) when a.Unit == b.Unit => Values(a.Value, b.Value),
        (Quantity a, not Quantity) => Values(a.Value, r),
        (not Quantity, Quantity b) => Values(g, b.Value),
        (Num, Relation { Operators: ['='], Operands: [Sym, var value] }) => Values(g, value),
        (Relation { Operators: ['='], Operands: [Sym, var value] }, Num) => Values(value, r),
        (Num, Listing or SetOf or Bracketed) or (Listing or SetOf or Bracketed, Num) => Comparison.Different("One is a single number and the other several."),
        _ => Comparison.Undecided("No rule compares these."),
    };

    private Comparison Numbers(Num gold, Num response)
    {
        var (g, r) = (gold.Value, response.Value);
        if (g == r)
            return Comparison.Equal("The numbers are equal.");
        if (options.AbsoluteTolerance > 0 && (r - g).Abs().CompareTo(Decimals.Exact(options.AbsoluteTolerance)) <= 0)
            return Comparison.Equal("The numbers differ by no more than the tolerance.");
        if (options.RelativeTolerance > 0 && (r - g).Abs().CompareTo(Decimals.Exact(options.RelativeTolerance) * g.Abs()) <= 0)
            return Comparison.Equal("The numbers differ by no more than the tolerance.");
        if (options.Rounding is { } places && Math.Abs(places) <= 1000 && g.RoundTo(places) == r.RoundTo(places))
            return Comparison.Equal($"The numbers are equal when rounded to {places} decimals.");
        return Decimals.Image(gold, response) ?? Comparison.Different("The numbers differ.");
    }

    private static bool SameWords(string a, string b) => Prose.Plain(a) is { Length: > 0 } plain && plain == Prose.Plain(b);
}
