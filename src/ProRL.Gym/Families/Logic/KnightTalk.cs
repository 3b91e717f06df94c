using System.Text.Json.Nodes;
using ProRL.Gym.Datasets;
using ProRL.Gym.Tasks;
using ProRL.Verifiers.Puzzles;

namespace ProRL.Gym.Families.Logic;

/// <summary>
/// The statements of knights and knaves: drawn, put into words, and written as the nested lists that published rows hold,
/// such as <c>["and", ["telling-truth", 0], ["lying", 1]]</c>.
/// </summary>
internal static class KnightTalk
{
    private const int MaxDepth = 20;

    public static Proposition Draw(Rng rng, int people, int depth, int width)
    {
        // Claims about one person alone never decide a puzzle, so the outermost statement joins several where it may.
        return depth > 1 && rng.Chance(0.8) ? Joined(rng, people, depth, width) : Claim(rng, people);
    }

    public static JsonNode Write(Proposition statement) => statement switch
    {
        Proposition.Variable v => new JsonArray("telling-truth", v.Index),
        Proposition.Negation { Of: Proposition.Variable v } => new JsonArray("lying", v.Index),
        Proposition.Negation n => new JsonArray("not", Write(n.Of)),
        Proposition.Conjunction c => new JsonArray(["and", .. c.Of.Select(Write)]),
        Proposition.Disjunction d => new JsonArray(["or", .. d.Of.Select(Write)]),
        Proposition.Implication i => new JsonArray("->", Write(i.If), Write(i.Then)),
        Proposition.Equivalence e => new JsonArray("<=>", Write(e.Left), Write(e.Right)),
        _ => throw new ArgumentException($"A {statement.GetType().Name} is not a statement.", nameof(statement)),
    };

    public static Proposition Read(MetadataReader statement, int people, int depth = 0)
    {
        var parts = statement.Array(part => part);
        if (parts.Length < 2 || depth > MaxDepth)
            throw statement.Wrong($"a statement such as [\"lying\", 0], nested at most {MaxDepth} deep");
        var of = parts[1..];
        return (parts[0].String, of.Length) switch
        {
            ("telling-truth", 1) => Person(of[0], people),
            ("lying", 1) => new Proposition.Negation(Person(of[0], people)),
            ("not", 1) => new Proposition.Negation(Read(of[0], people, depth + 1)),
            ("and", _) => new Proposition.Conjunction([.. of.Select(p => Read(p, people, depth + 1))]),
            ("or", _) => new Proposition.Disjunction([.. of.Select(p => Read(p, people, depth + 1))]),
            ("->", 2) => new Proposition.Implication(Read(of[0], people, depth + 1), Read(of[1], people, depth + 1)),
            ("<=>", 2) => new Proposition.Equivalence(Read(of[0], people, depth + 1), Read(of[1], people, depth + 1)),
            _ => throw parts[0].Wrong("telling-truth, lying, not, and, or, -> or <=>, with as many parts as it takes"),
        };
    }

    /// <summary>How many claims about a person it is made of.</summary>
    public static int Claims(Proposition statement) => statement switch
    {
        Proposition.Negation n => Claims(n.Of),
        Proposition.Conjunction c => c.Of.Sum(Claims),
        Proposition.Disjunction d => d.Of.Sum(Claims),
        Proposition.Implication i => Claims(i.If) + Claims(i.Then),
        Proposition.Equivalence e => Claims(e.Left) + Claims(e.Right),
        _ => 1,
    };

    /// <summary>The statement in the mouth of <paramref name="speaker"/>.</summary>
    public static string Say(Proposition statement, int speaker, KnightsKnavesTruth truth)
    {
        return Say(statement);

        string Say(Proposition p) => p switch
        {
            Proposition.Variable v => Is(v.Index, truth.Knight),
            Proposition.Negation { Of: Proposition.Variable v } => Is(v.Index, truth.Knave),
            Proposition.Negation n => $"it is not so that {Part(n.Of)}",
            Proposition.Conjunction c => string.Join(" and ", c.Of.Select(Part)),
            Proposition.Disjunction d => string.Join(" or ", d.Of.Select(Part)),
            Proposition.Implication i => $"if {Part(i.If)}, then {Part(i.Then)}",
            Proposition.Equivalence e => $"{Part(e.Left)} exactly when {Part(e.Right)}",
            _ => "",
        };

        // Brackets, so that what is nested can be read in one way only.
        string Part(Proposition p) => Claims(p) == 1 ? Say(p) : $"[{Say(p)}]";

        string Is(int person, string role) => person == speaker ? $"I am {A(role)}" : $"{truth.Names[person]} is {A(role)}";
    }

    /// <summary>The statement in signs; person i is the i-th letter, and <c>~B</c> claims that B lies.</summary>
    public static string Terse(Proposition statement)
    {
        return statement switch
        {
            Proposition.Variable v => $"{(char)('A' + v.Index)}",
            Proposition.Negation n => $"~{Part(n.Of)}",
            Proposition.Conjunction c => string.Join('&', c.Of.Select(Part)),
            Proposition.Disjunction d => string.Join('|', d.Of.Select(Part)),
            Proposition.Implication i => $"{Part(i.If)}>{Part(i.Then)}",
            Proposition.Equivalence e => $"{Part(e.Left)}={Part(e.Right)}",
            _ => "",
        };

        static string Part(Proposition p) => Claims(p) == 1 ? Terse(p) : $"({Terse(p)})";
    }

    /// <summary>The word with its article.</summary>
    public static string A(string word) => $"{(word.Length > 0 && "aeiou".Contains(char.ToLowerInvariant(word[0])) ? "an" : "a")} {word}";

    /// <summary>Whether a word of an answer may be left out without changing it.</summary>
    public static bool IsFiller(string word) => word.Length <= 3 && word.ToLowerInvariant() is "is" or "a" or "an" or "the" or "and";

    private static Proposition Joined(Rng rng, int people, int depth, int width)
    {
        Proposition Part() => Draw(rng, people, depth - 1, width);
        Proposition[] Parts() => [.. Enumerable.Range(0, rng.Int(2, width)).Select(_ => Part())];
        return rng.Int(0, 4) switch
        {
            0 => new Proposition.Negation(Part()),
            1 => new Proposition.Conjunction(Parts()),
            2 => new Proposition.Disjunction(Parts()),
            3 => new Proposition.Implication(Part(), Part()),
            _ => new Proposition.Equivalence(Part(), Part()),
        };
    }

    private static Proposition Claim(Rng rng, int people)
    {
        var person = new Proposition.Variable(rng.Int(0, people - 1));
        return rng.Chance(0.5) ? person : new Proposition.Negation(person);
    }

    private static Proposition.Variable Person(MetadataReader index, int people) =>
        index.Int is var i && i >= 0 && i < people ? new Proposition.Variable(i) : throw index.Wrong($"a person from 0 to {people - 1}");
}
